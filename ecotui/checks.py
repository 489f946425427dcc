"""Everything questionable in plans: their data, their wording, and the matrix they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from ecotui.i18n import _
from ecotui.model.deadline import impossible
from ecotui.model.plan import Entry, Plan, in_chinese
from ecotui.query.index import Index
from ecotui.raci import matrix
from ecotui.raci.findings import ERROR, INFO, WARNING, Finding
from ecotui.raci.rules import Thresholds
from ecotui.raci.schemes import Scheme, scheme_named
from ecotui.text.folding import fold
from ecotui.text.lookalikes import lookalikes, plain
from ecotui.text.proofreading import doubtful
from ecotui.text.punctuation import standard

#: Up to how many characters a text is quoted as a whole, and how many of a longer one on each side.
_SHORT, _CONTEXT = 12, 2


def check(
    index: Index,
    language: str,
    scheme: Scheme | str = "raci",
    thresholds: Thresholds | None = None,
) -> list[Finding]:
    """Report everything questionable, errors first.

    What is said of the matrix is in the given language, the rest in the interface's.
    """
    found: list[Finding] = []
    for plan in index.plans:
        found.extend(_numbering(plan))
        found.extend(_departments(plan))
        found.extend(_headings(plan))
    found.extend(_twice(index.plans))
    rule = scheme_named(scheme) if isinstance(scheme, str) else scheme
    for entry in index.entries:
        own = (*_roles(entry), *letters(entry, rule), *_wording(entry))
        found.extend(finding._replace(measure=entry.id) for finding in own)
    made = matrix.matrix(
        index.entries, index.departments, rule, language=language, thresholds=thresholds
    )
    found.extend(made.findings)
    order = (ERROR, WARNING, INFO)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _measure(entry: Entry) -> str:
    return _("measure {id}").format(id=entry.id)


def _numbering(plan: Plan) -> Iterator[Finding]:
    where = _("plan {id}").format(id=plan.id)
    mine = [measure.number for _chapter, _section, measure in plan.walk()]
    for title, numbers in _series(plan):
        for number, count in Counter(numbers).items():
            if count > 1:
                message = _("{title}: the number {number} is given {count} times")
                text = message.format(title=title, number=number, count=count)
                yield Finding("number-repeated", ERROR, where, text, _("renumber"))
        if sorted(set(numbers)) != list(dict.fromkeys(numbers)):
            message = _("{title}: the numbers are not in ascending order")
            yield Finding("number-order", WARNING, where, message.format(title=title))
    if len(set(mine)) == len(mine):
        missing = list(islice(_missing(mine), 11))
        if missing:
            message = _("measures are missing in the numbering: {numbers}")
            numbers_text = ", ".join(map(str, missing[:10])) + (" …" if len(missing) > 10 else "")
            text = message.format(numbers=numbers_text)
            yield Finding("number-gap", WARNING, where, text)


def _missing(numbers: Iterable[int]) -> Iterator[int]:
    """The numbers from 1 that are left out, one by one: a slip of the pen may leave out many."""
    expected = 1
    for number in sorted(numbers):
        yield from range(expected, number)
        expected = number + 1


def _series(plan: Plan) -> Iterator[tuple[str, list[int]]]:
    """Numbers that ought to ascend without repetition, with what they number."""
    yield plan.title, [chapter.number for chapter in plan.chapters if chapter.number]
    lists: list[tuple[str, list[int]]] = []
    for chapter in plan.chapters:
        yield chapter.title, [section.number for section in chapter.sections if section.number]
        parts = [(chapter.title, chapter.measures)]
        parts += [(section.title, section.measures) for section in chapter.sections]
        lists += [(title, [m.number for m in measures]) for title, measures in parts if measures]
    if sum(numbers[0] == 1 for _title, numbers in lists) > 1:
        yield from lists
    else:
        # Nothing starts again at 1: the measures are numbered through the whole plan.
        yield plan.title, [number for _title, numbers in lists for number in numbers]


def _departments(plan: Plan) -> Iterator[Finding]:
    declared = {department.name for department in plan.departments}
    used = {name for _chapter, _section, measure in plan.walk() for name in measure.departments}
    # A file that names them cannot be read, but an importer may give such a plan.
    for name in sorted(used - declared):
        where = _("department {name}").format(name=name)
        message = _("not declared")
        hint = _("declare it in [[departments]]")
        yield Finding("department-undeclared", ERROR, where, message, hint)
    for department in plan.departments:
        where = _("department {name}").format(name=department.name)
        if department.name not in used:
            message = _("declared but has no measure")
            yield Finding("department-unused", INFO, where, message)
        yield from _lookalikes(where, (department.name, *department.aliases))


def _twice(plans: Iterable[Plan]) -> Iterator[Finding]:
    """Departments that may be one, in a plan or in several."""
    called: dict[str, tuple[str, Plan]] = {}
    seen: set[tuple[str, str]] = set()
    for plan in plans:
        for department in plan.departments:
            for name in (department.name, *department.aliases):
                folded = fold(name).removeprefix("省")
                other, its_plan = called.setdefault(folded, (department.name, plan))
                pair = (department.name, other)
                if other == department.name or not seen.isdisjoint((pair, pair[::-1])):
                    continue
                seen.add(pair)
                message = _("may be the same department as {other}")
                if its_plan is not plan:
                    message = _("may be the same department as {other} of the plan {id}")
                text = message.format(other=other, id=its_plan.id)
                where = _("department {name}").format(name=department.name)
                hint = _("use one name, or declare an alias")
                yield Finding("department-twice", WARNING, where, text, hint)


def _roles(entry: Entry) -> Iterator[Finding]:
    where = _measure(entry)
    if not entry.lead:
        yield Finding("no-lead", ERROR, where, _("no lead department"), _("name one"))
    for names in (entry.lead, entry.participants):
        for name, count in Counter(names).items():
            if count > 1:
                message = _("{name} is named twice in one list").format(name=name)
                yield Finding("named-twice", ERROR, where, message, _("delete one of them"))
    for name in entry.lead:
        if name in entry.participants:
            message = _("{name} both leads and participates").format(name=name)
            yield Finding("both-roles", WARNING, where, message, _("choose one of them"))


def letters(entry: Entry, scheme: Scheme) -> Iterator[Finding]:
    """Letters that the plan sets for another role than the one in which it names somebody.

    Lists, documents and the tasks of a department go by the names alone.
    """
    if not entry.measure.raci:
        return
    named, cells = scheme.named(entry), scheme.row(entry).cells

    def role(value: str) -> str:
        # A letter of another scheme, such as S, says that somebody takes part; I does not.
        return scheme.role(value) or ("participant" if value not in ("", "I") else "")

    differing = [
        f"{name} {now or '—'}"
        for name, _text in entry.measure.raci
        if role(now := cells.get(name, "")) != role(named.get(name, ""))
    ]
    if differing:
        message = _("letters are set that differ from who is named: {cells}")
        message = message.format(cells="、".join(differing))
        advice = _("lists and task documents go by lead and participants: change these too")
        yield Finding("letters-differ", INFO, _measure(entry), message, advice)


def _wording(entry: Entry) -> Iterator[Finding]:
    where = _measure(entry)
    for start, end, suggestion, reason in doubtful(entry.text):
        quoted = entry.text[max(0, start - 4) : end + 4]
        message = _("suspicious wording: {text} ({reason})").format(text=quoted, reason=reason)
        yield Finding("wording", WARNING, where, message, suggestion)
    measure = entry.measure
    for date in impossible(measure.deadline) if measure.deadline else ():
        message = _("there is no such date: {date}").format(date=date)
        yield Finding("date-impossible", WARNING, where, message, _("correct the deadline"))
    texts = (measure.title, measure.deadline, measure.target, measure.basis)
    further = [text for column in measure.extra for text in column]
    yield from _lookalikes(where, (entry.text, *texts, *further))
    yield from _punctuation(entry.plan, where, (entry.text, *texts, *further))
    if entry.source_text is not None:
        message = _("the wording of the source is corrected")
        yield Finding("corrected", INFO, where, message)


def _headings(plan: Plan) -> Iterator[Finding]:
    titles = [plan.title]
    for chapter in plan.chapters:
        titles += [chapter.title, *[section.title for section in chapter.sections]]
    where = _("plan {id}").format(id=plan.id)
    yield from _lookalikes(where, titles)
    yield from _punctuation(plan, where, titles)


def _lookalikes(where: str, texts: Iterable[str | None]) -> Iterator[Finding]:
    """Characters of texts in one place that nobody sees or that look like another."""
    seen: dict[str, str] = {}
    for text in filter(None, texts):
        for found in lookalikes(text):
            first, last = found.start - _CONTEXT, found.start + len(found.character) + _CONTEXT
            # A name is quoted as a whole.
            quoted = text if len(text) <= _SHORT else text[max(0, first) : last]
            quoted = quoted.replace("\n", " ")
            seen[f"“{quoted}” {found}"] = plain(quoted).replace("\n", " ")
    if seen:
        message = _("characters that nobody sees or that look like others: {texts}")
        text = message.format(texts=_(", ").join(seen))
        suggestion = _("write {name}").format(name=_(", ").join(dict.fromkeys(seen.values())))
        yield Finding("lookalike", WARNING, where, text, suggestion)


def _punctuation(plan: Plan, where: str, texts: Iterable[str | None]) -> Iterator[Finding]:
    """What documents change in texts that are in one place, where they take standard marks."""
    found = [(change, text) for text in texts if text for change in standard(text)[1]]
    if in_chinese(plan) and found:
        seen = [f"“{change.seen(text)}”" for change, text in found]
        message = _("punctuation not as in GB/T 15834: {texts}")
        marks = "".join(dict.fromkeys(change.after for change, _text in found))
        text = message.format(texts=_(", ").join(dict.fromkeys(seen)))
        suggestion = _("full-width {marks}").format(marks=marks) if marks else _("no blank there")
        yield Finding("punctuation", INFO, where, text, suggestion)
