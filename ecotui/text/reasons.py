"""Why something failed, in the reader's language: the system and the TOML parser speak English."""

from __future__ import annotations

from ecotui.files import other_links, other_owner
from ecotui.i18n import N_, _, language, ngettext

#: What the system says, as ids of the catalogue.
_SYSTEM = (
    N_("Bad file descriptor"),
    N_("Device or resource busy"),
    N_("Directory not empty"),
    N_("Disk quota exceeded"),
    N_("File exists"),
    N_("File name too long"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No such file or directory"),
    N_("No space left on device"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Text file busy"),
    N_("Too many levels of symbolic links"),
    # What `ecotui.files` says.
    N_("another process is changing it"),
    N_("it is no regular file"),
    N_("it is write-protected"),
    N_("there is no home folder; set HOME to its path"),
)
#: What tomli says, up to the names that it quotes.
_TOML = (
    N_("Cannot declare"),
    N_("Cannot overwrite a value"),
    N_("Expected '=' after a key in a key/value pair"),
    N_("Expected newline or end of document after a statement"),
    N_("Illegal character"),
    N_("Invalid date or datetime"),
    N_("Invalid initial character for a key part"),
    N_("Invalid statement"),
    N_("Invalid value"),
    N_("Unclosed array"),
    N_("Unclosed inline table"),
    N_("Unescaped '\\' in a string"),
    N_("Unterminated string"),
)


def reason(error: Exception) -> str:
    """The reason of an exception of the system or of the TOML parser, in a few words."""
    if isinstance(error, OSError):
        said = error.strerror or str(error)
        return _(said)
    said = str(getattr(error, "msg", None) or error)
    if language() == "en":
        return said
    return _(next((known for known in _TOML if said.startswith(known)), N_("wrong syntax")))


def replacement_note(path: str) -> str:
    """What to say of other names, or another owner, of a file to be replaced; mostly empty."""
    if owner := other_owner(path):
        return _("{path} belonged to {owner}, and is yours now").format(path=path, owner=owner)
    count = other_links(path)
    if not count:
        return ""
    message = ngettext(
        "{path} has {count} other name (a hard link), which keeps the old content",
        "{path} has {count} other names (hard links), which keep the old content",
        count,
    )
    return message.format(path=path, count=count)
