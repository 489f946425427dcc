"""The path of an export while it is typed: completing it, and saying what is there."""

from __future__ import annotations

import os

from ecotui.exporting.target import is_taken
from ecotui.i18n import _, ngettext
from ecotui.record import Record
from ecotui.text.display import visible

#: The most names that are listed when a path can go on in several ways.
MAX_CANDIDATES = 40


class Completion(Record):
    """How a path can go on.

    Args:
        text: The path, completed as far as all candidates agree.
        candidates: Names between which it does not decide, sorted; folders end in ``/``.
    """

    text: str
    candidates: tuple[str, ...]


def complete(text: str, *, folders: bool = False) -> Completion:
    """Complete a path as a shell does.

    ``~`` is the user's home; names that begin with a dot are passed over unless the dot is typed.
    A folder that cannot be read has no candidates. What no line of text can show as it is, such as
    a control character in a name, is never completed: it stays among the candidates.

    Args:
        text: What is typed so far.
        folders: Whether only folders are wanted.
    """
    if "\0" in text:
        return Completion(text, ())
    head, slash, name = text.rpartition("/")
    found = []
    try:
        with os.scandir(os.path.expanduser(head + slash) or ".") as entries:
            for entry in entries:
                if entry.name.startswith(name) and (name or not entry.name.startswith(".")):
                    is_folder = _is_folder(entry)
                    if is_folder or not folders:
                        found.append(f"{entry.name}/" if is_folder else entry.name)
    except (OSError, ValueError):
        found = []
    if not found:
        is_folder = name in ("..", "~") or (name.startswith("~") and not slash)
        if is_folder and os.path.isdir(os.path.expanduser(text)):
            return Completion(f"{text}/", ())
    if name in found:
        # A whole name of a file is no beginning, whatever else begins with it.
        return Completion(text, ())
    # What all begin with: what the first and the last in order do.
    least, greatest = min(found, default=""), max(found, default="")
    agree = [one == other for one, other in zip(least, greatest, strict=False)]
    common = _showable(least[: [*agree, False].index(False)])
    decided = len(found) == 1 and common == found[0]
    longer = common if len(common) > len(name) else name
    return Completion(head + slash + longer, () if decided else tuple(sorted(found)))


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
    line = "  ".join([visible(name) for name in candidates[:MAX_CANDIDATES]])
    more = len(candidates) - MAX_CANDIDATES
    if more <= 0:
        return line
    return (
        line + "  " + ngettext("… and {count} more", "… and {count} more", more).format(count=more)
    )


def note(path: str, *, tree: bool, restricted: bool = False) -> str:
    """What is at a path, in a few words.

    Args:
        path: The path, without ``~``.
        tree: Whether a folder of files is written, and not one file.
        restricted: Whether nothing may be overwritten.
    """
    if is_taken(path, tree=tree):
        if restricted:
            return _("exists; choose another name")
        return (
            _("not empty; asks before overwriting")
            if tree
            else _("exists; asks before overwriting")
        )
    if tree and os.path.lexists(path) and not os.path.isdir(path):
        return _("is not a folder")
    if not tree and os.path.isdir(path):
        return _("is a folder: add the name of a file")
    parent = os.path.dirname(path.rstrip("/") if tree else path) or "."
    if not os.path.isdir(parent):
        return _("the folder does not exist")
    if not os.access(parent, os.W_OK):
        return _("the folder is not writable")
    return _("new folder") if tree else _("new file")


def is_plain(name: str) -> bool:
    """Whether a name leads to no other folder, and hides nothing."""
    return os.path.basename(name) == name and not name.startswith((".", "~"))


def from_home(folder: str) -> str:
    """A folder as people write it: with ``~`` for their home."""
    home = os.path.expanduser("~")
    if folder == home or folder.startswith(home.rstrip("/") + "/"):
        return "~" + folder[len(home.rstrip("/")) :]
    return folder
