"""The command palette: everything that can be done, found by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from ecotui.i18n import _
from ecotui.query.index import holds
from ecotui.text import pinyin
from ecotui.text.display import cut, pad, visible, width
from ecotui.text.folding import fold, is_latin
from ecotui.tui.dialogs.dialog import Dialog
from ecotui.tui.panes.base import CursorPane, Piece
from ecotui.tui.panes.text_line import TextLine

#: Lines of the dialog beside the list: its frame, and the line of text.
FRAME_LINES = 3
#: The most lines of the list.
MAX_LINES = 18


class Command(NamedTuple):
    """Something that the palette offers."""

    id: str  # Of recent commands
    name: str  # In the reader's language
    run: Callable[[], object]  # May be a coroutine function
    key: str = ""  # The keys that do the same, or the term of the query
    reason: str = ""  # Why it is not available now; empty if it is
    also: tuple[str, ...] = ()  # Other texts by which it is found


def found(commands: Iterable[Command], typed: str, recent: Sequence[str]) -> list[Command]:
    """The commands that a text may mean, the likeliest first.

    Each word has to occur in the name or the other texts of a command, as text, pinyin or initials.
    What is available goes first; then what begins with the text; then the most recent.

    Args:
        commands: All commands.
        typed: The text.
        recent: Ids of commands, the most recent last.
    """
    wanted = fold(typed)
    ranked = []
    for place, command in enumerate(commands):
        closeness = _closeness(command, wanted)
        if closeness is not None:
            age = -recent.index(command.id) - 1 if command.id in recent else 0
            ranked.append((bool(command.reason), closeness, age, place, command))
    return [command for *_rank, command in sorted(ranked, key=lambda one: one[:-1])]


def _closeness(command: Command, wanted: str) -> int | None:
    """How well a folded text fits a command, the less the better; None if it does not."""
    latin = is_latin(wanted)
    name, *others = [fold(text) for text in (command.name, command.id, *command.also, command.key)]
    if _begins(name, wanted, latin):
        return 0
    if any(_begins(text, wanted, latin) for text in others):
        return 1
    if holds(name, wanted, latin):
        return 2
    texts = (name, *others)
    if all(any(holds(text, word, is_latin(word)) for text in texts) for word in wanted.split()):
        return 3
    return None


def _begins(folded: str, wanted: str, latin: bool) -> bool:
    return folded.startswith(wanted) or (latin and pinyin.begins(folded, wanted))


class _CommandList(CursorPane, can_focus=False):
    """A line per command: its name, why it is not available, and its key."""

    def __init__(self, chosen: Callable[[], object]) -> None:
        super().__init__("palette-list")
        self.commands: Sequence[Command] = ()
        self._chosen = chosen

    @property
    def count(self) -> int:
        return max(1, len(self.commands))

    @property
    def current(self) -> Command | None:
        return self.commands[self.cursor] if self.commands else None

    def show(self, commands: Sequence[Command]) -> None:
        self.commands = commands
        self.redraw_at(0)

    def pieces(self, line: int) -> list[Piece]:
        base = self.base
        dim = base + self.style_of("dim")
        if not self.commands:
            return [(_("no command has this name"), dim)]
        command, room = self.commands[line], self.size.width
        key = visible(command.key)
        reason = f"  ({command.reason})" if command.reason else ""
        left = max(0, room - width(key) - 1)
        # The reason matters more than the end of a long name.
        reason = cut(visible(reason), left * 2 // 3)
        name = cut(visible(command.name), left - width(reason))
        style = dim if command.reason else base
        gap = pad("", left - width(name) - width(reason))
        return [(name, style), (reason, dim), (gap, style), (f" {key}", dim)]

    def click_line(self, line: int, x: int) -> None:
        self.go(line)
        self._chosen()


class CommandPalette(Dialog[Command | None]):
    """A line of text and the commands that it may mean; Enter gives the one under the cursor.

    Args:
        commands: What it offers.
        recent: Ids of commands, the most recent last.
        named: What it offers beside these for a text, such as to go to the measure of a number.
    """

    CSS_PATH = "command_palette.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "dismiss", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown,ctrl+d", "page(1)", show=False, priority=True),
        Binding("pageup,ctrl+u", "page(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        commands: Iterable[Command],
        recent: Sequence[str],
        named: Callable[[str], Iterable[Command]] = lambda _typed: (),
    ) -> None:
        super().__init__()
        self._named = named
        self._commands = list(commands)
        self._recent = recent
        self._list = _CommandList(self._choose)

    def compose(self) -> ComposeResult:
        with Vertical(id="palette") as box:
            box.border_title = _("Commands")
            box.border_subtitle = _("Enter runs · Esc closes")
            yield TextLine("", placeholder=_("name, pinyin or initials"), id="palette-text")
            yield self._list

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._find()

    @property
    def listed(self) -> Sequence[Command]:
        """The commands that the text may mean."""
        return self._list.commands

    def add(self, commands: Iterable[Command]) -> None:
        """Offer more commands, which took a while to find."""
        self._commands += commands
        if self.is_attached:
            current = self._list.current
            self._find()
            if current in self._list.commands:
                self._list.go(self._list.commands.index(current))

    def on_resize(self) -> None:
        # The list is as high with few commands as with many: else what is behind would be sent
        # again while one types.
        most = min(MAX_LINES, self.app.size.height - FRAME_LINES - 1)
        self._list.styles.height = max(1, min(most, len(self._commands)))

    @on(Input.Changed)
    def _changed(self, message: Input.Changed) -> None:
        message.stop()
        self._find()

    def _find(self) -> None:
        typed = self.query_one(Input).value
        self._list.show([*self._named(typed), *found(self._commands, typed, self._recent)])

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self._choose()

    def _choose(self) -> None:
        command = self._list.current
        # What is not available says why in its line, so the palette stays open.
        if command is not None and not command.reason:
            self.dismiss(command)

    def action_move(self, by: int) -> None:
        self._list.move(by)

    def action_page(self, by: int) -> None:
        self._list.move(by * max(1, self._list.size.height // 2))
