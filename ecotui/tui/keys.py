"""What the browser can be told to do: one table, from which bindings, key bar and help come."""

from __future__ import annotations

from ecotui.i18n import N_
from ecotui.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.binding import Binding

LIST, OUTLINE, DEPARTMENTS, BROWSER = "list", "outline", "departments", "browser"


class Action(Record):
    """Something that the user can do.

    Args:
        name: The method ``action_<name>`` of what it acts on.
        keys: The keys that do it, as Textual names them, with commas between.
        shown: How key bar and help write the keys.
        help: What it does, in English; the id of its translation.
        target: Where it applies: in every list, in one pane, or everywhere.
        bar: A word for the key bar; empty where it does not stand there.
    """

    name: str
    keys: str
    shown: str
    help: str
    target: str = BROWSER
    bar: str = ""


ACTIONS: tuple[Action, ...] = (
    Action("down", "j,down", "j ↓", N_("down"), LIST),
    Action("up", "k,up", "k ↑", N_("up"), LIST),
    Action("first", "g,home", "g", N_("to the first line"), LIST),
    Action("last", "G,end", "G", N_("to the last line"), LIST),
    Action("page_down", "ctrl+d,pagedown", "Ctrl+d", N_("half a page down"), LIST),
    Action("page_up", "ctrl+u,pageup", "Ctrl+u", N_("half a page up"), LIST),
    Action("fold", "h,left", "h ←", N_("fold, or to the heading above"), OUTLINE),
    Action("unfold", "l,right", "l →", N_("unfold, or to the first line inside"), OUTLINE),
    Action("next_pane", "tab", "Tab", N_("next pane"), bar=N_("pane")),
    Action("search", "slash", "/", N_("search, or edit the query"), bar=N_("search")),
    Action("next_match", "n", "n", N_("next match"), bar=""),
    Action("previous_match", "N", "N", N_("previous match")),
    Action("find_department", "f", "f", N_("find a department"), bar=N_("department")),
    Action(
        "choose",
        "enter",
        "Enter",
        N_("choose the department as lead, participant, either, or not"),
        DEPARTMENTS,
        bar=N_("choose"),
    ),
    Action("order", "s", "s", N_("sort by plan, count or name"), DEPARTMENTS, bar=N_("sort")),
    Action("exclude", "minus", "-", N_("leave out the department"), DEPARTMENTS, bar=N_("not")),
    Action("scope", "full_stop", ".", N_("only what is below this heading"), bar=N_("scope")),
    Action("regroup", "b", "b", N_("regroup by hierarchy, first lead or department")),
    Action("mark", "space", "Space", N_("mark the measure, or what is below the heading")),
    Action("mark_range", "V", "V", N_("mark from here; again: to here")),
    Action("mark_all", "asterisk", "*", N_("mark all that is left, or unmark all")),
    Action("undo", "u", "u", N_("undo the last change of the query")),
    Action("redo", "ctrl+r", "Ctrl+r", N_("redo it")),
    Action("clear", "x", "x", N_("clear the query"), bar=N_("clear")),
    Action(
        "export", "e", "e", N_("export the marked measures, or all that is left"), bar=N_("export")
    ),
    Action(
        "matrix",
        "r",
        "r",
        N_("the RACI matrix of the marked measures, or of all that is left"),
        bar=N_("matrix"),
    ),
    Action("together", "m", "m", N_("who works with whom")),
    Action("copy", "y", "y", N_("copy the measure (OSC 52)")),
    Action("print_plain", "p", "p", N_("print the measure, to be selected by hand")),
    Action("copy_command", "Y", "Y", N_("copy the shell command that gives this selection")),
    Action("theme", "t", "t", N_("next theme")),
    Action("help", "question_mark", "?", N_("this help"), bar=N_("help")),
    Action("command_palette", "ctrl+p", "Ctrl+p", N_("commands")),
    Action("quit", "q", "q", N_("quit"), bar=N_("quit")),
)


def bindings(target: str) -> list[Binding]:
    """The bindings of one target, as Textual wants them."""
    from textual.binding import Binding

    return [
        Binding(action.keys, action.name, action.help, show=False)
        for action in ACTIONS
        if action.target == target
    ]
