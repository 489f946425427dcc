"""The data model: an allocation plan as frozen values, without any input or output.

The words are those of the documents: a plan (重点任务分工方案) has chapters (一、), these have
sections (（一）), these have numbered measures (1.), each with lead departments (牵头单位) and
participating departments (参加单位), both in source order.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

# What the table of fields goes by, see `ecotui.model.fields`.
Kind = str
Strings = tuple[str, ...]
Names = tuple[str, ...]
Cells = tuple[tuple[str, str], ...]
Texts = tuple[tuple[str, str], ...]
Measures = tuple["Measure", ...]
Sections = tuple["Section", ...]
Departments = tuple["Department", ...]
Chapters = tuple["Chapter", ...]

DEPARTMENT = "department"
GROUP = "group"


class Department(NamedTuple):
    """An organisation that leads or participates.

    Args:
        name: The name as the plan writes it; unique in the plan.
        aliases: Other names by which a query may call it.
        kind: ``"department"``, or ``"group"`` for a collective such as 省直相关部门.
    """

    name: str
    aliases: Strings = ()
    kind: Kind = DEPARTMENT


class Measure(NamedTuple):
    """One numbered measure (具体措施).

    Args:
        number: The number that the document gives it, from 1.
        text: The wording without markup, transcription errors corrected.
        lead: Names of the lead departments in source order; the first is the *first lead*.
        participants: Names of the participating departments in source order.
        participants_open: True where the source's list of participants ends in 等.
        source_text: The wording of the source where ``text`` corrects it.
        source_line: Line of the source document, from 1.
        raci: Cells set by the plan itself: department name to letter; empty for none.
        title: A short title, where the source has one.
        deadline: Until when, as the source words it; `due` follows from it.
        target: The goal or indicator (工作目标, 预期成果).
        lead_open: True where the source's list of leads ends in 等.
        basis: How the source words the responsibility where it names nobody as *the* lead.
        extra: What else the source says, under its own heads and in its order.
    """

    number: int
    text: str
    lead: Names = ()
    participants: Names = ()
    participants_open: bool = False
    source_text: str | None = None
    source_line: int | None = None
    raci: Cells = ()
    title: str | None = None
    deadline: str | None = None
    target: str | None = None
    lead_open: bool = False
    basis: str | None = None
    extra: Texts = ()

    @property
    def due(self) -> str | None:
        """The last day that the deadline names, in ISO 8601; None where it names none."""
        if self.deadline is None:
            return None
        from ecotui.model.deadline import due_date

        return due_date(self.deadline)

    @property
    def first_lead(self) -> str | None:
        """The first-listed lead; None where there is none, or nobody is named as *the* lead."""
        return self.lead[0] if self.lead and self.basis is None else None

    @property
    def departments(self) -> tuple[str, ...]:
        """Whom the measure names, as often as it does: leads, participants, set cells."""
        return (*self.lead, *self.participants, *[name for name, letters in self.raci if letters])


class Section(NamedTuple):
    """A section (（一）) of a chapter.

    Args:
        number: The number of its heading, from 1; None where it has no numeral.
        title: The heading without its numeral.
        measures: Its measures.
    """

    number: int | None
    title: str
    measures: Measures = ()


class Chapter(NamedTuple):
    """A chapter (一、).

    Args:
        number: The number of its heading, from 1; None where it has no numeral.
        title: The heading without its numeral.
        measures: Those outside its sections, such as all in a document of one level; they stand
            before the sections.
        sections: Its sections.
    """

    number: int | None
    title: str
    measures: Measures = ()
    sections: Sections = ()


class Source(NamedTuple):
    """The document that a plan was read from.

    Args:
        file: Its name without its folder.
        sha256: The SHA-256 of its bytes, in hexadecimal.
    """

    file: str
    sha256: str


class Plan(NamedTuple):
    """One allocation document.

    Args:
        id: What commands and files call it: ``[a-z0-9-]+``; `plan_id` makes one of the title.
        title: The title.
        language: ``"zh-CN"``, ``"en"`` or another tag of BCP 47; documents are labelled in it.
        source: The document that it was read from.
        departments: Every department that a measure names, once.
        chapters: The chapters, which hold the measures.
    """

    id: str
    title: str
    language: str = "zh-CN"
    source: Source | None = None
    departments: Departments = ()
    chapters: Chapters = ()

    def walk(self) -> Iterator[tuple[Chapter, Section | None, Measure]]:
        """Yield every measure in plan order with its chapter and its section, if any."""
        for chapter in self.chapters:
            for measure in chapter.measures:
                yield chapter, None, measure
            for section in chapter.sections:
                for measure in section.measures:
                    yield chapter, section, measure


class Entry(NamedTuple):
    """A measure with its place: what a selection holds and an exporter writes.

    ``id`` is what commands and files call the measure: its number, or, where numbers repeat in
    the plan, chapter, section and number with dots (``2.1.3``), and where these repeat too, a count
    (``2.1.3~2``); with several plans at once the plan's id and a slash stand before it.
    """

    id: str
    plan: Plan
    chapter: Chapter
    section: Section | None
    measure: Measure

    def __hash__(self) -> int:
        # Of a whole plan for each of its measures it would take minutes.
        return hash((Entry, self.id))

    @property
    def number(self) -> int:
        """The number that the document gives the measure."""
        return self.measure.number

    @property
    def text(self) -> str:
        """The wording without markup, transcription errors corrected."""
        return self.measure.text

    @property
    def lead(self) -> tuple[str, ...]:
        """Names of the lead departments, first lead first."""
        return self.measure.lead

    @property
    def participants(self) -> tuple[str, ...]:
        """Names of the participating departments."""
        return self.measure.participants

    @property
    def participants_open(self) -> bool:
        """Whether the list of participants ends in 等."""
        return self.measure.participants_open

    @property
    def source_text(self) -> str | None:
        """The wording of the source where ``text`` corrects it."""
        return self.measure.source_text

    @property
    def source_line(self) -> int | None:
        """Line of the source document, from 1."""
        return self.measure.source_line

    @property
    def title(self) -> str | None:
        """A short title, where the source has one."""
        return self.measure.title

    @property
    def deadline(self) -> str | None:
        """Until when, as the source words it."""
        return self.measure.deadline

    @property
    def due(self) -> str | None:
        """The last day that the deadline names, in ISO 8601; None where it names none."""
        return self.measure.due

    @property
    def target(self) -> str | None:
        """The goal or indicator."""
        return self.measure.target

    @property
    def lead_open(self) -> bool:
        """Whether the list of leads ends in 等."""
        return self.measure.lead_open

    @property
    def basis(self) -> str | None:
        """How the source words the responsibility where it names nobody as *the* lead."""
        return self.measure.basis

    @property
    def extra(self) -> Mapping[str, str]:
        """What else the source says, under its own heads and in its order."""
        return dict(self.measure.extra)

    @property
    def raci(self) -> Mapping[str, str]:
        """Cells that the plan itself sets: department name to letter, empty for none."""
        return dict(self.measure.raci)


def entries(plan: Plan, prefix: str = "") -> list[Entry]:
    """Every measure of a plan in plan order, with its id, before which a prefix may stand."""
    chapters: list[Chapter] = []
    sections: list[Section | None] = []
    measures: list[Measure] = []
    places: list[str] = []
    # A column at a time: one measure after the other takes three times as long.
    for chapter_at, chapter in enumerate(plan.chapters, 1):
        for section_at, section in enumerate((None, *chapter.sections)):
            # A heading without a numeral counts by its place.
            place = f"{chapter.number or chapter_at}."
            if section is not None:
                place += f"{section.number or section_at}."
            below = chapter.measures if section is None else section.measures
            chapters += [chapter] * len(below)
            sections += [section] * len(below)
            measures += below
            places += [place] * len(below)
    numbers = [measure.number for measure in measures]
    if len(set(numbers)) == len(numbers):
        ids = list(map(str, numbers))
    else:
        ids = _counted([f"{place}{number}" for place, number in zip(places, numbers, strict=True)])
    if prefix:
        ids = [prefix + id_ for id_ in ids]
    plans = [plan] * len(ids)
    return list(map(Entry._make, zip(ids, plans, chapters, sections, measures, strict=True)))


def _counted(ids: list[str]) -> list[str]:
    """The ids, each that came before with the count of its occurrences behind it."""
    counts: dict[str, int] = {}
    unique = []
    for id_ in ids:
        count = counts[id_] = counts.get(id_, 0) + 1
        unique.append(id_ if count == 1 else f"{id_}~{count}")
    return unique


def unused(name: str, taken: Container[str]) -> str:
    """The name, or, where it is taken, the name with a count behind it: ``name~2``."""
    count, unique = 1, name
    while unique in taken:
        count += 1
        unique = f"{name}~{count}"
    return unique


def in_chinese(plan: Plan) -> bool:
    """Whether a plan is in Chinese: its numerals, marks and labels then are too."""
    return plan.language.casefold().startswith("zh")


def language_of(plan: Plan) -> str:
    """The language in which a plan's labels and lists of names are, whatever the interface's."""
    return "zh" if in_chinese(plan) else "en"


#: What stands behind an open list of departments, in Chinese and in other languages.
OPEN_MARKS = ("等", " etc.")


def open_mark(plan: Plan) -> str:
    """What stands behind a list of departments that is open."""
    chinese, other = OPEN_MARKS
    return chinese if in_chinese(plan) else other


def mapped(plan: Plan, change: Callable[[str], str]) -> Plan:
    """The plan with its wording changed; names of departments and the source's own text stay."""

    def own(measure: Measure) -> Measure:
        return measure._replace(
            text=change(measure.text),
            title=measure.title and change(measure.title),
            deadline=measure.deadline and change(measure.deadline),
            target=measure.target and change(measure.target),
            basis=measure.basis and change(measure.basis),
            extra=tuple([(change(head), change(text)) for head, text in measure.extra]),
        )

    chapters = tuple(
        chapter._replace(
            title=change(chapter.title),
            measures=tuple(map(own, chapter.measures)),
            sections=tuple(
                section._replace(
                    title=change(section.title), measures=tuple(map(own, section.measures))
                )
                for section in chapter.sections
            ),
        )
        for chapter in plan.chapters
    )
    return plan._replace(title=change(plan.title), chapters=chapters)


def reduced(plan: Plan, kept: Iterable[int]) -> Plan:
    """The plan without some measures, and without the headings that have none left.

    ``kept`` is 0 for each measure to leave out, in plan order.
    """
    # Places count, not values: a plan may hold equal measures.
    bits = iter(kept)

    def some(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
        return tuple([measure for measure in measures if next(bits)])

    chapters = []
    for chapter in plan.chapters:
        own = some(chapter.measures)
        sections = [s._replace(measures=some(s.measures)) for s in chapter.sections]
        left = tuple([section for section in sections if section.measures])
        if own or left:
            chapters.append(chapter._replace(measures=own, sections=left))
    return plan._replace(chapters=tuple(chapters))
