"""A query in words, as a document says what it holds: no syntax, no names of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ecotui.i18n import N_, translator
from ecotui.query.departments import resolve
from ecotui.query.grammar import Query, Term, heading_number, number_range, parse
from ecotui.query.index import Index, holds
from ecotui.text.display import word_spans
from ecotui.text.folding import fold, is_latin

_DEPARTMENTS = {
    ("lead", False): N_("led by {names}"),
    ("lead", True): N_("not led by {names}"),
    ("first", False): N_("led first by {names}"),
    ("first", True): N_("not led first by {names}"),
    ("with", False): N_("with {names} participating"),
    ("with", True): N_("without {names} participating"),
    ("dept", False): N_("involving {names}"),
    ("dept", True): N_("not involving {names}"),
}
_PROPERTIES = {
    "joint": N_("with several lead departments"),
    "solo": N_("without participating departments"),
    "open": N_("with open lists of departments"),
    "group": N_("involving groups of departments"),
    "corrected": N_("with corrected wording"),
}
_DUE = {"": N_("due in {date}"), "<": N_("due before {date}"), ">": N_("due after {date}")}
#: More numbers or headings than these are not told one by one.
_MANY = 6


def describe(query: str, index: Index, views: Mapping[str, str], language: str) -> str:
    """What a query that is right selects, in the language of a document.

    ``section:湿地 lead:林业厅 no:7-12`` is ``湿地生态保护补偿，林业厅牵头，第 7–12 条``.
    """
    return _Words(index, views, language).query(parse(query))


def marked(count: int, language: str) -> str:
    """How many measures were chosen one by one."""
    message = N_("{count} selected measure") if count == 1 else N_("{count} selected measures")
    return translator(language)(message).format(count=count)


def meant(value: str, texts: Iterable[str]) -> list[str]:
    """The words of texts that a word means: itself, or those whose pinyin it is."""
    wanted = fold(value)
    if not is_latin(wanted):
        return [value]
    words = {text[start:end] for text in texts for start, end in word_spans(text, (wanted,))}
    return [value] if not words or any(wanted in fold(word) for word in words) else sorted(words)


class _Words:
    def __init__(self, index: Index, views: Mapping[str, str], language: str) -> None:
        self.index, self.views, self.language = index, views, language
        self.chinese = language == "zh"
        self.label = translator(language)

    def query(self, query: Query) -> str:
        said = dict.fromkeys([self.term(term) for term in query.terms])
        return ("，" if self.chinese else ", ").join(filter(None, said))

    def term(self, term: Term) -> str:
        if (term.field, term.negated) in _DEPARTMENTS:
            names = [resolve(value, self.index.departments).name for value in term.values]
            message = self.label(_DEPARTMENTS[term.field, term.negated])
            return message.format(names=self.either(names))
        if term.field == "text":
            return self._text(term.values, term.negated)
        said = getattr(self, f"_{term.field}")(term.values)
        if term.negated and said:
            said = self.label(N_("except {what}")).format(what=said)
        return str(said)

    def _text(self, values: Sequence[str], negated: bool) -> str:
        texts = [entry.text for entry in self.index.entries]
        texts += [heading.title for heading in self.index.headings if heading.level]
        texts += [department.name for department in self.index.departments]
        words = list(dict.fromkeys(word for value in values for word in meant(value, texts)))
        if len(words) <= _MANY:
            message = N_("not containing {words}") if negated else N_("containing {words}")
            return self.label(message).format(words=self.either(map(self.quoted, words)))
        mask = 0
        for value in values:
            mask |= self.index.text_mask(value)
        if negated:
            mask = self.index.everything & ~mask
        return marked(mask.bit_count(), self.language)

    def either(self, texts: Iterable[str]) -> str:
        """Texts of which one is enough: 甲、乙或丙."""
        *most, last = dict.fromkeys(texts)
        if not most:
            return last
        return (
            ("、" if self.chinese else ", ").join(most) + ("或" if self.chinese else " or ") + last
        )

    def quoted(self, text: str) -> str:
        return f"“{text}”"

    def _chapter(self, values: Sequence[str]) -> str:
        return self.headings(1, values)

    def _section(self, values: Sequence[str]) -> str:
        return self.headings(2, values)

    def headings(self, level: int, values: Sequence[str]) -> str:
        """The headings that are meant, by their titles; several are joined as a list is."""
        found = list(
            dict.fromkeys(title for value in values for title in self.titles(level, value))
        )
        if not found or len(found) > _MANY:
            every = [heading.title for heading in self.index.headings if heading.level == level]
            words = [word for value in values for word in meant(value, every)]
            return self.label(N_("under headings with {words}")).format(
                words=self.either(map(self.quoted, words))
            )
        return ("、" if self.chinese else "; ").join(found)

    def titles(self, level: int, value: str) -> Iterator[str]:
        number, wanted = heading_number(value), fold(value)
        for heading, title in zip(self.index.headings, self.index.titles, strict=True):
            if heading.level == level and (
                heading.number == number or holds(title, wanted, is_latin(wanted))
            ):
                yield heading.title

    def _no(self, values: Sequence[str]) -> str:
        if len(values) > _MANY:
            ranges = [number_range(value) for value in values]
            of = [entry.number for entry in self.index.entries]
            return marked(sum(any(a <= n <= z for a, z in ranges) for n in of), self.language)
        numbers = ("、" if self.chinese else ", ").join(value.replace("-", "–") for value in values)
        single = len(values) == 1 and values[0].isdigit()
        message = N_("measure {numbers}") if single else N_("measures {numbers}")
        return self.label(message).format(numbers=numbers)

    def _due(self, values: Sequence[str]) -> str:
        said = []
        for value in values:
            if value == "none":
                said.append(self.label(N_("without a due date")))
                continue
            sign = value[0] if value[0] in "<>" else ""
            said.append(self.label(_DUE[sign]).format(date=self.date(value.removeprefix(sign))))
        return self.either(said)

    def date(self, value: str) -> str:
        if not self.chinese:
            return value
        return "".join(
            f"{int(part)}{unit}" for part, unit in zip(value.split("-"), "年月日", strict=False)
        )

    def _is(self, values: Sequence[str]) -> str:
        return self.either(self.label(_PROPERTIES[value]) for value in values)

    def _view(self, values: Sequence[str]) -> str:
        return self.query(parse(self.views.get(values[0], "")))
