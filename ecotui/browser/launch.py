"""What the browser starts with, whichever face it has."""

from __future__ import annotations

import os
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ecotui.exporting.guest_folder import GuestFolder
    from ecotui.importing.document import Imported
    from ecotui.plugin_host.registry import Registry
    from ecotui.query.index import Index
    from ecotui.settings.config import Config


def file_states(files: Iterable[str]) -> dict[str, tuple[int, ...] | None]:
    """Time, size and number of files, by which a changed one is known; None where there is none."""
    found: dict[str, tuple[int, ...] | None] = {}
    for file in files:
        try:
            state = os.stat(file)
        except OSError:
            found[file] = None
        else:
            found[file] = state.st_mtime_ns, state.st_size, state.st_ino
    return found


def outdated() -> str:
    """What to say of an export of a plan that somebody has changed since it was read."""
    from ecotui.i18n import _

    return _("the plan was changed on disk meanwhile; this is of the plan as it was opened")


class Launch(NamedTuple):
    """What the browser starts with."""

    plan_index: Index
    config: Config  # Its problems are shown at the start
    registry: Callable[[], Registry]  # Gives the exporters, when they are first needed
    where: str = ""  # The query to start with; it must be right
    plans: Sequence[str] = ()  # The files and folders of the plans; empty for the default ones
    views: Mapping[str, str] = {}  # Query text of the saved views
    fresh: bool = False  # Ignore the saved session
    # Where guests, who share an account, may export to; None for the account's own user.
    guest_folder: GuestFolder | None = None
    export_dir: str | None = None  # Where exports are offered; by default the current folder
    mouse: bool = False  # Handle clicks and the wheel, in place of the terminal's own selection
    imported: Sequence[Imported] = ()  # The documents that were read as plans
    # What else there is in the folders of the plans, a line for each.
    not_read: Sequence[str] = ()
    # Gives why plans or documents cannot be opened together; empty if they can.
    why_not_open: Callable[[Sequence[str]], str] | None = None
    # The arguments with which ecotui browses other plans or documents.
    command_for: Callable[[Sequence[str]], Sequence[str]] | None = None
    # The files of the plans as they were when they were read; see `file_states`.
    states: Mapping[str, tuple[int, ...] | None] = {}

    def is_outdated(self) -> bool:
        """Whether somebody has changed a plan since it was read."""
        return file_states(self.states) != self.states

    @property
    def restricted(self) -> bool:
        """Whether a guest is at the keys: exports only into one folder, saves and opens nothing."""
        return self.guest_folder is not None

    def endings(self) -> set[str]:
        """The endings of files that can be read, such as ``.docx``; plugins may be imported."""
        importers = self.registry().importers()
        return {".toml", *(f".{ending}" for one in importers for ending in one.spec.extensions)}
