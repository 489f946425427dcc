"""What writes the page; imported only to export.

Every text of the plan goes through `safe`, and a content security policy that names the page's own
style and script by their hashes keeps a browser from running anything else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from html import escape
from importlib.resources import files

from ecotui.api import OPEN_MARK, Entry, Heading, Matrix, Selection, Target, visible

from . import Options
from .words import words

#: What is longer than so many ems breaks into several lines at the head of a column.
LONGEST_NAME = 14.0


def safe(text: str, *, one_line: bool = True) -> str:
    """A text as HTML shows it, in elements and between the quotes of attributes."""
    return escape(visible(text, one_line=one_line))


class HtmlExporter:
    """Writes one page."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        """Write the selection."""
        page = _Page(selection, options)
        total = len(selection.measures) * (2 if options.matrix else 1)
        with target.text() as file:
            for done, part in page.parts():
                if target.cancelled:
                    return
                file.write(part)
                target.progress(done, total)


class _Page:
    """The parts of a page.

    Attributes:
        selection: What is written.
        options: What the user chose.
        says: The page's own words.
        places: Place of each department among those of the plan, by which the filter knows it.
    """

    def __init__(self, selection: Selection, options: Options) -> None:
        self.selection = selection
        self.options = options
        self.says = words(selection.language)
        self.places = {facet.name: at for at, facet in enumerate(selection.departments)}
        self._done = 0

    def parts(self) -> Iterator[tuple[int, str]]:
        """The page piece by piece, each with the number of measures that were written so far."""
        for part in self._pieces():
            yield self._done, part

    def _pieces(self) -> Iterator[str]:
        says = self.says
        yield self._head()
        yield self._bar()
        yield '<div class="columns">\n'
        yield from self._navigation()
        yield f'<main>\n<section aria-label="{says["measures"]}">\n'
        if not self.selection.measures:
            yield f"<p>{says['nothing']}</p>\n"
        yield from self._outline()
        yield "</section>\n"
        if self.matrix is not None:
            yield from self._matrix(self.matrix)
        yield f"</main>\n</div>\n<script>{_read('page.js')}</script>\n</body>\n</html>\n"

    @cached_property
    def matrix(self) -> Matrix | None:
        """The matrix, or None where it is not wanted or would be empty."""
        if not self.options.matrix or not self.selection.measures:
            return None
        return self.selection.matrix(self.options.scheme)

    # -- above and beside the measures

    def _head(self) -> str:
        selection, says = self.selection, self.says
        style = _read("page.css") + self._name_height()
        policy = (
            f"default-src 'none'; style-src '{_hash(style)}'; "
            f"script-src '{_hash(_read('page.js'))}'; base-uri 'none'; form-action 'none'"
        )
        involved = [facet for facet in selection.departments if facet.total]
        facts = says["counts"].format(measures=len(selection.measures), departments=len(involved))
        query = ""
        if selection.query:
            query = f"<p>{says['query']}{says['colon']}{safe(selection.query)}</p>\n"
        return (
            "<!doctype html>\n"
            f'<html lang="{"zh-CN" if selection.language == "zh" else "en"}">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{safe(selection.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f'<header class="head">\n<h1>{safe(selection.title)}</h1>\n<p>{facts}</p>\n{query}'
            f'<p id="filtered" class="on-paper" data-text="{says["filtered"]}" hidden></p>\n'
            "</header>\n"
        )

    def _name_height(self) -> str:
        """A rule for the names of columns, which stand upright.

        Left to itself, Chromium takes their height from before the page was laid out for paper.
        """
        names = self.matrix.departments if self.matrix is not None else ()
        longest = max((_ems(name) for name in names), default=0)
        return f"thead .name {{ height: {min(longest, LONGEST_NAME):.1f}em; }}\n"

    def _bar(self) -> str:
        says = self.says
        choices = [f'<option value="">{says["all"]}</option>']
        for facet in self.selection.departments:
            if facet.total:
                name = safe(facet.name)
                choices.append(
                    f'<option value="{self.places[facet.name]}" data-name="{name}">'
                    f"{name} ({facet.lead} + {facet.participant})</option>"
                )
        roles = "".join(
            f'<option value="{value}">{says[word]}</option>'
            for value, word in (("", "either"), ("lead", "leads"), ("with", "participates"))
        )
        return (
            '<div id="bar" class="bar" role="search" hidden>\n'
            f'<label>{says["department"]} <select id="department">\n'
            + "\n".join(choices)
            + f"\n</select></label>\n<label>{says['role']} "
            f'<select id="role">{roles}</select></label>\n'
            f'<button id="print" type="button">{says["print"]}</button>\n'
            f'<output id="shown" data-text="{says["shown"]}"></output>\n</div>\n'
        )

    def _navigation(self) -> Iterator[str]:
        says = self.says
        yield f'<nav aria-label="{says["outline"]}">\n<h2>{says["outline"]}</h2>\n'
        for at, heading in enumerate(self._headings):
            deep = heading.level - self._top
            yield (
                f'<a id="to-part-{at}" class="deep-{deep}" href="#part-{at}">'
                f"{safe(heading.label + heading.title)}</a>\n"
            )
        if self.matrix is not None:
            yield f'<a href="#matrix">{says["matrix"]}</a>\n'
        yield "</nav>\n"

    @cached_property
    def _headings(self) -> list[Heading]:
        return [line for line in self.selection.outline() if isinstance(line, Heading)]

    @cached_property
    def _top(self) -> int:
        return min((heading.level for heading in self._headings), default=0)

    # -- the measures

    def _outline(self) -> Iterator[str]:
        parts = 0
        measures = 0
        open_levels: list[int] = []
        for line in self.selection.outline():
            if isinstance(line, Entry):
                yield self._measure(line, measures)
                measures += 1
                continue
            while open_levels and open_levels[-1] >= line.level:
                open_levels.pop()
                yield "</section>\n"
            open_levels.append(line.level)
            tag = f"h{line.level - self._top + 2}"
            yield (
                f'<section id="part-{parts}" class="part">\n'
                f"<{tag}>{safe(line.label + line.title)}</{tag}>\n"
            )
            parts += 1
        yield "</section>\n" * len(open_levels)

    def _measure(self, entry: Entry, at: int) -> str:
        self._done += 1
        roles = []
        if entry.lead:
            roles.append(self._role("lead", entry.lead))
        if entry.participants or entry.participants_open:
            roles.append(self._role("participants", entry.participants, entry.participants_open))
        return (
            f'<article id="measure-{at}" class="measure"{self._data(entry)}>\n'
            f'<p class="text"><span class="number">{safe(entry.id)}.</span> '
            f"{self._marked(entry)}</p>\n"
            + "".join(f'<p class="roles">{role}</p>\n' for role in roles)
            + "</article>\n"
        )

    def _role(self, word: str, departments: Sequence[str], is_open: bool = False) -> str:
        says = self.says
        names = [f"<b>{safe(name)}</b>" if word == "lead" else safe(name) for name in departments]
        if is_open and names and self.selection.language == "zh":
            names[-1] += says["and so on"]
        elif is_open:
            names.append(says["and so on"])
        return f"{says[word]}{says['colon']}{says['between'].join(names)}"

    def _data(self, entry: Entry) -> str:
        lead = " ".join(str(self.places[name]) for name in entry.lead)
        participants = " ".join(str(self.places[name]) for name in entry.participants)
        return f' data-lead="{lead}" data-with="{participants}"'

    def _marked(self, entry: Entry) -> str:
        """The text of a measure, with what the query found marked."""
        pieces = []
        at = 0
        for start, end in self.selection.matches(entry):
            pieces.append(safe(entry.text[at:start], one_line=False))
            pieces.append(f"<mark>{safe(entry.text[start:end], one_line=False)}</mark>")
            at = end
        pieces.append(safe(entry.text[at:], one_line=False))
        return "".join(pieces)

    # -- the matrix

    def _matrix(self, matrix: Matrix) -> Iterator[str]:
        says = self.says
        places = [self.places[name] for name in matrix.departments]
        yield (
            f'<section id="matrix">\n<h2>{says["matrix"]} ({safe(matrix.scheme.upper())})</h2>\n'
            '<div class="scroll" tabindex="0">\n<table>\n<colgroup><col>'
            + "".join(f'<col data-column="{place}">' for place in places)
            + f'</colgroup>\n<thead>\n<tr><th scope="col">{says["measure"]}</th>'
        )
        for place, name in zip(places, matrix.departments, strict=True):
            yield (
                f'<th scope="col" data-column="{place}"><span class="name">{safe(name)}</span></th>'
            )
        yield "</tr>\n</thead>\n<tbody>\n"
        classes = {matrix.rule.other: "other", matrix.rule.first: "first"}
        for at, row in enumerate(matrix.rows):
            self._done += 1
            entry = row.entry
            mark = OPEN_MARK if entry.participants_open else ""
            cells = (row.cells.get(name, "") for name in matrix.departments)
            yield (
                f"<tr{self._data(entry)}>"
                f'<th scope="row"><a href="#measure-{at}">'
                f"{safe(entry.id)}{mark}. {safe(entry.text)}</a></th>"
                f"{_cells(cells, classes)}</tr>\n"
            )
        yield "</tbody>\n</table>\n</div>\n"
        yield from self._below(matrix)
        yield "</section>\n"

    def _below(self, matrix: Matrix) -> Iterator[str]:
        says = self.says
        yield f"<h3>{says['legend']}</h3>\n<dl>\n"
        for letter, meaning in matrix.legend.items():
            yield f"<dt>{safe(letter)}</dt><dd>{safe(meaning)}</dd>\n"
        yield "</dl>\n"
        for note in matrix.notes:
            yield f"<p>{safe(note)}</p>\n"
        if matrix.findings:
            yield f'<h3>{says["findings"]}</h3>\n<ul class="findings">\n'
            for finding in matrix.findings:
                severity = says.get(finding.severity, finding.severity)
                suggestion = f" {safe(finding.suggestion)}" if finding.suggestion else ""
                yield (
                    f"<li>{safe(severity)}{says['colon']}{safe(finding.where)}{says['colon']}"
                    f"{safe(finding.message)}{suggestion}</li>\n"
                )
            yield "</ul>\n"


def _cells(letters: Iterable[str], classes: dict[str, str]) -> str:
    pieces = []
    for letter in letters:
        name = classes.get(letter)
        pieces.append(f'<td class="{name}">' if name else "<td>")
        pieces.append(safe(letter))
    return "".join(pieces)


def _ems(name: str) -> float:
    """About how long a name is when it is set in one line."""
    return 0.5 + sum(0.65 if character.isascii() else 1.0 for character in visible(name))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A text as a content security policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
