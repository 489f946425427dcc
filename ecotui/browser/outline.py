"""The outline as every face shows it: groupings, lines, rows, and the fields of a measure.

Nothing here needs Textual.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from ecotui.i18n import N_, _
from ecotui.model.fields import SHOWN
from ecotui.model.plan import Entry, Measure, language_of, unused
from ecotui.query.index import Heading, Index
from ecotui.query.selection import Selection
from ecotui.text.display import cut, join_names, visible, width

HIERARCHY = "hierarchy"
#: How measures are grouped, in turn: the department groupings are fields of the query.
GROUPINGS = {HIERARCHY: "", "first": N_("by first lead"), "dept": N_("by department")}

#: One letter for a role, by the field of the query that asks for it; ``-`` where it is excluded.
SIGNS = {"lead": N_("L"), "first": N_("F"), "with": N_("P"), "dept": N_("E"), "-": "-"}

#: The styles of a piece of a row, such as ``("heading", "match")``; a later goes over an earlier.
Look = tuple[str, ...]
TEXT: Look = ()
HEADING: Look = ("heading",)
DIM: Look = ("dim",)
CHOSEN: Look = ("chosen",)
MATCH = "match"

#: A label in the language in use, and a text; the text is empty if the measure says nothing.
Field = tuple[str, str]


def department_headings(index: Index, grouping: str) -> list[Heading]:
    """The headings of a department grouping; the last is for measures without a department."""
    groups = [(d.name, index.department_mask(grouping, d.name)) for d in index.departments]
    rest = index.everything
    for _name, members in groups:
        rest &= ~members
    return [
        Heading(1, number, "", name, 0, 0, members)
        for number, (name, members) in enumerate([*groups, (_("no lead department"), rest)], 1)
    ]


def position_of(index: Index, item: Heading | Entry) -> int:
    """The position in the plans of a measure, or of the first measure below a heading."""
    if not isinstance(item, Heading):
        return index.position(item)
    # The first measure of a department is the lowest bit.
    return item.first if item.members is None else (item.members & -item.members).bit_length() - 1


def heading_names(index: Index, grouping: str) -> dict[str, Heading]:
    """Every heading of a grouping by a name that stays the same when its title is reworded.

    A chapter is called ``1``, a section ``1.3``. If several plans are open, a plan is called
    ``id/``, and this stands before the names of its chapters. A name that is taken gets ``~2``, as
    in the ids of measures. A department has its own name; the measures without any have ``""``.
    """
    if grouping != HIERARCHY:
        *named, rest = department_headings(index, grouping)
        return {**{heading.title: heading for heading in named}, "": rest}
    found: dict[str, Heading] = {}
    plan = chapter = ""
    for heading in index.headings:
        if heading.level == 0:
            name = plan = f"{index.plans[(heading.number or 1) - 1].id}/"
        elif heading.level == 1:
            name = chapter = f"{plan}{heading.number or heading.title}"
        else:
            name = f"{chapter}.{heading.number or heading.title}"
        found[unused(name, found)] = heading
    return found


def grouped(selection: Selection, grouping: str) -> Iterator[tuple[Heading, list[Entry]]]:
    """Headings in the order of a grouping, each with the measures right below it.

    Headings without a measure are left out.
    """
    if grouping == HIERARCHY:
        yield from selection.blocks()
        return
    index = selection.index
    for heading in department_headings(index, grouping):
        if below := heading.mask & selection.mask:
            yield heading, index.measures(below)


def outline_lines(
    selection: Selection, grouping: str, folded: Set[Heading]
) -> list[Heading | Entry]:
    """The headings and measures that a grouping shows, without those below a folded heading."""
    shown: list[Heading | Entry] = []
    hidden_by: Heading | None = None
    for heading, below in grouped(selection, grouping):
        if hidden_by is not None:
            if heading.level > hidden_by.level:
                continue
            hidden_by = None
        shown.append(heading)
        if folded and heading in folded:
            hidden_by = heading
        else:
            shown += below
    return shown


def _role(index: Index, department: str, entry: Entry) -> str:
    """The field of the query for the role of a department in a measure; empty if it has none."""
    position = index.position(entry)
    roles = (
        role for role in ("lead", "with") if index.roles[role].get(department, 0) >> position & 1
    )
    return next(roles, "")


def render_row(
    selection: Selection,
    item: Heading | Entry,
    *,
    is_folded: bool,
    is_marked: bool,
    several_plans: bool,
    below: Heading | None = None,
) -> list[tuple[str, Look]]:
    """A heading with matched/total, or a measure with its number; texts with their looks.

    If the heading that a measure stands below is a department, the letter of its role comes first.
    """
    step = "  " if several_plans else ""
    if isinstance(item, Entry):
        sign = "●" if is_marked else " "
        indent = f"  {sign} " if item.section else f"{sign} "
        look = CHOSEN if is_marked else DIM
        number = f"{item.measure.number}. "
        text = highlight(item.measure.text, selection.matches(item), TEXT, (MATCH,))
        role = _role(selection.index, below.title, item) if below else ""
        if not role:
            return [(f"{step}{indent}{number}", look), *text]
        letter = (f"{_(SIGNS[role])} ", HEADING if role == "lead" else DIM)
        return [(f"{step}{indent}", look), letter, (number, look), *text]
    sign = "▸" if is_folded else "▾"
    matched = (item.mask & selection.mask).bit_count()
    counts = f" {matched}" if matched == item.total else f" {matched}/{item.total}"
    label = f"{step * min(1, item.level)}{'  ' * (item.level - 1)}{sign} {item.label}"
    title = highlight(item.title, selection.spans(item.title), HEADING, (*HEADING, MATCH))
    return [(label, HEADING), *title, (counts, DIM)]


def highlight(
    text: str, spans: Sequence[tuple[int, int]], look: Any, match: Any
) -> list[tuple[str, Any]]:
    """A text in pieces, of which the spans look like matches."""
    pieces: list[tuple[str, Any]] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append((text[at:start], look))
        pieces.append((text[start:end], match))
        at = end
    if at < len(text):
        pieces.append((text[at:], look))
    return pieces


def fit_pieces(pieces: Sequence[tuple[str, Any]], cells: int) -> list[tuple[str, Any]]:
    """The pieces of a line, made safe to show and cut to so many cells; a cut one ends in ``…``."""
    fitting = []
    shown = [(visible(text), look) for text, look in pieces if text]
    for number, (text, look) in enumerate(shown, 1):
        size = width(text)
        # A piece that just fits is cut too if others follow.
        if size > cells or (size == cells and number < len(shown)):
            fitting.append((cut(f"{text}…", cells), look))
            break
        fitting.append((text, look))
        cells -= size
    return fitting


def clip_spans(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of some spans inside a range, counted from the start of the range."""
    return [
        (max(first, start) - start, min(last, end) - start)
        for first, last in spans
        if first < end and last > start
    ]


def task_fields(entry: Entry) -> Iterator[Field]:
    """The departments of a measure by role; names are listed as in the language of its plan."""
    measure = entry.measure
    for label, names, is_open in (
        (_("Lead departments"), measure.lead, measure.lead_open),
        (_("Participating departments"), measure.participants, measure.participants_open),
    ):
        yield label, join_names(names, open_list=is_open, language=language_of(entry.plan))


def source_fields(entry: Entry, index: Index) -> Iterator[Field]:
    """Where a measure stands: in the plan, and in the document that the plan was read from."""
    above = index.above(entry)
    yield _("Place"), " › ".join(f"{heading.label}{heading.title}" for heading in above)
    yield from details(entry.measure, _)
    line, source = entry.measure.source_line, entry.plan.source
    if line is not None and source:
        yield _("Source"), f"{source.file}:{line}"


def measure_fields(entry: Entry, index: Index) -> Iterator[Field]:
    """Every field of a measure but its wording; a dash stands for an empty one."""
    for label, text in (*task_fields(entry), *source_fields(entry, index)):
        yield label, text or "—"


def details(measure: Measure, translate: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """What people see of a measure beside wording, departments and place.

    Pairs of a label, in the language of `translate` (see `Selection.label`) or a head as the source
    has it, and a text. Both may come from a plan, and have to be made safe to show.
    """
    for name, label in SHOWN.items():
        value = getattr(measure, name)
        if value == Measure._field_defaults.get(name):
            continue
        if not label:
            yield from value
        elif name == "deadline" and measure.due:
            yield translate(label), f"{value} ({measure.due})"
        else:
            yield translate(label), "、".join(value) if isinstance(value, tuple) else str(value)
