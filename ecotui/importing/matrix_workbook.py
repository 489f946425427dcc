"""A matrix that ``raci-xlsx`` wrote and a meeting has changed, read back into its plan.

What differs from the plan becomes a cell that the plan sets itself (``raci``); what is again as the
scheme has it no longer is one. Rows and columns may stand in any order, and be hidden: a cell is
found by the number of its measure and the name of its department alone; a wording that stands with
another number is refused.
"""

from __future__ import annotations

import shlex
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing.matrix_plan import Change, KnownPlan, shown
from ecotui.importing.matrix_sheets import Sheet
from ecotui.importing.matrix_wordings import odd_chapters, odd_wordings, unnumbered
from ecotui.model.toml import PlanError, Problem
from ecotui.raci.letters import canonical
from ecotui.raci.schemes import scheme_named
from ecotui.text.display import visible
from ecotui.text.suggestions import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from ecotui.importing.blocks import MatrixSheet, Note
    from ecotui.importing.matrix_sheets import Finder, Spot
    from ecotui.model.plan import Plan


class MatrixWorkbook(PlanError):
    """A document is no plan, but a matrix of one; its sheets are to be read back into it.

    The notes say what the reader left out of them.
    """

    def __init__(
        self, sheets: Sequence[MatrixSheet], file: str, notes: Sequence[Note] = ()
    ) -> None:
        self.sheets, self.notes = tuple(sheets), tuple(notes)
        message = _("this is a matrix that was made of a plan, and no plan itself")
        advice = _("`ecotui import {file} --plan PLAN` reads its letters back into the plan")
        advice = advice.format(file=shlex.quote(file))
        super().__init__([Problem(file, None, message, advice)])


class ReadBack(NamedTuple):
    """What a workbook says.

    Args:
        changes: The cells that differ from the plans, in plan order.
        plans: The plans that the workbook is of, as they were and as they are with the changes.
        notes: What the user should know, a sentence each.
        older: Ids of the plans that have changed since the workbook was made of them, if some of
            the changes are of them.
    """

    changes: tuple[Change, ...]
    plans: tuple[tuple[Plan, Plan], ...]
    notes: tuple[str, ...]
    older: tuple[str, ...] = ()


def read_back(sheets: Iterable[MatrixSheet], plans: Iterable[Plan], file: str) -> ReadBack:
    """Read the letters of a workbook.

    Raises:
        PlanError: something in it cannot be placed; every such thing is named with its cell.
    """
    workbook = _Workbook({plan.id: KnownPlan(plan) for plan in plans}, file)
    for sheet in sheets:
        if sheet.table.rows:
            workbook.read(Sheet(sheet))
    changes = [change for known in workbook.read_plans() for change in workbook.changes(known)]
    if not (workbook.problems or any(known.said for known in workbook.plans.values())):
        message, advice = _("no letter of a matrix is left in it"), _("export the matrix anew")
        workbook.problems.append(Problem(file, None, message, advice))
    if workbook.problems:
        raise PlanError(workbook.problems)
    return ReadBack(
        tuple(changes),
        tuple([(known.plan, known.changed(changes)) for known in workbook.read_plans()]),
        tuple([note for known in workbook.read_plans() for note in known.notes(changes)]),
        tuple([known.plan.id for known in workbook.read_plans() if known.is_older(changes)]),
    )


class _Workbook:
    """Collects the letters of every sheet, and what is wrong with them."""

    def __init__(self, plans: Mapping[str, KnownPlan], file: str) -> None:
        self.plans, self.file = plans, file
        self.problems: list[Problem] = []

    def problem(self, place: str, message: str, advice: str | None) -> None:
        """Say what cannot be placed, and what to do."""
        what = _("{name}: {value}").format(name=place, value=message)
        self.problems.append(Problem(self.file, None, what, advice))

    def read_plans(self) -> list[KnownPlan]:
        """The plans that the workbook is of."""
        return [known for known in self.plans.values() if known.scheme]

    def read(self, sheet: Sheet) -> None:
        """Read the letters of a sheet."""
        if not {"plan", "scheme"} <= sheet.names.keys():
            message = _("it no longer says of which plan and scheme this matrix is")
            self.problem(sheet.name, message, _("export the matrix anew"))
            return
        known = self.plans.get(sheet.names["plan"])
        if known is None:
            message = _("this is a matrix of the plan {id}").format(id=sheet.names["plan"])
            advice = _("name that plan with --plan; open: {known}")
            self.problem(sheet.name, message, advice.format(known=", ".join(self.plans)))
            return
        try:
            scheme = known.scheme = scheme_named(sheet.names["scheme"])
        except ValueError as error:
            self.problem(sheet.name, str(error), _("declare the scheme in config.toml"))
            return
        was = sheet.names.get("state")
        known.is_as_it_was = None if was is None else was == known.state
        find_department = known.find_department
        first_row = (sheet.departments, find_department), (sheet.measures, known.find)
        heads, find = first_row[0] if sheet.by_measure else first_row[1]
        if heads and not any(find(sheet.text(head)) for head in heads):
            message = _("this is not the first row of the matrix: it names nothing of the plan")
            self.problem(sheet.place(heads[0]), message, _("export the matrix anew"))
            return
        own = {found for text in known.set_letters if (found := scheme.given(text).letters)}
        allowed = tuple(dict.fromkeys((*scheme.permitted, *sorted(own))))
        measures = self.named(sheet, sheet.measures, known.find, known)
        departments = self.named(sheet, sheet.departments, find_department, known)
        inside = [*measures], [*departments]
        # Beside the matrix stand numbers and signs of our own, and the titles of its parts.
        letters = {one for one in allowed if one.replace("/", "").isalpha()} - known.titles
        self.beside(sheet, sheet.measures, inside[1], known.find, measures, letters)
        self.beside(sheet, sheet.departments, inside[0], find_department, departments, letters)
        known.unread += sheet.unread(
            [head for head in (*measures, *departments) if sheet.is_beside(head)]
        )
        self.wordings(sheet, measures, known)
        known.unread += unnumbered(sheet, measures, known.measures)
        for head, id_ in measures.items():
            row = known.cells(known.measures[id_])
            for other, name in departments.items():
                cell = sheet.crossing(head, other)
                letter = self.letter(sheet, cell, row.get(name, ""), scheme.name, allowed)
                if letter is not None:
                    said = known.said.setdefault((id_, name), {})
                    said.setdefault(letter, sheet.place(cell))

    def wordings(self, sheet: Sheet, heads: Mapping[Spot, str], known: KnownPlan) -> None:
        """Refuse a number that stands with the wording, or the chapter, of another measure."""
        odd = odd_wordings(sheet, heads, known.measures)
        known.reworded += map(sheet.place, odd.changed)
        for head, other in odd.others.items():
            message = _("the wording of measure {other} stands with the number {id}")
            message = message.format(other=other, id=heads[head])
            self.problem(sheet.place(head), message, _("write each number beside its wording"))
        left = {head: id_ for head, id_ in heads.items() if head not in odd.others}
        chapters = odd_chapters(
            sheet, left, known.measures, odd.changed, is_as_it_was=bool(known.is_as_it_was)
        )
        for head in chapters.others:
            message = _('"{there}" stands beside measure {id}, which the plan has in "{chapter}"')
            title = known.measures[heads[head]].chapter.title
            message = message.format(
                there=_short(sheet.chapter(head)), id=heads[head], chapter=_short(title)
            )
            advice = _("write each number beside its chapter, or export the matrix anew")
            self.problem(sheet.place(head), message, advice)
        for head in chapters.renamed:
            title = known.measures[heads[head]].chapter.title
            known.renamed[sheet.chapter(head)] = title

    def letter(
        self, sheet: Sheet, cell: Spot, now: str, scheme: str, allowed: Sequence[str]
    ) -> str | None:
        """The letters of a cell; None, and a problem, where it holds anything else."""
        if sheet.is_merged(cell):
            advice = _("unmerge it, and write the letter of each into its own cell")
            self.problem(sheet.place(cell), _("the cell is merged"), advice)
            return None
        text = sheet.text(cell)
        if text == visible(now):
            return now
        if (letter := canonical(text, allowed)) is None:
            message = _('"{text}" is no letter of the scheme {scheme}')
            advice = _("write one of {letters}, or nothing").format(letters=" ".join(allowed))
            what = message.format(text=_short(text), scheme=scheme)
            self.problem(sheet.place(cell), what, advice)
        return letter

    def named(
        self, sheet: Sheet, heads: Iterable[Spot], find: Finder, known: KnownPlan
    ) -> dict[Spot, str]:
        """The heads of measures, or of departments, in the matrix, with what they name."""
        found: dict[Spot, str] = {}
        for head in heads:
            if sheet.is_beside(head):
                continue
            text, letter = sheet.text(head), sheet.first_letter(head)
            name = find(text) if text else None
            if letter is None and sheet.is_band(head) and text in known.titles:
                # A heading without a numeral may read like the number of a measure.
                name = None
            if name is None and (not text or sheet.is_band(head)):
                # Headings, what a long wording goes on with, an empty row or column.
                if text and not known.is_heading(text):
                    known.reworded.append(sheet.place(head))
                if letter is not None:
                    message = _("a letter without a measure or without a department")
                    advice = _("write into {cell} whose it is, or empty it")
                    place = sheet.place(head)
                    self.problem(sheet.place(letter), message, advice.format(cell=place))
            elif name is None:
                self.unknown(sheet, head, text, known.plan)
            else:
                self.place(sheet, head, name, found)
        return found

    def beside(
        self,
        sheet: Sheet,
        heads: Iterable[Spot],
        others: Iterable[Spot],
        find: Finder,
        found: dict[Spot, str],
        allowed: Collection[str],
    ) -> None:
        """Add the heads to the right of the matrix, or below it, that have letters.

        Without letters they are totals and remarks, whatever they read like.
        """
        for head in heads:
            if not sheet.is_beside(head):
                continue
            cells = (sheet.crossing(head, other) for other in others)
            letter = next((one for one in cells if canonical(sheet.text(one), allowed)), None)
            if letter is None:
                continue
            text, place = sheet.text(head), sheet.place(letter)
            if name := find(text):
                self.place(sheet, head, name, found)
            elif text:
                message = _("{name} stands outside the matrix, so {cell} is not read")
                advice = _("take its letters away, or declare it in the plan and export anew")
                what = message.format(name=_short(text), cell=place)
                self.problem(sheet.place(head), what, advice)
            else:
                message = _("a letter without a measure or without a department")
                advice = _("write into {cell} whose it is, or empty it")
                self.problem(place, message, advice.format(cell=sheet.place(head)))

    def place(self, sheet: Sheet, head: Spot, name: str, found: dict[Spot, str]) -> None:
        """Add a head that names something, unless another one does already."""
        first = next((spot for spot, other in found.items() if other == name), None)
        if first is None:
            found[head] = name
            return
        message = _("{name} is here a second time, after {cell}")
        message = message.format(name=_short(sheet.text(head)), cell=sheet.place(first))
        self.problem(sheet.place(head), message, _("delete one of the two"))

    def unknown(self, sheet: Sheet, head: Spot, text: str, plan: Plan) -> None:
        """Say of a head that it names nothing of the plan."""
        if head in sheet.measures:
            message = _("the plan has no measure {name}").format(name=_short(text))
            self.problem(sheet.place(head), message, _("write its number as it was"))
            return
        message = _("unknown department {name}").format(name=_short(text))
        names = [department.name for department in plan.departments]
        outside = _("write its name as the plan has it, or move it out of the matrix")
        advice = did_you_mean(text, names, 0.4) or outside
        self.problem(sheet.place(head), message, advice)

    def changes(self, known: KnownPlan) -> Iterator[Change]:
        """The cells that differ from a plan; where sheets contradict each other is a problem."""
        order = {id_: at for at, id_ in enumerate(known.measures)}
        for (id_, name), found in sorted(known.said.items(), key=lambda item: order[item[0][0]]):
            entry, said = known.measures[id_], dict(found)
            now = known.cells(entry).get(name, "")
            if len(said) > 1 and known.is_as_it_was:
                # What is as it was exported was not changed on that sheet.
                said.pop(now, None)
            (new, place), *others = said.items()
            if others:
                other, elsewhere = others[0]
                message = _("measure {id}, {department}: {new} here, but {other} in {cell}")
                message = message.format(
                    id=id_, department=name, new=shown(new), other=shown(other), cell=elsewhere
                )
                self.problem(place, message, _("write the same into both"))
            elif new != now:
                yield Change(entry, name, now, new, place if len(found) > 1 else "")


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:19]}…"
