"""Building the chapters of a plan while a document is read, and reporting what happens."""

from __future__ import annotations

import re
from typing import NamedTuple

from ecotui.i18n import _
from ecotui.importing.blocks import Place
from ecotui.importing.spacing import shortened
from ecotui.model.plan import Chapter, Measure, Section
from ecotui.model.toml import Problem
from ecotui.text import proofreading
from ecotui.text.folding import HAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ecotui.importing.layout import Heading

CONTINUED = re.compile(r"\s*[（(]续[表上页]?[)）]$")

#: Characters by which a wording is known again.
BEGINNING = 8
#: Kinds of remarks.
REPAIRED, LEFT_OUT, DOUBTFUL, READ = "repaired", "left-out", "doubtful", "read"


class Remark(NamedTuple):
    """One thing that whoever imports a document should know.

    Args:
        kind: `REPAIRED` for what was set right, `LEFT_OUT` for what the plan does not hold,
            `DOUBTFUL` for what may be wrong, `READ` for a choice that was made.
        place: Where; None for the document as a whole.
        message: What.
        suggestion: What to do about it.
    """

    kind: str
    place: Place | None
    message: str
    suggestion: str | None = None

    @classmethod
    def of(cls, problem: Problem, kind: str) -> Remark:
        """What an importer that makes plans itself says."""
        place = None if problem.line is None else Place(line=problem.line)
        return cls(kind, place, problem.message, problem.suggestion)

    def problem(self, file: str) -> Problem:
        """The remark as importers give it."""
        if self.place is None or self.place.line is not None:
            line = self.place.line if self.place else None
            return Problem(file, line, self.message, self.suggestion)
        return Problem(
            file,
            None,
            _("{name}: {value}").format(name=self.place, value=self.message),
            self.suggestion,
        )


class Report:
    """Collects remarks (what the user should know) and problems (why reading fails)."""

    def __init__(self, file: str) -> None:
        """Begin with nothing to say about ``file``."""
        self.file = file
        self.remarks: list[Remark] = []
        self.problems: list[Remark] = []
        #: What the remarks are about, in full, by place.
        self.said: dict[Place | None, list[str]] = {}

    def note(
        self, kind: str, place: Place | None, message: str, suggestion: str | None = None
    ) -> None:
        """Say something that the user should know."""
        self.remarks.append(Remark(kind, place, message, suggestion))
        self.covers([message], place)

    def covers(self, texts: Iterable[str], place: Place | None) -> None:
        """Take in that a remark, perhaps on another place, is about these texts as well."""
        self.said.setdefault(place, []).extend(texts)

    def left_out(self, texts: Iterable[str], place: Place | None) -> None:
        """Say that the plan does not hold these texts, each once, if there are any."""
        if text := " ".join(dict.fromkeys(filter(None, texts))):
            self.note(LEFT_OUT, place, _("left out: {text}").format(text=shortened(text)))
            self.covers([text], place)

    def problem(self, place: Place | None, message: str, suggestion: str | None = None) -> None:
        """Say why the document cannot be read as it is."""
        self.problems.append(Remark(DOUBTFUL, place, message, suggestion))


class Trace(NamedTuple):
    """What a measure was made of: the place, its words, and what they were read as."""

    place: Place
    words: str
    meaning: str


class Placed(NamedTuple):
    """The texts of a heading or measure, with the place in the document that it comes from.

    A heading has no number here; the second text of a measure is its wording. Each has the
    headings that it stands below.
    """

    place: Place
    texts: Sequence[str]
    number: int | None = None
    above: Sequence[Placed] = ()


class _Node:
    """A chapter or section in the making."""

    def __init__(
        self, number: int | None = None, title: str = "", place: Place | None = None
    ) -> None:
        self.number = number
        self.title = title
        self.place = place
        self.measures: list[tuple[Measure, Place]] = []
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
        #: Number of the last chapter that was left out.
        self.left_out_chapter = 0
        #: Number of the last section, also of one that was left out.
        self.last_section = 0
        #: What each measure was made of, in the order of the document.
        self.traces: list[list[Trace]] = []

    def heading(self, head: Heading, place: Place) -> None:
        """Begin a chapter or section, or go on with one that is repeated after a page break."""
        head = head._replace(title=head.title or "-")
        is_chapter = head.level == "chapter"
        siblings = self.chapters if is_chapter else self.above.sections
        if siblings and siblings[-1].number == head.number:
            title = siblings[-1].title
            if title in (head.title, CONTINUED.sub("", head.title)):
                # Below a repeated chapter the section goes on too; it may be repeated in turn.
                if not is_chapter:
                    self.here = siblings[-1]
                return
        before = (siblings[-1].number or 0) if siblings else 0
        expected = before + 1
        # After what was left out; or sections whose numbers run on over the chapters.
        runs_on = 1 + (self.left_out_chapter if is_chapter else self.last_section)
        if head.number not in (None, expected, runs_on):
            kind = _("chapter") if is_chapter else _("section")
            message = _("{kind} {number} found where {expected} was expected")
            message = message.format(kind=kind, number=head.number, expected=expected)
            self.report.note(DOUBTFUL, place, message)
        if proofreading.correct(head.title)[1] or proofreading.doubtful(head.title):
            message = _("suspicious wording in the title {title}")
            self.report.note(DOUBTFUL, place, message.format(title=head.title))
        if not is_chapter and head.number is not None:
            self.last_section = head.number
        node = _Node(head.number, head.title.strip() or "-", place)
        siblings.append(node)
        self.here = node
        if is_chapter:
            self.above = node

    @property
    def expected(self) -> int:
        """The number that the next measure should have."""
        return 1 if self.last is None else self.last + 1

    def measure(self, measure: Measure, place: Place, traces: list[Trace] | None = None) -> None:
        """Add a measure; its numbers may start again at 1 below a heading."""
        restarts = measure.number == 1 and not self.here.measures
        if measure.number != self.expected and not restarts:
            message = _("measure {number} found where {expected} was expected")
            message = message.format(number=measure.number, expected=self.expected)
            self.report.note(DOUBTFUL, place, message)
        self.traces.append(traces or [])
        self.here.measures.append((measure, place))
        self.last = measure.number

    @property
    def latest(self) -> Measure | None:
        """The measure before, where no heading has come since."""
        return self.here.measures[-1][0] if self.here.measures else None

    def change_latest(self, measure: Measure) -> None:
        """Put a measure in the place of the latest."""
        self.here.measures[-1] = measure, self.here.measures[-1][1]

    def join(self, text: str) -> Measure:
        """Continue the text of the latest measure, and return it."""
        latest = self.here.measures[-1][0]
        between = "" if re.search(rf"[{HAN}，、（“]$", latest.text[-2:]) else " "
        joined = latest._replace(text=f"{latest.text}{between}{text}")
        self.change_latest(joined)
        return joined

    def beginnings(self) -> set[str]:
        """How the wordings and the titles of the measures begin."""
        nodes = [n for chapter in (self.root, *self.chapters) for n in (chapter, *chapter.sections)]
        measures = [measure for node in nodes for measure, _place in node.measures]
        texts = {text for measure in measures for text in (measure.text, measure.title) if text}
        return {text.rstrip("。.；;")[:BEGINNING] for text in texts}

    def update(self, change: Callable[[Measure, Place], Measure]) -> None:
        """Put what a function makes of each measure in its place."""
        for node in (self.root, *self.chapters):
            for below in (node, *node.sections):
                below.measures = [(change(m, place), place) for m, place in below.measures]

    def placed(self) -> Iterator[Placed]:
        """The headings and measures with their texts and places."""
        for node in (self.root, *self.chapters):
            chapter: list[Placed] = []
            above: list[Placed] = []
            for below in (node, *node.sections):
                if below.place is not None:
                    heading = Placed(below.place, [below.title], above=chapter)
                    above = [*chapter, heading]
                    chapter = above if below is node else chapter
                    yield heading
                for measure, place in below.measures:
                    yield Placed(place, _texts(measure), measure.number, above)

    def finish(self, label: str) -> tuple[Chapter, ...]:
        """The chapters.

        Args:
            label: The title of the only chapter where the document has no headings.
        """
        root = self.root
        if self.chapters and (root.measures or root.sections):
            places: list[Place | None] = [place for _m, place in root.measures]
            places = places or [s.place for s in root.sections]
            message = _("what comes before the first chapter is put into one called {title}")
            self.report.note(READ, places[0], message.format(title=label))
            root.title = label
            self.chapters = [root, *self.chapters]
        elif root.measures:
            root.number, root.title = 1, label
            self.chapters = [root]
        elif root.sections:
            self.chapters = root.sections
        # Its measures and sections are those of a chapter now.
        self.root = _Node()
        return tuple([self._chapter(node) for node in self.chapters])

    def _chapter(self, node: _Node) -> Chapter:
        sections = [Section(s.number, s.title, self._measures(s)) for s in node.sections]
        return Chapter(node.number, node.title, self._measures(node), tuple(sections))

    def _measures(self, node: _Node) -> tuple[Measure, ...]:
        return tuple([self._proofread(measure, place) for measure, place in node.measures])

    def _proofread(self, measure: Measure, place: Place) -> Measure:
        """Apply the certain corrections and note them, and the suspicious wordings too."""
        text, changes = proofreading.correct(measure.text)
        number = measure.number
        for change in changes:
            message = _("measure {number}: corrected {change}")
            self.report.note(REPAIRED, place, message.format(number=number, change=change))
        for start, end, meant, reason in proofreading.doubtful(text):
            message = _("measure {number}: {word} is suspicious: {reason}").format(
                number=number, word=text[start:end], reason=reason
            )
            hint = _("did you mean {name}?").format(name=meant)
            self.report.note(DOUBTFUL, place, message, hint)
        return measure._replace(text=text, source_text=measure.text) if changes else measure


def _texts(measure: Measure) -> list[str]:
    """All that a measure says."""
    pairs = [text for pair in (*measure.extra, *measure.raci) for text in pair]
    single = (measure.source_text, measure.title, measure.deadline, measure.target, measure.basis)
    listed = (*measure.lead, *measure.participants)
    return [str(measure.number), measure.text, *filter(None, single), *listed, *pairs]
