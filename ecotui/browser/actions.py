"""Every action of the browser: its name, keys and description, and where it works."""

from __future__ import annotations

from typing import NamedTuple

from ecotui.i18n import N_

# Targets: what an action acts on.
LIST, OUTLINE, MEASURE = "list", "outline", "measure"
DEPARTMENTS, BROWSER = "departments", "browser"
GRID, TABLE, MATRIX, TOGETHER, EXPORT = "grid", "table", "matrix", "together", "export"
CELLS, FINDINGS, COMPARE, RESULT = "cells", "findings", "compare", "result"

#: The targets whose keys work while a place has the focus. Targets of one place share its keys.
PLACES: dict[str, tuple[str, ...]] = {
    "outline": (OUTLINE, LIST, BROWSER),
    "measure": (MEASURE, LIST, BROWSER),
    "departments": (DEPARTMENTS, LIST, BROWSER),
    "matrix": (CELLS, MATRIX, TABLE, GRID, LIST),
    "findings": (FINDINGS, MATRIX, TABLE, LIST),
    "together": (TOGETHER, TABLE, LIST),
    "together-grid": (TOGETHER, TABLE, GRID, LIST),
    "compare": (COMPARE, TABLE, GRID, LIST),
    "export": (EXPORT,),
    "result": (RESULT,),
}


class Action(NamedTuple):
    """Something that the user can do."""

    name: str  # The name in ``[keys]``, and of the method ``action_<name>``
    keys: str  # The keys as Textual names them, separated by commas
    help: str  # What it does, in English; the id of its translation
    target: str = BROWSER  # Where it works: in every list, in one pane, or everywhere
    bar: str = ""  # A word for the key bar; empty if it is not shown there
    needs: str = ""  # What it needs, a key of `REASONS`; empty if it needs nothing


#: Why an action is not available now, by what it needs.
REASONS = {
    "line": N_("no measures match; clear the query"),
    "query": N_("there is no query; press / to start one"),
    "words": N_("there is no search word; press / to search"),
    "remarks": N_("the plan was not imported from a document"),
    "past": N_("nothing to undo"),
    "future": N_("nothing to redo"),
}

#: Why an action is never available in restricted mode, by its name.
RESTRICTED = {
    "open": N_("no other file can be opened here"),
    "remarks": N_("what was read of a document is not shown here"),
    "save_view": N_("views cannot be saved or deleted in restricted mode"),
    "suspend": N_("the browser cannot be suspended in restricted mode"),
}

ACTIONS: tuple[Action, ...] = (
    Action("down", "j,down", N_("down"), LIST),
    Action("up", "k,up", N_("up"), LIST),
    Action("first", "g,home", N_("to the first line"), LIST),
    Action("last", "G,end", N_("to the last line"), LIST),
    Action("page_down", "ctrl+d,pagedown", N_("half a page down"), LIST),
    Action("page_up", "ctrl+u,pageup", N_("half a page up"), LIST),
    Action("fold", "h,left", N_("collapse, or go to parent"), OUTLINE),
    Action("unfold", "l,right", N_("expand, or go to the first line inside"), OUTLINE),
    Action("to_outline", "enter,escape,h,left", N_("back to the outline"), MEASURE, bar=N_("back")),
    Action("next_pane", "tab", N_("next pane"), bar=N_("pane")),
    Action("previous_pane", "shift+tab", N_("previous pane")),
    Action("search", "slash", N_("search, or edit the query"), bar=N_("search")),
    Action("next_match", "n", N_("next match"), needs="words"),
    Action("previous_match", "N", N_("previous match"), needs="words"),
    Action("find_department", "f", N_("find a department"), bar=N_("department")),
    Action("jump", "1,2,3,4,5,6,7,8,9", N_("type a number: go to that measure")),
    Action(
        "choose",
        "enter",
        N_("cycle filter: leads → takes part → either → off"),
        DEPARTMENTS,
        bar=N_("choose"),
    ),
    Action(
        "order",
        "s",
        N_("sort by plan, total, lead, participation or pinyin"),
        DEPARTMENTS,
        bar=N_("sort"),
    ),
    Action("exclude", "minus", N_("exclude the department"), DEPARTMENTS, bar=N_("not")),
    Action("join", "o", N_("match any / all of the chosen departments")),
    Action("scope", "full_stop", N_("show only this section"), bar=N_("scope"), needs="line"),
    Action("regroup", "b", N_("regroup by hierarchy, first lead or department")),
    Action("mark", "space", N_("mark the measure, or everything below the heading"), needs="line"),
    Action("mark_range", "V", N_("mark from here; press again to mark to here"), needs="line"),
    Action(
        "mark_all",
        "asterisk",
        N_("cycle marks: everything shown → those before → none"),
        needs="line",
    ),
    Action(
        "undo", "u", N_("undo the last change of query, marks, grouping or order"), needs="past"
    ),
    Action("redo", "ctrl+r", N_("redo it"), needs="future"),
    Action("clear", "x", N_("clear the query"), bar=N_("clear"), needs="query"),
    Action("views", "at", N_("saved views")),
    Action("save_view", "v", N_("save the query as a view"), needs="query"),
    Action("open", "O", N_("open another plan or document")),
    Action("remarks", "R", N_("what was read of the document, and what was not"), needs="remarks"),
    Action("export", "e", N_("export the marked measures, or everything shown"), bar=N_("export")),
    Action(
        "matrix",
        "r",
        N_("the RACI matrix of the marked measures, or everything shown"),
        bar=N_("matrix"),
    ),
    Action("together", "m", N_("who works with whom")),
    Action("compare", "c", N_("compare two departments")),
    Action("copy", "y", N_("copy the measure (OSC 52)"), needs="line"),
    Action("print_plain", "p", N_("show as plain text to select"), needs="line"),
    Action("copy_command", "Y", N_("copy the shell command for this selection")),
    Action("theme", "t", N_("next theme")),
    Action(
        "help",
        "question_mark,f1",
        N_("the keys that work here, and the query language"),
        bar=N_("help"),
    ),
    Action("command_palette", "ctrl+p,colon", N_("commands")),
    Action("redraw", "ctrl+l", N_("draw the screen again")),
    Action("suspend", "ctrl+z", N_("suspend; fg in the shell comes back")),
    Action("quit", "q", N_("quit"), bar=N_("quit")),
    # Last in the key bar: Enter is tried without it.
    Action(
        "open_item",
        "enter",
        N_("collapse or expand the heading; read the measure"),
        OUTLINE,
        bar=N_("fold/read"),
    ),
    Action("left", "h,left", N_("one column to the left"), GRID),
    Action("right", "l,right", N_("one column to the right"), GRID),
    Action("first_column", "0", N_("to the first column"), GRID),
    Action("last_column", "dollar_sign", N_("to the last column"), GRID),
    Action("to_measure", "enter", N_("to the measure in the outline"), CELLS, bar=N_("measure")),
    Action(
        "to_finding", "enter", N_("to the finding's measure or department"), FINDINGS, bar=N_("go")
    ),
    Action("to_findings", "tab,shift+tab", N_("to the findings"), CELLS, bar=N_("findings")),
    Action("to_grid", "tab,shift+tab", N_("back to the grid"), FINDINGS, bar=N_("grid")),
    Action("scheme", "s", N_("switch to the next scheme"), MATRIX, bar=N_("scheme")),
    Action(
        "wrap_titles",
        "w",
        N_("whole wordings in the grid, or one line each"),
        MATRIX,
        bar=N_("wrap"),
    ),
    Action("seek", "slash", N_("find a measure or a department"), MATRIX, bar=N_("find")),
    Action("seek_column", "f", N_("find a department's column"), MATRIX),
    Action("seek_next", "n", N_("next measure or department found"), MATRIX),
    Action("seek_previous", "N", N_("previous measure or department found"), MATRIX),
    Action("copy_row", "y", N_("copy the measure, or the finding"), MATRIX),
    Action("export_matrix", "e", N_("export the matrix in this scheme"), MATRIX, bar=N_("export")),
    Action(
        "filter_pair", "enter", N_("only the measures of these two"), TOGETHER, bar=N_("filter")
    ),
    Action("compare_pair", "c", N_("compare the two departments"), TOGETHER, bar=N_("compare")),
    Action("other_view", "tab", N_("ranking or grid"), TOGETHER, bar=N_("ranking/grid")),
    Action("find_pairs", "f", N_("only pairs with a department"), TOGETHER, bar=N_("department")),
    Action(
        "order_pairs",
        "s",
        N_("sort by all, both lead, one leads, or name"),
        TOGETHER,
        bar=N_("sort"),
    ),
    Action(
        "show_measure", "enter", N_("to the measure in the outline"), COMPARE, bar=N_("measure")
    ),
    Action("next_column", "tab", N_("next column"), COMPARE, bar=N_("column")),
    Action("previous_column", "shift+tab", N_("previous column"), COMPARE),
    Action("back", "escape,q", N_("back to the panes"), TABLE, bar=N_("back")),
    Action("write", "ctrl+o", N_("export, from any field"), EXPORT),
    Action("preview", "ctrl+t", N_("enlarge or restore the preview"), EXPORT),
    Action("open_file", "o", N_("open the exported file"), RESULT),
    Action("copy_path", "y", N_("copy the path of the exported file"), RESULT),
)


def actions_at(place: str) -> list[Action]:
    """The actions that work while a place has the focus, in the order of the table."""
    return [action for action in ACTIONS if action.target in PLACES[place]]
