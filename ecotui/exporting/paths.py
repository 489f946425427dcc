"""The path of an export while it is typed: its completion, and what is there."""

from __future__ import annotations

import errno
import os
from itertools import takewhile
from typing import NamedTuple

from ecotui.exporting.target import is_taken
from ecotui.files import current_folder, expanded, home_folder
from ecotui.i18n import _, ngettext
from ecotui.text.display import visible

#: The most names that are listed when a path can go on in several ways.
MAX_CANDIDATES = 40


class Completion(NamedTuple):
    """How a path can go on."""

    #: The path, completed as far as all candidates agree.
    text: str
    #: Names between which it does not decide, sorted; folders end in ``/``.
    candidates: tuple[str, ...]


def complete(text: str, *, folders: bool = False) -> Completion:
    """Complete a path as a shell does; only with folders if ``folders`` is true.

    ``~`` is the user's home; names that begin with a dot are passed over unless the dot is typed.
    A folder that cannot be read has no candidates. What no line of text can show as it is, such as
    a control character in a name, is never completed: it stays among the candidates.
    """
    if "\0" in text:
        return Completion(text, ())
    head, slash, name = text.rpartition("/")
    found = names(text, folders=folders)
    is_folder = name in ("..", "~") or (name.startswith("~") and not slash)
    if not found and is_folder and _is_dir(text):
        return Completion(f"{text}/", ())
    if name in found:
        # The name of a file is complete, even if other names begin with it.
        return Completion(text, ())
    common = _showable(_common_start(found))
    decided = len(found) == 1 and common == found[0]
    longer = common if len(common) > len(name) else name
    return Completion(head + slash + longer, () if decided else tuple(found))


def _common_start(found: list[str]) -> str:
    """The longest text that all of some sorted names begin with."""
    first, last = (found[0], found[-1]) if found else ("", "")
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(one for one, _other in same)


def names(text: str, *, folders: bool = False) -> list[str]:
    """What the last part of a path may go on with, see `complete`; sorted, folders end in ``/``."""
    head, slash, name = text.rpartition("/")
    found = []
    try:
        with os.scandir(expanded(head + slash) or ".") as entries:
            for entry in entries:
                if entry.name.startswith(name) and (name or not entry.name.startswith(".")):
                    if _is_folder(entry):
                        found.append(f"{entry.name}/")
                    elif not folders:
                        found.append(entry.name)
    except (OSError, ValueError):
        return []
    return sorted(found)


def _is_dir(path: str) -> bool:
    try:
        return os.path.isdir(expanded(path))
    except OSError:
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _showable(name: str) -> str:
    """A name up to the first character that would be shown as another one."""
    return next((name[:at] for at, one in enumerate(name) if visible(one) != one), name)


def listed(candidates: tuple[str, ...]) -> str:
    """Candidates in one line."""
    names = [visible(name) for name in candidates[:MAX_CANDIDATES]]
    if (more := len(candidates) - MAX_CANDIDATES) > 0:
        message = ngettext("… and {count} more", "… and {count} more", more)
        names.append(message.format(count=more))
    return "  ".join(names)


def note(path: str, *, tree: bool) -> str:
    """What is at the path of a file or a tree of files."""
    if is_too_long(path):
        return _("the file name is too long")
    if is_taken(path, tree=tree):
        if tree:
            return _("not empty; asks before overwriting")
        return _("exists; asks before overwriting")
    if os.path.isdir(path):
        if not tree:
            return _("is a folder: add the name of a file")
    elif tree and os.path.lexists(path):
        return _("is not a folder")
    parent = os.path.dirname(path.rstrip("/") if tree else path) or "."
    is_gone = not os.path.isabs(parent) and current_folder() is None
    if is_gone or not os.path.isdir(parent):
        return _("the folder does not exist")
    if not os.access(parent, os.W_OK):
        return _("the folder is not writable")
    return _("new folder") if tree else _("new file")


def is_too_long(path: str) -> bool:
    """Whether the system has no files with such a long name."""
    try:
        os.lstat(path)
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    except ValueError:
        # No name at all; whoever opens it says why.
        return False
    return False


def is_plain(name: str) -> bool:
    """Whether a name leads to no other folder, and hides nothing."""
    return os.path.basename(name) == name and not name.startswith((".", "~"))


def plan_path(folder: str, plan_id: str) -> str | None:
    """The file of a plan in a folder, by its id; None where that leads elsewhere, or hides it.

    Whoever wrote a plan or a document may have given it any id.
    """
    if not (is_plain(plan_id) and plan_id.isprintable()):
        return None
    return os.path.join(folder, f"{plan_id}.toml")


def from_home(folder: str) -> str:
    """A folder as people write it: with ``~`` for their home."""
    try:
        home = home_folder()
    except OSError:
        return folder
    above = home.rstrip("/")
    if folder == home or folder.startswith(f"{above}/"):
        return "~" + folder.removeprefix(above)
    return folder
