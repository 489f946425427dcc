"""What every exporter of documents lets a user choose.

An exporter derives its options from `DocumentOptions`, or from `OfficialOptions` if it can write
the format of official documents, GB/T 9704. `WordFile` takes their values::

    word = WordFile(
        title,
        "official" if options.official else "plain",
        author=options.author,
        language=selection.language,
        first_page=options.first_page,
        landscape=True,
    )
    if options.official:
        word.annex(options.mark(selection), title, options.title_break)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from ecotui.api import N_, Selection, numeral, option, timestamp, visible

#: What stands for a choice that follows from the other options, or from the plan.
AUTO = "auto"
#: Nobody counts annexes further in Chinese.
_MOST_ANNEXES = 200


@dataclass(frozen=True)
class DocumentOptions:
    date: str = option(
        "",
        help=N_("The date on the paper; today: the present day; empty: none."),
        label=N_("Date"),
        advanced=True,
    )
    author: str = option(
        "", help=N_("The author in the properties of the file."), label=N_("Author"), advanced=True
    )
    query: bool = option(
        True, help=N_("Say in words what was selected."), label=N_("Selected"), advanced=True
    )

    def day(self, selection: Selection) -> str:
        """The date to write, in the language of the selection; empty if none is wanted."""
        if self.date.strip().casefold() != "today":
            return visible(self.date.strip())

        fixed = timestamp()
        # Without SOURCE_DATE_EPOCH that is the earliest time of a zip file.
        day = fixed if fixed.year > 1980 else datetime.now(UTC).astimezone()
        if selection.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class OfficialOptions(DocumentOptions):
    style: Literal["plain", "official"] = option(
        "plain",
        help=N_("A working paper, or the format of official documents (GB/T 9704)."),
        label=N_("Style"),
        labels={"plain": N_("working paper"), "official": N_("official document")},
    )
    attachment: str = option(
        AUTO,
        help=N_("The mark above the title in the official style; auto: Annex; empty: none."),
        label=N_("Mark"),
        advanced=True,
    )
    first_page: int = option(
        1,
        min=1,
        max=9999,
        help=N_("The number of the first page."),
        label=N_("First page"),
        advanced=True,
    )
    title_break: str = option(
        "",
        help=N_("The title with / where its lines end; empty: by rule."),
        label=N_("Title lines"),
        advanced=True,
    )
    punctuation: Literal["auto", "source", "standard"] = option(
        AUTO,
        help=N_("As in the source, or to GB/T 15834; auto: standard in the official style."),
        label=N_("Punctuation"),
        labels={"auto": N_("by style"), "source": N_("as in the source"), "standard": "GB/T 15834"},
        advanced=True,
    )

    @property
    def official(self) -> bool:
        return self.style == "official"

    @property
    def standard(self) -> bool:
        """Whether punctuation marks become those of the standard."""
        return self.punctuation == "standard" or (self.punctuation == AUTO and self.official)

    def worded(self, selection: Selection) -> Selection:
        """The selection, its texts with the punctuation that is wanted."""
        return selection.punctuated() if self.standard else selection

    def mark(self, selection: Selection, number: int = 0) -> str:
        """The mark above the title, such as 附件; with a number where there are several annexes.

        A mark that has a number already is that of the first.
        """
        if self.attachment != AUTO:
            mark = visible(self.attachment)
        else:
            mark = selection.label(N_("Annex"))
        if not mark or not number:
            return mark
        mark = mark.rstrip("：: ")
        if given := re.fullmatch(r"(.*?)(\d+)", mark):
            return f"{given[1]}{int(given[2]) + number - 1}"
        if given := re.fullmatch("(.*?)([一二三四五六七八九十百零〇]+)", mark):
            counted = {numeral(n): n for n in range(1, _MOST_ANNEXES)}
            if first := counted.get(given[2]):
                return given[1] + numeral(first + number - 1)
        return f"{mark}{'' if selection.language == 'zh' else ' '}{number}"
