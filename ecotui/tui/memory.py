"""What the browser keeps from one session to the next, and the files that hold it.

They are JSON, in ``$XDG_STATE_HOME/ecotui`` (``~/.local/state/ecotui``): one for each set of plans,
and ``browser.json`` for what belongs to all of them. Which plans are open is told by their ids, not
by their paths: a plan that is moved, renamed, or reached through another folder is the same plan,
a revised one takes the place of the old one, and no path of the user's is written down.

What a file says is believed only as far as it fits: a value of the wrong type, a measure or heading
that is not there, a file that is broken, too large or somebody else's is left out.

Several browsers at once: what belongs to the plans is that of the browser which wrote last. In
``browser.json`` the histories are joined, and the rest is replaced only by a browser in which it
changed; of two that write within the same millisecond one may lose a line of the history.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading

from ecotui.i18n import _
from ecotui.record import Record
from ecotui.tui.grouping import GROUPINGS, HIERARCHY, names, place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ecotui.index import Heading, Index
    from ecotui.plan import Entry

VERSION = 1
#: Queries that the history holds.
HISTORY = 200
#: Bytes of a file, characters of a text and levels of nesting above which it is none of ours.
_FILE, _TEXT, _DEPTH = 8 << 20, 10_000, 8


class Kept(Record):
    """What is kept for a set of plans.

    Args:
        query: The query as text.
        grouping: How the outline is grouped: a key of `GROUPINGS`.
        order: The order of the departments.
        below: The heading that the cursor stands on, or that its measure stands below.
        entry: The measure that the cursor stands on.
        folded: The headings that are folded.
        marks: The marked measures, as a mask.
    """

    query: str = ""
    grouping: str = HIERARCHY
    order: str = ""
    below: Heading | None = None
    entry: Entry | None = None
    folded: frozenset[Heading] = frozenset()
    marks: int = 0


class Common(Record):
    """What is kept for every plan: theme, accepted queries (oldest first), the last export."""

    theme: str = ""
    history: tuple[str, ...] = ()
    last_export: Mapping[str, object] = {}


def folder() -> str:
    """``$XDG_STATE_HOME/ecotui``, or ``~/.local/state/ecotui``."""
    base = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "ecotui")


# -- values and what JSON holds of them


def plain(value: object, depth: int = _DEPTH) -> object:
    """A copy of a value that JSON can hold and give back.

    Raises:
        ValueError: it holds something else: an object, a NaN, a number or text beyond all measure.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) < 1 << 63:
        return int(value)
    if isinstance(value, float) and abs(value) < 1e308:
        return float(value)
    if isinstance(value, str) and _is_text(value):
        return value
    if depth and isinstance(value, (list, tuple)):
        return [plain(item, depth - 1) for item in value]
    if depth and isinstance(value, dict) and all(map(_is_text, value)):
        return {key: plain(item, depth - 1) for key, item in value.items()}
    raise ValueError("nothing that JSON holds")


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or len(value) > _TEXT:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        # A lone surrogate can be neither shown nor written.
        return False
    return True


def plain_items(values: object) -> dict[str, object]:
    """The items of a dictionary that JSON can hold."""
    kept: dict[str, object] = {}
    if isinstance(values, dict):
        for key, value in values.items():
            if _is_text(key):
                with contextlib.suppress(ValueError):
                    kept[key] = plain(value)
    return kept


def _text(value: object) -> str:
    return value if isinstance(value, str) and _is_text(value) else ""


def _texts(value: object) -> list[str]:
    return [item for item in value if _is_text(item)] if isinstance(value, list) else []


def encode(kept: Kept, index: Index) -> dict[str, object]:
    """What a file says of a set of plans."""
    known = {heading: name for name, heading in names(index, kept.grouping).items()}
    stood_on = kept.entry or kept.below
    return {
        "version": VERSION,
        "plans": _ids(index),
        "query": kept.query,
        "grouping": kept.grouping,
        "order": kept.order,
        "cursor": {
            "heading": known.get(kept.below) if kept.below else None,
            "measure": kept.entry.id if kept.entry else None,
            # For when the line has gone: what stands there now is the nearest.
            "place": place(index, stood_on) if stood_on else None,
        },
        "folds": [name for heading, name in known.items() if heading in kept.folded],
        "marks": [index.entries[number].id for number in index.indexes(kept.marks)],
    }


def decode(data: object, index: Index) -> Kept:
    """What a file says, as far as it fits the plans."""
    if not isinstance(data, dict) or not _is_ours(data) or data.get("plans") != _ids(index):
        return Kept()
    grouping = _text(data.get("grouping"))
    if grouping not in GROUPINGS:
        grouping = HIERARCHY
    known = names(index, grouping)
    below, entry = _cursor(data.get("cursor"), index, known)
    marks = set(_texts(data.get("marks")))
    return Kept(
        query=_text(data.get("query")),
        grouping=grouping,
        order=_text(data.get("order")),
        below=below,
        entry=entry,
        folded=frozenset([known[name] for name in _texts(data.get("folds")) if name in known]),
        marks=index.mask([n for n, e in enumerate(index.entries) if e.id in marks]) if marks else 0,
    )


def _cursor(
    data: object, index: Index, known: Mapping[str, Heading]
) -> tuple[Heading | None, Entry | None]:
    """Heading and measure of the cursor; for a line that has gone, the measure in its place."""
    if not isinstance(data, dict):
        return None, None
    name, measure, at = data.get("heading"), data.get("measure"), data.get("place")
    below = known.get(name) if isinstance(name, str) else None
    entry = next((e for e in index.entries if e.id == measure), None) if measure else None
    on_heading = below is not None and measure is None
    if entry is None and not on_heading and type(at) is int and at >= 0 and index.entries:
        entry = index.entries[min(at, len(index.entries) - 1)]
    return below, entry


def _is_ours(data: Mapping[str, object]) -> bool:
    version = data.get("version")
    return type(version) is int and version == VERSION


def _ids(index: Index) -> list[str]:
    return sorted(plan.id for plan in index.plans)


def encode_common(common: Common) -> dict[str, object]:
    """What the file for all plans says."""
    return {
        "version": VERSION,
        "theme": common.theme,
        "history": list(common.history[-HISTORY:]),
        "last_export": plain_items(common.last_export),
    }


def decode_common(data: object) -> Common:
    """What the file for all plans says, as far as it can be used."""
    if not isinstance(data, dict) or not _is_ours(data):
        return Common()
    return Common(
        theme=_text(data.get("theme")),
        history=tuple(_texts(data.get("history"))[-HISTORY:]),
        last_export=plain_items(data.get("last_export")),
    )


def joined(theirs: Common, before: Common, ours: Common) -> Common:
    """What a file holds after another browser wrote ``theirs``, and ``before`` became ``ours``."""
    since = set(ours.history)
    history = [query for query in theirs.history if query not in since]
    changed = ours.last_export != before.last_export
    return Common(
        theme=ours.theme if ours.theme != before.theme else theirs.theme,
        history=(*history, *ours.history)[-HISTORY:],
        last_export=ours.last_export if changed else theirs.last_export,
    )


def line_of(kept: Kept, lines: Sequence[Heading | Entry], index: Index) -> int | None:
    """The line on which the cursor stood, or the nearest; None where it stood nowhere.

    A measure is sought below its heading, then anywhere, since below departments it stands more
    than once. Where it is not shown, the nearest that is, if possible below the same heading.
    """
    from ecotui.index import Heading

    if kept.entry is None and kept.below is None:
        return None
    below: Heading | None = None
    found: int | None = None
    for number, line in enumerate(lines):
        if isinstance(line, Heading):
            below = line
            if kept.entry is None and line == kept.below:
                return number
        elif line is kept.entry:
            if below == kept.below:
                return number
            found = number if found is None else found
    return _nearest(kept, lines, index) if found is None else found


def _nearest(kept: Kept, lines: Sequence[Heading | Entry], index: Index) -> int | None:
    from ecotui.index import Heading

    stood_on = kept.entry or kept.below
    assert stood_on is not None
    at = place(index, stood_on)
    below: Heading | None = None
    ranked = []
    for number, line in enumerate(lines):
        is_heading = isinstance(line, Heading)
        if isinstance(line, Heading):
            below = line
        distance = abs(place(index, line) - at)
        ranked.append((is_heading, below != kept.below, distance, number))
    return min(ranked)[-1] if ranked else None


# -- files


class Memory:
    """The files of a set of plans.

    Everything but `write` belongs to one thread; `write` may be called from any.

    Args:
        index: The plans.
        fresh: Begin as if nothing had been kept. Files stay as they are until something changes.
    """

    def __init__(self, index: Index, *, fresh: bool = False) -> None:
        self.index = index
        self.fresh = fresh
        self._folder = folder()
        self._lock = threading.Lock()
        self._written: tuple[Kept, Common] = (Kept(), Common())
        self._wanted = self._written
        self._told = False
        self._complaint = ""

    @property
    def path(self) -> str:
        """The file of what belongs to the plans; ids that make no good name are percent-encoded."""
        from urllib.parse import quote

        name = "+".join([quote(id_, safe="", errors="replace") for id_ in _ids(self.index)])
        if len(name) > 120:
            from zlib import crc32

            name = f"{name[:120]}~{crc32(name.encode()):08x}"
        return os.path.join(self._folder, f"plan-{name}.json")

    @property
    def common_path(self) -> str:
        """The file of what belongs to every plan."""
        return os.path.join(self._folder, "browser.json")

    def recall(self) -> tuple[Kept, Common]:
        """What was kept; whatever is wrong with the files, it is no error."""
        if self.fresh:
            return Kept(), Common()
        return decode(self._read(self.path), self.index), decode_common(
            self._read(self.common_path)
        )

    def _read(self, path: str) -> object:
        """What a file holds, None where it cannot be read."""
        try:
            return _read(path)
        except OSError as error:
            message = _("what was kept last time cannot be read: {path}: {reason}")
            self._complain(message, path, error)
            return None

    def _complain(self, message: str, path: str, error: OSError) -> None:
        if not self._told:
            reason = error.strerror or str(error)
            self._complaint = message.format(path=path, reason=reason)
            self._told = True

    def complaint(self) -> str:
        """What is wrong with the files, in one line; it is said once, and then nothing."""
        line, self._complaint = self._complaint, ""
        return line

    def begin(self, kept: Kept, common: Common) -> None:
        """Say with what the session begins: nothing is written until something differs from it."""
        self._written = self._wanted = (kept, common)

    def keep(self, kept: Kept, common: Common) -> bool:
        """Note what is to be written next, and return whether there is anything to write."""
        self._wanted = (kept, common)
        return self._wanted != self._written

    def write(self, patience: float = -1) -> None:
        """Write what was noted last, as far as it differs from what was written before.

        Args:
            patience: How long to wait for another thread that writes, in seconds; -1 for ever.
        """
        if not self._lock.acquire(timeout=patience):
            return
        try:
            (kept, common), (kept_before, common_before) = self._wanted, self._written
            if kept != kept_before:
                _write(self.path, encode(kept, self.index))
            if common != common_before:
                theirs = decode_common(self._read(self.common_path))
                joint = joined(theirs, common_before, common)
                _write(self.common_path, encode_common(joint))
            self._written = (kept, common)
        except OSError as error:
            message = _("what you do here cannot be kept for next time: {path}: {reason}")
            self._complain(message, self._folder, error)
        finally:
            self._lock.release()


def _read(path: str) -> object:
    """What a JSON file holds; None where there is none, or nothing of ours.

    Raises:
        OSError: it cannot be read.
    """
    import json

    try:
        # Opening a pipe that somebody put there would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        content = file.read(_FILE + 1)
    if len(content) > _FILE:
        return None
    try:
        data: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return data


def _write(path: str, data: Mapping[str, object]) -> None:
    """Replace a JSON file; what somebody browsed is nobody else's business.

    Raises:
        OSError: it cannot be written.
    """
    import json

    from ecotui.files import replacing

    parent = os.path.dirname(path)
    os.makedirs(parent, mode=0o700, exist_ok=True)
    if os.stat(parent).st_mode & 0o077:
        os.chmod(parent, 0o700)
    # A lone surrogate, from a command line that is no UTF-8, becomes JSON's own escape.
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    with replacing(path) as file:
        # Where the file is a link to /dev/null, it has no mode.
        with contextlib.suppress(OSError):
            os.fchmod(file.fileno(), 0o600)
        file.write(text.encode("utf-8", "backslashreplace") + b"\n")
