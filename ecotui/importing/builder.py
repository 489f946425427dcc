"""What every part of the understanding adds its measures to: one outline, in document order."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing import (
    clauses,
    contacts,
    labels,
    layout,
    names,
    statement,
    tails,
    times,
    words,
)
from ecotui.importing.bodies import is_body, is_odd
from ecotui.importing.names import shared_prefix
from ecotui.importing.outline import DOUBTFUL, LEFT_OUT, READ, Outline
from ecotui.importing.spacing import joined, shortened
from ecotui.model.deadline import impossible
from ecotui.model.plan import Measure
from ecotui.text import proofreading
from ecotui.text.lookalikes import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ecotui.importing.blocks import Place
    from ecotui.importing.outline import Report, Trace
    from ecotui.importing.statement import Statement
    from ecotui.raci.schemes import Scheme


#: A word and a list behind its colon, as a label that is misspelt.
# A day as Excel counts it, of the years 2009 to 2064, in a cell without the format of a date.
_DAY_NUMBER = re.compile(r"[45]\d{4}")
_LABELLED_LIST = re.compile(r"(?:^|[。；（(\s])[^\W\d_]{2,8}[：:]\s*([^。：:\n]{2,200})")


class Decisions(NamedTuple):
    """What the user decides where rules cannot.

    Args:
        columns: Head of a column to what it holds, one of `words.ROLES`.
        aliases: A name as the document writes it to the name it stands for.
        first_leads: The first of a list leads, also where the document does not say so.
        people: Keep the names of people.
        measure_level: A numeral such as ``（一）`` or ``1.``: what begins with its kind are the
            measures.
    """

    columns: Mapping[str, str] = {}
    aliases: Mapping[str, str] = {}
    first_leads: bool = False
    people: bool = False
    measure_level: str | None = None

    def cleaned(self) -> Decisions:
        """The decisions with their words as the blocks of a document have them."""
        return self._replace(
            columns={plain(head): role for head, role in self.columns.items()},
            aliases={plain(name): plain(other) for name, other in self.aliases.items()},
        )


#: What stands in brackets at the end of a title.
_BEHIND = re.compile(r"\s*[（(](?P<text>[^（）()]+)[)）]\s*\Z")

_UNTIL_WHEN = re.compile(r"(?:[底前内末]|\d日)(?:完成|落实|到位)?\Z")


class Builder:
    """The measures and headings so far, and what holds for those to come.

    Attributes:
        outline: The headings and measures.
        departments: Names in the order of their first appearance.
        first_is_lead: Whether the first of a list leads, by a rule of the document or the user's.
        first_place: Where the first thing that the plan holds stands.
        waiting: Headings that nothing stands below yet.
        label: What the first table calls its headings.
        schemes: Schemes of letters whose legend the document has, as our own matrices do.
    """

    def __init__(self, report: Report, decisions: Decisions) -> None:
        """Begin with nothing."""
        self.report = report
        self.decisions = decisions
        self.outline = Outline(report)
        self.departments: dict[str, None] = {}
        self.first_is_lead = decisions.first_leads
        self.first_place: Place | None = None
        self.waiting: list[tuple[layout.Heading, Place]] = []
        self.label = ""
        self.schemes: Sequence[Scheme] = ()
        #: Whether any measure outside the tables of measures has a number.
        self.counted = False
        #: Words for roles of which was said that a plan does not have them.
        self.told_roles: set[str] = set()
        #: The heads and names that the user's decisions were taken for.
        self.decided: set[str] = set()

    # -- headings

    def wait(self, head: layout.Heading, place: Place) -> None:
        """Keep a heading until something stands below it."""
        outranked = [w for w in self.waiting if head.level in (layout.CHAPTER, w[0].level)]
        self.leave_out_waiting(outranked)
        self.waiting = [w for w in self.waiting if w not in outranked] + [(head, place)]

    def use_waiting(self, found: Iterable[layout.Heading] = ()) -> None:
        """Apply the headings above a measure, as far as a table does not overrule them."""
        levels = {head.level for head in found}
        waiting, self.waiting = self.waiting, []
        for head, place in waiting:
            if layout.CHAPTER in levels or head.level in levels:
                self.leave_out_waiting([(head, place)])
            else:
                self.heading(head, place)
                self.begun(place)

    def without_people(self, title: str) -> tuple[str, str]:
        """A title without the people in brackets behind it, and these, unless they are wanted."""
        behind = None if self.decisions.people else _BEHIND.search(title)
        label = labels.label_pattern().match(behind["text"]) if behind else None
        names_people = label and words.role(label["label"]) == words.PEOPLE
        if behind and (names_people or contacts.CONTACT.search(behind["text"])):
            return title[: behind.start()], behind["text"]
        return title, ""

    def title(self, title: str, place: Place | None) -> str:
        """A title as it is kept: without people, and said of it what may be of them."""
        title, people = self.without_people(title)
        if people:
            message = _("names of people are left out: {text}; --people keeps them")
            self.report.note(LEFT_OUT, place, message.format(text=people))
        if not self.decisions.people and (contact := contacts.CONTACT.search(title)):
            message = _("personal data may stand under {label}: {text}")
            message = message.format(label=shortened(title), text=contact[0])
            self.report.note(DOUBTFUL, place, message)
        for found in () if self.decisions.people else contacts.people_in(title):
            message = _("names of people may stand under {label}: {text}")
            message = message.format(label=shortened(title), text=found)
            self.report.note(DOUBTFUL, place, message)
        return title

    def heading(self, head: layout.Heading, place: Place) -> None:
        """Begin a heading, without the people in brackets behind it unless they are wanted."""
        head = head._replace(title=self.title(head.title, place))
        until = times.is_time(head.title) and _UNTIL_WHEN.search(head.title)
        if head.number is None and (until or names.is_list(head.title)):
            self.doubt_heading(head.title, place)
        self.outline.heading(head, place)

    def doubt_heading(self, title: str, place: Place) -> None:
        """Say that a text is read as a heading, which may as well be more of a measure."""
        message = _("{title} is read as a heading; it may be of the measure above it")
        self.report.note(DOUBTFUL, place, message.format(title=shortened(title)))

    def leave_out_waiting(self, waiting: Iterable[tuple[layout.Heading, Place]]) -> None:
        """Note headings above nothing, or above a table that begins with its own."""
        for head, place in waiting:
            self.report.left_out([head.title], place)

    def doubt_section(self, title: str, place: Place, *, always: bool = False) -> None:
        """Say that a heading without a numeral is read as a section beside some that have one.

        Or behind measures of the chapter itself: it may as well be the next chapter.
        """
        chapter = self.outline.above
        counted = all(section.number is not None for section in chapter.sections)
        if (chapter.sections and (counted or always)) or (chapter.measures and counted):
            message = _("{title} has no numeral; it is read as a section of {chapter}")
            message = message.format(title=shortened(title), chapter=shortened(chapter.title))
            self.report.note(DOUBTFUL, place, message)

    def begun(self, place: Place) -> None:
        """Remember where the plan begins in the document."""
        if self.first_place is None:
            self.first_place = place

    # -- measures

    def add(
        self,
        number: int,
        text: str,
        said: Statement,
        place: Place,
        *,
        title: str | None = None,
        extra: Iterable[tuple[str, str]] = (),
        raci: tuple[tuple[str, str], ...] = (),
        traces: list[Trace] | None = None,
        target: str | None = None,
        deadline: str | None = None,
        from_table: bool = False,
    ) -> None:
        """Add a measure and say what is odd about it."""
        lead, others, kept = self.taken(said, [*extra, *said.extra], raci, place)
        deadline = said.beside(deadline).deadline
        if not text.strip():
            text = title or "—"
            message = _("measure {number} has no text")
            self.report.note(DOUBTFUL, place, message.format(number=number))
        measure = Measure(
            number,
            text,
            lead,
            others,
            said.participants.is_open,
            source_line=place.line or place.row or place.paragraph,
            raci=raci,
            title=said.title or title,
            deadline=deadline,
            target=joined(target, said.target),
            lead_open=said.lead.is_open,
            basis=said.basis,
            extra=kept,
        )
        self.remark_said(number, said, deadline, place)
        self.remark(measure, place, from_table)
        self.begun(place)
        self.outline.measure(measure, place, traces)

    def change_latest(
        self,
        said: Statement,
        place: Place,
        *,
        extra: Iterable[tuple[str, str]],
        target: str | None,
        deadline: str | None,
    ) -> None:
        """Let the latest measure have what is said of it here, and say what is odd about that."""
        latest = self.outline.latest
        assert latest is not None
        lead, others, kept = self.taken(said, extra, (), place)
        self.outline.change_latest(
            latest._replace(
                lead=lead,
                participants=others,
                participants_open=said.participants.is_open,
                target=target,
                deadline=deadline,
                lead_open=said.lead.is_open,
                basis=said.basis,
                extra=kept,
            )
        )
        self.remark_said(latest.number, said, said.deadline, place)

    def taken(
        self,
        said: Statement,
        extra: Iterable[tuple[str, str]],
        raci: tuple[tuple[str, str], ...],
        place: Place,
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
        """The leads, the participants and what is kept under other heads; people as decided."""
        lead, others = self.parties(said)
        for name in (*lead, *others, *[name for name, _letters in raci]):
            if name not in self.departments and proofreading.correct(name)[1]:
                message = _("suspicious wording in the name {name}").format(name=name)
                self.report.note(DOUBTFUL, place, message)
            self.departments[name] = None
        kept: dict[str, str] = {}
        for head, value in extra:
            # 资金：20万元 of each of two departments stands twice.
            kept[head] = f"{kept[head]}\n{value}" if head in kept else value
        for head, value in said.people:
            if self.decisions.people:
                names_before = kept.get(head, "").split("、")
                kept[head] = "、".join(dict.fromkeys(filter(None, (*names_before, value))))
            else:
                message = _("names of people are left out: {text}; --people keeps them")
                self.report.note(LEFT_OUT, place, message.format(text=f"{head}：{value}"))
        return lead, others, tuple(kept.items())

    def wanted_name(self, name: str) -> str:
        """The name by which the user wants a department called that the document calls so."""
        if name not in self.decisions.aliases:
            return name
        self.decided.add(name)
        return self.decisions.aliases[name]

    def parties(self, said: Statement) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Leads and participants by the names that the user wants, each once."""
        lead = dict.fromkeys(map(self.wanted_name, said.lead.names))
        others = dict.fromkeys(map(self.wanted_name, said.participants.names))
        return tuple(lead), tuple([name for name in others if name not in lead])

    def complete_names(self) -> None:
        """Give a name the 省 or 市 that it shares with the name before it in a list.

        省科技厅、工业和信息化厅 names 省工业和信息化厅, if the document has that name elsewhere:
        else the same body would count twice.
        """
        known = set(self.departments)
        prefixed = {n: w for n in known if (w := shared_prefix(n, known)) is not None}
        if not prefixed:
            return
        used: dict[str, None] = {}

        def complete(listed: tuple[str, ...], place: Place) -> tuple[str, ...]:
            out: list[str] = []
            for name in listed:
                whole = prefixed.get(name)
                if whole and out and out[-1][0] == whole[0]:
                    message = _("{name} after {before} is read as {whole}")
                    message = message.format(name=name, before=out[-1], whole=whole)
                    self.report.note(READ, place, message)
                    name = whole
                out.append(name)
            return tuple(dict.fromkeys(out))

        def change(measure: Measure, place: Place) -> Measure:
            lead = complete(measure.lead, place)
            others = [n for n in complete(measure.participants, place) if n not in lead]
            used.update(dict.fromkeys((*lead, *others, *[n for n, _letters in measure.raci])))
            return measure._replace(lead=lead, participants=tuple(others))

        self.outline.update(change)
        self.departments = {name: None for name in self.departments if name in used}

    def say_role(self, role: str, place: Place) -> None:
        """Say once of a word that a plan has no role for it."""
        if role not in self.told_roles:
            self.told_roles.add(role)
            message = _("{role} is not kept; those named are read as leads or participants")
            self.report.note(READ, place, message.format(role=role))

    def note(self, kind: str, number: int, text: str, place: Place) -> None:
        """Note something about a measure."""
        message = _("measure {number}: {remark}").format(number=number, remark=text)
        self.report.note(kind, place, message)

    def remark_said(self, number: int, said: Statement, deadline: str | None, place: Place) -> None:
        """Note what is unusual about what a document says of who does a measure, until when."""
        for remark in (*said.lead.remarks, *said.participants.remarks, *said.remarks):
            self.note(READ, number, remark, place)
        for role in said.roles:
            self.say_role(role, place)
        for date in impossible(deadline) if deadline else ():
            message = _("there is no such date: {date}").format(date=date)
            self.note(DOUBTFUL, number, message, place)
        if deadline and names.is_list(deadline):
            message = _("the deadline may name a department: {text}").format(text=deadline)
            self.note(DOUBTFUL, number, message, place)
        for doubt in said.doubts:
            self.note(DOUBTFUL, number, doubt, place)

    @staticmethod
    def doubt_people(fields: Iterable[tuple[str, str]], note: Callable[[str, str], None]) -> None:
        """Doubt names and other data of people in the texts of a measure."""
        for head, text in fields:
            # 短号：661234 is told by its label.
            if found := contacts.CONTACT.search(f"{head}：{text}"):
                message = _("personal data may stand under {label}: {text}")
                note(DOUBTFUL, message.format(label=head, text=found[0]))
            people = contacts.people_in(text) or contacts.beside(head, text)
            is_of_bodies = words.role(head) in words.DEPARTMENT_ROLES
            if (is_of_bodies or re.fullmatch(words.ROLE, head)) and not people:
                # 责任科室 beside 责任单位: 水政股（次仁卓玛）
                read = names.parse(text)
                people = [text] if read.doubts or read.people else []
            for line in people:
                message = _("names of people may stand under {label}: {text}")
                note(DOUBTFUL, message.format(label=head, text=shortened(line)))

    def remark(self, measure: Measure, place: Place, from_table: bool) -> None:
        """Note what is unusual about a measure."""
        number = measure.number

        def note(kind: str, text: str) -> None:
            self.note(kind, number, text, place)

        if not measure.lead and not measure.raci:
            note(DOUBTFUL, _("no lead department"))
        for text in measure.text.split("\n")[1:] if from_table else ():
            if layout.numbered(text.strip(), number + 1):
                message = _("a line in it starts with a number, perhaps of another measure: {text}")
                note(DOUBTFUL, message.format(text=shortened(text)))
        fields = ((_("Target"), measure.target or ""), *measure.extra)
        if not self.decisions.people:
            texts = ((_("Title"), measure.title or ""), (_("Measure"), measure.text))
            self.doubt_people((*texts, (_("Deadline"), measure.deadline or ""), *fields), note)
        for head, value in fields:
            if value and statement.somebody_in_brackets(value):
                message = _("who does it may stand under {label}: {text}")
                note(DOUBTFUL, message.format(label=head, text=shortened(value)))
        end = measure.deadline if from_table else None
        if end and _DAY_NUMBER.fullmatch(end):
            message = _("the deadline may be a date without its format: {text}")
            note(DOUBTFUL, message.format(text=end))
        if end and clauses.MAY_NAME.search(end) and not names.is_list(end):
            message = _("the deadline may name a department: {text}")
            note(DOUBTFUL, message.format(text=end))
        in_text = (
            statement.somebody_in_brackets,
            statement.somebody_in_sentences,
            lambda text: statement.somebody_doing(text, (*measure.lead, *measure.participants)),
        )
        if found := next(filter(None, (find(measure.text) for find in in_text)), None):
            message = _("departments may be left in its wording: {text}")
            note(DOUBTFUL, message.format(text=shortened(found)))
            return
        told = (words.PEOPLE, *words.DEPARTMENT_ROLES)
        labelled = list(labels.label_pattern().finditer(measure.text))
        until = (label for label in labelled if words.role(label["label"]) == words.DEADLINE)
        if (label := next(until, None)) and times.TIME.match(measure.text, label.end()):
            message = _("a deadline may be left in its wording: {text}")
            note(DOUBTFUL, message.format(text=shortened(measure.text[label.start() :])))
        elif not measure.deadline and (time := tails.time_at_end(measure.text)):
            message = _("a deadline may be left in its wording: {text}")
            note(DOUBTFUL, message.format(text=time))
        if label := next((one for one in labelled if words.role(one["label"]) in told), None):
            text = shortened(measure.text[label.start() :])
            if words.role(label["label"]) != words.PEOPLE:
                message = _("departments may be left in its wording: {text}")
                note(DOUBTFUL, message.format(text=text))
            elif not self.decisions.people:
                message = _("names of people may be left in its wording: {text}")
                note(DOUBTFUL, message.format(text=text))
        elif listed := _LABELLED_LIST.search(measure.text):
            bodies = names.parse(listed[1]).names
            if bodies and all(is_body(name) and not is_odd(name) for name in bodies):
                message = _("departments may be left in its wording: {text}")
                note(DOUBTFUL, message.format(text=shortened(listed[0])))
        if odd := layout.unbalanced(measure.text):
            message = _("a bracket in it stands alone: {text}")
            note(DOUBTFUL, message.format(text=shortened(measure.text[odd - 1 :])))
