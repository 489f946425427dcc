"""Wording that several exporters share: labels, names, short titles, safe text, dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ecotui.api import (
    N_,
    Entry,
    ExportError,
    Facet,
    Finding,
    Heading,
    Selection,
    clean,
    cut_at_word,
    join_names,
    open_mark,
    short_wording,
    visible,
)

SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


def labelled(selection: Selection, label: str, value: str = "") -> str:
    """A label, given in English, and what it labels, with a colon: ``牵头单位：财政厅``."""
    return named(selection, selection.label(label), value)


@lru_cache(maxsize=8)
def by_plan(selection: Selection) -> list[tuple[tuple[Heading, ...], Selection]]:
    """The headings and the measures of each plan; if their languages differ, each in its own."""
    parts = selection.split("plan") or [((), selection)]
    own = [(above, part.as_document()) for above, part in parts]
    return own if len({part.language for _above, part in own}) > 1 else parts


def named(selection: Selection, name: str, value: str = "") -> str:
    """What a name of the plan's own, such as that of a column, says, with a colon between them."""
    return f"{name}{'：' if selection.language == 'zh' else ': '}{value}"


def joined(selection: Selection, texts: Iterable[str]) -> str:
    """Texts in a row, with the semicolon of the language between them."""
    return ("；" if selection.language == "zh" else "; ").join(texts)


def bracketed(selection: Selection, text: str, inner: object) -> str:
    """A text with another in brackets behind it, if there is one: ``牵头任务（9）``."""
    if inner == "":
        return text
    return f"{text}（{inner}）" if selection.language == "zh" else f"{text} ({inner})"


def heading_text(heading: Heading) -> str:
    """A heading with its numeral, safe and in one line."""
    return visible(f"{heading.label}{heading.title}")


def placed(
    outline: Iterable[Heading | Entry], headings: Iterable[Heading] = ()
) -> Iterator[tuple[Heading | Entry, dict[int, Heading]]]:
    """The items of an outline, each with the headings that it stands below, by their levels.

    A heading is among its own. ``headings`` are those above the first item.
    """
    above = {heading.level: heading for heading in headings}
    for item in outline:
        if isinstance(item, Heading):
            above = {level: one for level, one in above.items() if level < item.level}
            above[item.level] = item
        yield item, above


def own_id(entry: Entry) -> str:
    """The id of a measure in its own plan, beside which the plan is named, if there are several."""
    return entry.id.rpartition("/")[2]


def marked_number(entry: Entry) -> str:
    """The number of a measure, with a mark behind it if its list of participants is open."""
    return visible(own_id(entry)) + (open_mark(entry.plan) if entry.participants_open else "")


def query_line(selection: Selection) -> str | None:
    """The line that says in words what was selected, or None if everything was."""
    return visible(selection.described) or None


def nothing(selection: Selection) -> str:
    """What a document says if there are no measures."""
    if selection.query:
        return selection.label(N_("No measure matches the query."))
    return selection.label(N_("The plan has no measures."))


def names(selection: Selection, departments: Sequence[str], *, is_open: bool = False) -> str:
    """Departments as a sentence lists them, in the language of the selection."""
    safe = [visible(name) for name in departments]
    joined = join_names(safe, open_list=is_open, language=selection.language)
    return joined.removeprefix(", ")


def roles(
    selection: Selection, entry: Entry, *, without: str | None = None
) -> Iterator[tuple[str, str]]:
    """Names of the roles that somebody has, and the departments, but for one.

    Where the source names nobody as the lead, its words for that are the name, but not in the list
    of one department, which has them as its role.
    """
    label = selection.label
    lead, others = label(N_("Lead departments")), label(N_("Other lead departments"))
    if entry.basis is not None:
        basis = visible(entry.basis) if without is None else ""
        lead = others = basis or label(N_("Responsible departments"))
    participating, further = N_("Participating departments"), N_("Other participating departments")
    for name, other, departments, is_open in (
        (lead, others, entry.lead, entry.lead_open),
        (label(participating), label(further), entry.participants, entry.participants_open),
    ):
        listed = [one for one in departments if one != without]
        if listed:
            yield name, names(selection, listed, is_open=is_open)
        elif is_open:
            yield other if departments else name, label(N_("the list is open"))


def role_cells(selection: Selection, entry: Entry) -> tuple[str, str]:
    """Who leads a measure and who participates in it, as the cells of a table.

    Where the source names nobody as the lead, its words for that follow on a line of their own.
    """
    lead = names(selection, entry.lead, is_open=entry.lead_open)
    basis = visible(entry.basis or "")
    participants = names(selection, entry.participants, is_open=entry.participants_open)
    return "\n".join(filter(None, (lead, basis))), participants


#: What documents call what they say of a measure.
_OWN = (
    N_("Key tasks"),
    N_("Measures"),
    N_("Measure"),
    N_("Short title"),
    N_("Lead departments"),
    N_("Responsible departments"),
    N_("Participating departments"),
    N_("Deadline"),
    N_("Target"),
    N_("Other"),
)


def details(selection: Selection, entry: Entry) -> Iterator[tuple[str, str]]:
    """Names and texts of what a plan says of a measure beside wording and departments."""
    measure, heads = entry.measure, _heads(selection)
    said = [
        (selection.label(N_("Deadline")), measure.deadline),
        (selection.label(N_("Target")), measure.target),
        *[(heads[head], text) for head, text in measure.extra],
        (selection.label(N_("Short title")), measure.title),
    ]
    for name, text in said:
        if text:
            yield name, clean(text)


@lru_cache(maxsize=8)
def _heads(selection: Selection) -> dict[str, str]:
    return extra_heads(selection, selection.index.entries)


def extra_heads(
    selection: Selection, entries: Iterable[Entry], taken: Iterable[str] = ()
) -> dict[str, str]:
    """The names of what only the source says of measures, by its heads.

    None is one of those that are taken, or that documents have for something else.
    """
    used = {name.casefold() for name in (*map(selection.label, _OWN), *taken)}
    heads = dict.fromkeys(head for entry in entries for head, _text in entry.measure.extra)
    return {head: unused(visible(head).strip() or "—", used) for head in heads}


def detail_heads(selection: Selection) -> list[str]:
    """The names of what some measures say beside wording and departments, in their order."""
    every = (name for one in selection.measures for name, _text in details(selection, one))
    return list(dict.fromkeys(every))


def load_line(selection: Selection, facet: Facet) -> str:
    """How many measures a department leads, and in how many others it participates, if any."""
    lead, others = facet.lead, facet.total - facet.lead
    message = N_("leads {lead}, participates in {others}")
    if lead and not others:
        message = N_("leads {lead}")
    elif others and not lead:
        message = N_("participates in {others}")
    return selection.label(message).format(lead=lead, others=others)


def one_department(selection: Selection, value: str) -> Facet:
    """The department that the option ``department`` names.

    Raises:
        ExportError: it is not one of the plan, or may be several.
    """
    try:
        return selection.department(value)
    except ValueError as error:
        raise ExportError(f"--department: {error}") from None


def task_lists(selection: Selection, facet: Facet) -> list[tuple[str, Selection]]:
    """The tasks of a department, each list with its name: what it leads, what it takes part in."""
    lists = [
        (selection.label(N_("As lead department")), selection.tasks(facet.name, "lead")),
        (selection.label(N_("As participating department")), selection.tasks(facet.name, "with")),
    ]
    return [(title, one) for title, one in lists if len(one)]


def short_title(entry: Entry, limit: int = 30) -> str:
    """What a measure is called in a heading or a list: its own title, else what it says is done.

    A limit is in Chinese characters, each as wide as two Latin letters; a longer title ends in
    ``…`` at a word, or has it in its middle.
    """
    title = clean(entry.title or "").rstrip("：:，,；;、。")
    return cut_at_word(visible(title), 2 * limit) if title else short_wording(entry.text, 2 * limit)


def says_more(title: str, text: str) -> bool:
    """Whether a wording says more than the title above it, but for the mark at its end."""
    ends = "。；;.，,：:、！!？?…"
    return clean(text).rstrip(ends) != title.rstrip(ends)


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by their severity, those of one severity in the order in which they come."""
    order = list(SEVERITIES)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def finding_cells(selection: Selection, finding: Finding) -> tuple[str, str, str, str]:
    """Severity, place, message and suggestion of a finding, as a row of a table.

    A measure has its number there, and the title of its plan where measures of several stand.
    """
    severity = selection.label(SEVERITIES.get(finding.severity, finding.severity))
    where, id_ = visible(finding.where), finding.measure
    if id_ and len(selection.plans) > 1:
        entry = selection.index.entry(id_)
        assert entry is not None
        where = where.replace(visible(id_), own_id(entry))
        if _is_of_several(selection):
            where = bracketed(selection, where, visible(entry.plan.title))
    suggestion = visible(finding.suggestion or "")
    return severity, where, visible(finding.message), suggestion


# There is a finding for each of thousands of measures.
@lru_cache(maxsize=8)
def _is_of_several(selection: Selection) -> bool:
    """Whether measures of several plans are selected."""
    return len({one.plan.id for one in selection.measures}) > 1


def finding_header(selection: Selection) -> list[str]:
    """Names of the columns that `finding_cells` fills."""
    names = (N_("Severity"), N_("Where"), N_("Finding"), N_("Suggestion"))
    return [selection.label(name) for name in names]


def unused(name: str, taken: set[str]) -> str:
    """The name of a column, with a number behind it if another has it; it is taken then."""
    free, count = name, 1
    while free.casefold() in taken:
        count += 1
        free = f"{name} {count}"
    taken.add(free.casefold())
    return free
