"""Building the chapters of a plan while a document is read, and reporting what happens."""

from __future__ import annotations

import re

from ecotui.i18n import _
from ecotui.importing.layout import CHAPTER
from ecotui.model.plan import Chapter, Measure, Section
from ecotui.model.toml import Problem
from ecotui.text import proofreading
from ecotui.text.folding import HAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ecotui.importing.layout import Heading

_CONTINUED = re.compile(r"\s*[（(]续[表上页]?[)）]$")


class Report:
    """Collects notes (what the user should know) and problems (why reading fails)."""

    def __init__(self, file: str) -> None:
        """Begin with nothing to say about ``file``."""
        self.file = file
        self.notes: list[Problem] = []
        self.problems: list[Problem] = []

    def note(self, line: int | None, message: str, suggestion: str | None = None) -> None:
        """Say something that the user should know."""
        self.notes.append(Problem(self.file, line, message, suggestion))

    def problem(self, line: int | None, message: str, suggestion: str | None = None) -> None:
        """Say why the document cannot be read as it is."""
        self.problems.append(Problem(self.file, line, message, suggestion))


class _Node:
    """A chapter or section in the making."""

    def __init__(self, number: int = 0, title: str = "", line: int | None = None) -> None:
        self.number = number
        self.title = title
        self.line = line
        self.measures: list[Measure] = []
        self.sections: list[_Node] = []


class Outline:
    """The headings and measures so far; new ones go below the last heading."""

    def __init__(self, report: Report) -> None:
        """Begin an empty outline that reports to ``report``."""
        self.report = report
        self.chapters: list[_Node] = []
        # What comes before the first chapter: the whole document, where it has none.
        self.root = _Node()
        self.above = self.here = self.root
        self.last: int | None = None

    def heading(self, head: Heading, line: int) -> None:
        """Begin a chapter or section, or go on with one that is repeated after a page break."""
        is_chapter = head.level == CHAPTER
        siblings = self.chapters if is_chapter else self.above.sections
        if siblings and siblings[-1].number == head.number:
            title = siblings[-1].title
            if title in (head.title, _CONTINUED.sub("", head.title)):
                # Below a repeated chapter the section goes on too; it may be repeated in turn.
                return
        expected = siblings[-1].number + 1 if siblings else 1
        if head.number != expected:
            kind = _("chapter") if is_chapter else _("section")
            message = _("{kind} {number} found where {expected} was expected")
            self.report.note(line, message.format(kind=kind, number=head.number, expected=expected))
        if proofreading.correct(head.title)[1] or proofreading.doubtful(head.title):
            self.report.note(
                line, _("suspicious wording in the title {title}").format(title=head.title)
            )
        node = _Node(head.number, head.title, line)
        siblings.append(node)
        self.here = node
        if is_chapter:
            self.above = node

    @property
    def expected(self) -> int:
        """The number that the next measure should have."""
        return 1 if self.last is None else self.last + 1

    def measure(self, measure: Measure) -> None:
        """Add a measure; its numbers may start again at 1 below a heading."""
        restarts = measure.number == 1 and not self.here.measures
        if measure.number != self.expected and not restarts:
            message = _("measure {number} found where {expected} was expected")
            message = message.format(number=measure.number, expected=self.expected)
            self.report.note(measure.source_line, message)
        self.here.measures.append(measure)
        self.last = measure.number

    @property
    def latest(self) -> Measure | None:
        """The measure before, where no heading has come since."""
        return self.here.measures[-1] if self.here.measures else None

    def join(self, text: str) -> Measure:
        """Continue the text of the latest measure, and return it."""
        latest = self.here.measures[-1]
        between = "" if re.search(rf"[{HAN}，、（“]$", latest.text) else " "
        joined = self.here.measures[-1] = latest._replace(text=f"{latest.text}{between}{text}")
        return joined

    def finish(self, label: str) -> tuple[Chapter, ...]:
        """The chapters.

        Args:
            label: The title of the only chapter where the document has no headings.
        """
        root = self.root
        if self.chapters:
            hint = _("put a row with the chapter heading above it")
            for measure in root.measures:
                message = _("measure {number} comes before the first chapter")
                self.report.problem(
                    measure.source_line, message.format(number=measure.number), hint
                )
            for section in root.sections:
                message = _("section {title} comes before the first chapter").format(
                    title=section.title
                )
                self.report.problem(section.line, message, hint)
        elif root.measures:
            root.number, root.title = 1, label
            self.chapters = [root]
        else:
            self.chapters = root.sections
        return tuple([self._chapter(node) for node in self.chapters])

    def _chapter(self, node: _Node) -> Chapter:
        sections = [Section(s.number, s.title, self._measures(s)) for s in node.sections]
        return Chapter(node.number, node.title, self._measures(node), tuple(sections))

    def _measures(self, node: _Node) -> tuple[Measure, ...]:
        return tuple([self._proofread(measure) for measure in node.measures])

    def _proofread(self, measure: Measure) -> Measure:
        """Apply the certain corrections and note them, and the suspicious wordings too."""
        text, changes = proofreading.correct(measure.text)
        number, line = measure.number, measure.source_line
        for change in changes:
            message = _("measure {number}: corrected {change}")
            self.report.note(line, message.format(number=number, change=change))
        for start, end, meant, reason in proofreading.doubtful(text):
            message = _("measure {number}: {word} is suspicious: {reason}").format(
                number=number, word=text[start:end], reason=reason
            )
            self.report.note(line, message, _("did you mean {name}?").format(name=meant))
        return measure._replace(text=text, source_text=measure.text) if changes else measure
