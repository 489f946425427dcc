"""Large plans as they were read last time, so that the same bytes need not be read as TOML again.

``$XDG_CACHE_HOME/ecotui/plans`` (``~/.cache/ecotui/plans``) holds a file for each of the last few
plans of more than about a thousand measures. Its name is the SHA-256 of the plan's own file, which
is read and hashed every time: a plan that has changed by one byte has another name, so the cache
never speaks for a file that says something else. The content is JSON, a value a line, and a hash of
it all in the last line; a file that is cut short, damaged, another user's, or writable by others
counts as none. What cannot be kept is read from its TOML the next time, and nothing else comes of
it.
"""

from __future__ import annotations

import contextlib
import os

from ecotui.model.toml import decode, loads, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from io import BufferedReader
    from typing import Any

    from ecotui.model.plan import Chapter, Measure, Plan

#: How many plans are kept, and how many bytes altogether: the ones that were used last.
MOST_FILES, MOST_BYTES = 8, 256 << 20
#: Part of every name; another number leaves the files of older versions to be tidied away.
FORMAT = 2
#: Measures in a line: writing one must not be felt by whoever types meanwhile.
_STEP = 1000
#: Seconds after which a temporary file belongs to a process that was killed.
_STALE = 3600


def folder() -> str:
    """``$XDG_CACHE_HOME/ecotui/plans``, or ``~/.cache/ecotui/plans``."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "ecotui", "plans")


def load(path: str | os.PathLike[str]) -> tuple[Plan, str | None]:
    """Read a plan from its file, or, where the same bytes were read before, from the cache.

    Returns:
        The plan, and the name under which it is to be kept, None where it is already.

    Raises:
        PlanError: as `toml_store.load` does.
    """
    if (known := _known(path)) is not None:
        return known, None
    import hashlib

    data = read(path)
    # Of what is read now: the file may have changed a moment ago.
    key = f"{hashlib.sha256(data).hexdigest()}-{FORMAT}"
    text = decode(data, path)
    # 40 MB at 100,000 measures.
    del data
    return loads(text, os.fspath(path)), key


def _known(path: str | os.PathLike[str]) -> Plan | None:
    """The plan that is kept for a file's content."""
    import hashlib

    # Piece by piece: memory for all of it would take as long to get as the content to hash.
    with contextlib.suppress(OSError), open(path, "rb") as file:
        key = f"{hashlib.file_digest(file, 'sha256').hexdigest()}-{FORMAT}"
        return recall(key)
    return None


def recall(key: str) -> Plan | None:
    """The plan that is kept under a name; None where there is none that can be believed."""
    path = os.path.join(folder(), f"{key}.json")
    try:
        if not _is_ours(os.stat(os.path.dirname(path))):
            return None
        # Neither a link nor a pipe, for whose other end opening would wait.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not _is_ours(os.fstat(descriptor)):
                return None
            plan = _decoded(file)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # It is not there, or not what `keep` writes; either way the TOML is there to be read.
        return None
    # The last use decides what is tidied away; a disk that is only read is not tidied.
    with contextlib.suppress(OSError):
        os.utime(path)
    return plan


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else may have written a file, or in a folder."""
    import stat

    kind = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    return kind and status.st_uid == os.geteuid() and not status.st_mode & 0o022


def keep(key: str, plan: Plan) -> Generator[None, None, None]:
    """Write a plan under a name, step by step; a plan that is given up leaves nothing.

    Each step takes some milliseconds, so that it can be done in a thread beside the screen. A disk
    that is full or cannot be written is no matter: the plan is read from its TOML again.
    """
    import hashlib

    from ecotui.files import replacing

    parent = folder()
    # It may all be read again from where it came from.
    with contextlib.suppress(OSError):
        os.makedirs(parent, mode=0o700, exist_ok=True)
        if not _is_ours(os.stat(parent)):
            return
        digest = hashlib.sha256()
        with replacing(os.path.join(parent, f"{key}.json")) as file:
            os.fchmod(file.fileno(), 0o600)
            for line in _lines(plan):
                digest.update(line)
                file.write(line)
                yield
            file.write(_line(digest.hexdigest()))
        yield
        tidy()


def tidy() -> None:
    """Delete what was used longest ago until the rest is within bounds, and what was left behind.

    Raises:
        OSError: the folder cannot be read, or a file not be deleted.
    """
    import time

    found = []
    with os.scandir(folder()) as files:
        for file in files:
            status = file.stat(follow_symlinks=False)
            if not file.name.endswith(".tmp"):
                found.append((status.st_mtime, status.st_size, file.path))
            elif time.time() - status.st_mtime > _STALE:
                _delete(file.path)
    size = 0
    for number, (_used, bytes_, path) in enumerate(sorted(found, reverse=True)):
        size += bytes_
        if number >= MOST_FILES or size > MOST_BYTES:
            _delete(path)


def _delete(path: str) -> None:
    # Another process may tidy up at the same time.
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


# -- what a file says


def _line(value: object) -> bytes:
    import json

    # Half of a surrogate pair, which Python's text may hold and UTF-8 may not, is written as
    # JSON's escape.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace") + b"\n"


def _lines(plan: Plan) -> Iterator[bytes]:
    """The lines of a plan: all but the measures, then the measures as columns, a step at a time.

    Lists of departments, of which there are few, have numbers in the order in which they come; a
    line says which are new in it.
    """
    yield _line(
        [
            [plan.id, plan.title, plan.language],
            plan.source and list(plan.source._values()),
            [list(department._values()) for department in plan.departments],
            [_shape(chapter) for chapter in plan.chapters],
        ]
    )
    measures = [measure for _chapter, _section, measure in plan.walk()]
    numbers: dict[tuple[str, ...], int] = {}
    for start in range(0, len(measures), _STEP):
        step = measures[start : start + _STEP]
        new: list[tuple[str, ...]] = []
        for measure in step:
            for names in (measure.lead, measure.participants):
                if names not in numbers:
                    numbers[names] = len(numbers)
                    new.append(names)
        columns: list[object] = list(zip(*[m._values() for m in step], strict=True))
        columns[2] = [numbers[m.lead] for m in step]
        columns[3] = [numbers[m.participants] for m in step]
        yield _line([new, columns])


def _shape(chapter: Chapter) -> list[object]:
    sections = [[s.number, s.title, len(s.measures)] for s in chapter.sections]
    return [chapter.number, chapter.title, len(chapter.measures), sections]


def _decoded(file: BufferedReader) -> Plan:
    """The plan that a file says.

    Raises:
        ValueError: it is not what `_lines` gives; as are the other errors that `recall` expects.
    """
    import hashlib
    import json
    from itertools import islice

    from ecotui.model.plan import Chapter, Department, Measure, Plan, Section, Source

    digest = hashlib.sha256()
    head: Any = None
    rows: list[Measure] = []
    lists: list[tuple[str, ...]] = []
    last: bytes | None = None
    for line in file:
        if last is not None:
            raise ValueError("more than there was")
        if line.startswith(b'"'):
            last = line
            continue
        value = json.loads(line)
        digest.update(line)
        if head is None:
            head = value
            continue
        new, columns = value
        lists += map(tuple, new)
        for place in (2, 3):
            columns[place] = map(lists.__getitem__, columns[place])
        for place in (7, 13):
            columns[place] = [tuple(map(tuple, pairs)) for pairs in columns[place]]
        rows += Measure.many(zip(*columns, strict=True))
    if last != _line(digest.hexdigest()):
        raise ValueError("not the whole file, or not as it was written")
    (id_, title, language), source, departments, chapters = head
    every = iter(rows)

    def taken(count: int) -> tuple[Measure, ...]:
        found = tuple(islice(every, count))
        if len(found) < count:
            raise ValueError("fewer measures than its headings have")
        return found

    plan = Plan(
        id_,
        title,
        language,
        source and Source(*source),
        tuple([Department(name, tuple(aliases), kind) for name, aliases, kind in departments]),
        tuple(
            [
                Chapter(
                    number,
                    title,
                    taken(count),
                    tuple([Section(n, t, taken(below)) for n, t, below in sections]),
                )
                for number, title, count, sections in chapters
            ]
        ),
    )
    if next(every, None) is not None:
        raise ValueError("more measures than its headings have")
    return plan
