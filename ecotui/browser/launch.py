"""What the browser starts with, whichever face it has."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ecotui.exporting.guest_folder import GuestFolder
    from ecotui.importing.document import Imported
    from ecotui.plugin_host.registry import Registry
    from ecotui.query.index import Index
    from ecotui.settings.config import Config


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
    # Gives why plans or documents cannot be opened together; empty if they can.
    why_not_open: Callable[[Sequence[str]], str] | None = None
    # The arguments with which ecotui browses other plans or documents.
    command_for: Callable[[Sequence[str]], Sequence[str]] | None = None

    @property
    def restricted(self) -> bool:
        """Whether a guest is at the keys: exports only into one folder, saves and opens nothing."""
        return self.guest_folder is not None

    def endings(self) -> set[str]:
        """The endings of files that can be read, such as ``.docx``; plugins may be imported."""
        importers = self.registry().importers()
        return {".toml", *(f".{ending}" for one in importers for ending in one.spec.extensions)}
