"""How a measure is worded in a document: its heading, its lines, who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ecotui.api import N_, Entry, Selection, clean, visible
from ecotui.plugins.common import wording

if TYPE_CHECKING:
    from ecotui.plugins.docx import Options


_NUMBERED = re.compile(r"\d{1,9}\s*[.．、]|[①-⑳⑴-⒇●○■□◆◇▪•·△▲]|[-–—*+]\s")
# What counts the parts of a wording, each in a paragraph of its own where there are several.
_PART = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[)）、]|[一二三四五六七八九十]是")


class Measures:
    """The wording of measures in the style of a document."""

    def __init__(self, selection: Selection, options: Options) -> None:
        self.selection = selection
        self.official = options.official
        # Chinese documents have no space behind the number, but 7. and 5万亩 would be read as 7.5.
        self.blank = "" if self.official and selection.language == "zh" else " "

    def numbered(self, entry: Entry, text: str, *, blank: str | None = None) -> str:
        """A text with the number of a measure before it."""
        blank = self.blank if blank is None else blank
        if text[:1].isdigit():
            blank = " "
        return f"{entry.number}.{blank}{text}"

    def text(self, entry: Entry) -> str:
        """The whole wording, of several lines."""
        return clean(entry.text)

    def title(self, entry: Entry) -> str:
        """The title that the plan gives a measure, in one line."""
        return visible(entry.measure.title or "")

    def heading(self, entry: Entry) -> str:
        """The heading of a measure; empty if it has none of its own.

        In the official style only a title of the plan is one: the wording itself has the number,
        and as a heading it would fill the list of headings to navigate by.
        """
        if self.official:
            return self.numbered(entry, title) if (title := self.title(entry)) else ""
        title, text = self.short(entry), self.text(entry)
        # What says no more than its heading is said once, to its last mark.
        return self.numbered(entry, title if wording.says_more(title, text) else text)

    def short(self, entry: Entry) -> str:
        """What a measure is called: the whole title of the plan, else one by rule."""
        return self.title(entry) or wording.short_title(entry)

    def lines(self, entry: Entry) -> list[str]:
        """The lines of the wording below the heading; none if the heading says it all."""
        text = self.text(entry)
        if self.official:
            if not self.title(entry):
                text = self.numbered(entry, text)
        elif not wording.says_more(self.short(entry), entry.text):
            return []
        lines: list[str] = []
        every = [line for line in map(str.strip, text.split("\n")) if line]
        for line in every:
            is_only = len(every) == 2 and _PART.match(line) is not None
            if lines and (_NUMBERED.match(line) or is_only):
                # In a paragraph of its own it would be the next measure.
                lines[-1] += f"\n{'　　' * self.official}{line}"
            else:
                lines.append(line)
        return lines

    def roles(self, entry: Entry) -> Iterator[tuple[str, str]]:
        """Names and texts: who does a measure, and what else the plan says of it.

        The title is its heading.
        """
        yield from wording.roles(self.selection, entry)
        title = self.selection.label(N_("Short title"))
        said = wording.details(self.selection, entry)
        yield from ((name, text) for name, text in said if name != title)

    def bracketed(self, roles: list[tuple[str, str]]) -> str:
        """Roles as they stand behind the wording: （牵头单位：财政厅；参加单位：审计厅）."""
        said = [wording.named(self.selection, name, " ".join(text.split())) for name, text in roles]
        return wording.bracketed(self.selection, "", wording.joined(self.selection, said))
