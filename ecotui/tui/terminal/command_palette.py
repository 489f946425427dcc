"""The palette of commands: Textual's, but for a key that comes before the list has its place."""

from __future__ import annotations

from textual import command
from textual.command import CommandList


class CommandPalette(command.CommandPalette):
    """All that can be done, to be found by typing."""

    def _action_command_list(self, action: str) -> None:
        # Textual counts the lines of a page in a list that may have none yet, and ends the app.
        if action.startswith("page_") and not self.query_one(CommandList).scrollable_content_region:
            return
        super()._action_command_list(action)
