"""The outline as a plain Textual ``Tree``, for comparison; typed text filters it.

``python benchmarks/tree.py LINES`` shows a file of lines, twenty under each heading.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static, Tree


class Browser(App[None]):
    """One line with the typed text and a count, and the tree below it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines
        self.typed = ""

    def compose(self) -> ComposeResult:
        """Count and tree."""
        yield Static("", id="count", markup=False)
        yield Tree("plan")

    def on_mount(self) -> None:
        """Show everything."""
        self.show()

    def on_key(self, event: Key) -> None:
        """Filter by the typed text."""
        if event.is_printable and event.character:
            self.typed += event.character
            self.show()

    def show(self) -> None:
        """Build the tree from the lines that contain the typed text."""
        tree = self.query_one(Tree)
        tree.clear()
        tree.root.expand()
        found = 0
        for start in range(0, len(self.lines), 20):
            left = [line for line in self.lines[start : start + 20] if self.typed in line]
            if left:
                heading = tree.root.add(f"heading {start // 20}", expand=True)
                for line in left:
                    heading.add_leaf(line)
            found += len(left)
        self.query_one("#count", Static).update(f"{self.typed} {found}/{len(self.lines)}")


if __name__ == "__main__":
    Browser(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()).run()
