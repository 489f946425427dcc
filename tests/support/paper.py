"""Documents as paper: LibreOffice makes the pages, and poppler says what stands on them."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

import openpyxl
from needs import needs, program

#: What a test needs whose documents become pages.
OFFICE = needs(
    "/usr/lib/libreoffice/program/libswlo.so",
    "/usr/lib/libreoffice/program/libsclo.so",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "pdftohtml",
    "pdftotext",
    "soffice",
)
#: Units to a point: as fine as pdftohtml tells sizes.
_FINE = 3
#: How many characters of a text in a row are surely a part of it.
_PIECE = 4
#: Lines nearer than this, in points, are one line in several sizes.
_PITCH = 8
_PIXELS_PER_POINT = 4 / 3
_DEFAULT_ROW_PT = 15.0


class Line(NamedTuple):
    """A piece of text in one line of a page; lengths in points, the place of its upper left."""

    left: float
    top: float
    width: float
    height: float
    text: str

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Word(NamedTuple):
    """The box around a word, in points from the upper left of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Page(NamedTuple):
    """A page: its size in points, its lines, words and sizes of type, its text as it is drawn."""

    width: float
    height: float
    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    sizes: tuple[float, ...]
    text: str


def printed(files: Sequence[Path], folder: Path) -> list[tuple[Page, ...]]:
    """The pages of office documents, by one start of LibreOffice.

    Args:
        files: The documents, of any names.
        folder: An empty folder for what comes up.
    """
    numbered = [folder / f"{at}{file.suffix}" for at, file in enumerate(files)]
    for link, file in zip(numbered, files, strict=True):
        link.symlink_to(file)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [program("soffice"), home, "--headless", "--convert-to", "pdf"]
    _said([*command, "--outdir", str(folder), *map(str, numbered)])
    return [pages(link.with_suffix(".pdf")) for link in numbered]


def pages(pdf: Path) -> tuple[Page, ...]:
    """The pages of a PDF file."""
    drawn = _said([program("pdftotext"), "-raw", str(pdf), "-"]).split("\f")
    boxed = _said([program("pdftotext"), "-bbox", str(pdf), "-"]).split("</page>")
    # Places come as whole numbers of its own unit, and sizes of type so, too.
    told = _said([program("pdftohtml"), "-xml", "-i", "-stdout", "-zoom", str(_FINE), str(pdf)])
    sizes = _sizes(pdf.read_bytes())
    found = []
    for number, part in enumerate(re.split(r"<page ", told)[1:]):
        height, width = re.findall(r'\b(?:height|width)="(\d+)"', part)[:2]
        lines = [
            Line(*[int(n) / _FINE for n in (left, top, long, high)], _plain(text))
            for top, left, long, high, text in re.findall(
                r'<text top="(-?\d+)" left="(-?\d+)" width="(-?\d+)" height="(-?\d+)"'
                r' font="\d+">(.*?)</text>',
                part,
                re.DOTALL,
            )
        ]
        words = [
            Word(*map(float, box), unescape(text))
            for *box, text in re.findall(
                r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>',
                boxed[number],
            )
        ]
        size = (int(width) / _FINE, int(height) / _FINE)
        lines = [line for line in lines if line.text]
        found.append(Page(*size, tuple(lines), tuple(words), next(sizes), drawn[number]))
    return tuple(found)


def _sizes(pdf: bytes) -> Iterator[tuple[float, ...]]:
    """The exact sizes of the type on each page, in points, as LibreOffice writes them."""
    streams = dict(
        re.findall(rb"\n(\d+) 0 obj\n<<[^>]*>>\nstream\n(.*?)\nendstream", pdf, re.DOTALL)
    )
    for number in re.findall(rb"/Type/Page/.*?/Contents (\d+) 0 R", pdf, re.DOTALL):
        drawn = zlib.decompress(streams[number])
        yield tuple(sorted({float(size) for size in re.findall(rb"/F\d+ (\S+) Tf", drawn)}))


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def _plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", text)).strip()


@lru_cache(maxsize=4096)
def bare(text: str, *, marks: bool = True) -> str:
    """A text without blanks and what cannot be seen; without ``marks`` also without punctuation."""
    left_out = "ZC" if marks else "ZCPS"
    return "".join(
        [
            c
            for c in unicodedata.normalize("NFKC", text)
            if unicodedata.category(c)[0] not in left_out
        ]
    )


def missing(text: str, paper: Sequence[Page], *, marks: bool = True) -> str:
    """What of a text is not on the pages; a text may go on below the head of a later page."""
    wanted = bare(text, marks=marks)
    drawn = [bare(page.text, marks=marks) for page in paper]
    if any(wanted in page for page in drawn):
        return ""
    left = wanted
    for first in range(len(drawn)):
        rest = wanted
        for page in drawn[first:]:
            here = _longest_start(rest, page)
            # A few characters that happen to stand on a page are no part of it.
            if here >= min(_PIECE, len(rest)):
                rest = rest[here:]
        left = min(left, rest, key=len)
    return left


def _longest_start(text: str, page: str) -> int:
    """How many characters of the beginning of a text stand on a page in a row."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text[:middle] in page:
            low = middle
        else:
            high = middle - 1
    return low


def overlaps(page: Page) -> Iterator[tuple[str, str]]:
    """Pairs of words that are drawn over one another, the upper one first."""
    # Calc draws what is on other pages too, outside of this one.
    words = [
        word
        for word in page.words
        if 0 <= word.left < word.right <= page.width and 0 <= word.top < word.bottom <= page.height
    ]
    words.sort(key=lambda word: word.top)
    for at, upper in enumerate(words):
        for lower in words[at + 1 :]:
            if lower.top > upper.bottom:
                break
            small = min(upper.bottom - upper.top, lower.bottom - lower.top)
            high = min(upper.bottom, lower.bottom) - lower.top
            wide = min(upper.right, lower.right) - max(upper.left, lower.left)
            # Boxes are higher than characters, so those of two lines touch.
            if min(high, wide) > 0.5 * small:
                yield upper.text, lower.text


def off_paper(page: Page) -> list[str]:
    """The lines that leave the page."""
    return [
        line.text
        for line in page.lines
        if line.left < 0
        or line.top < 0
        or line.left + line.width > page.width + 1
        or line.bottom > page.height + 1
    ]


def rows_of_text(page: Page, bottom: float = 0) -> int:
    """How many lines of text a page has, above a margin in points."""
    places = sorted({line.bottom for line in page.lines if line.bottom < page.height - bottom})
    return sum(1 for at, place in enumerate(places) if not at or place - places[at - 1] > _PITCH)


def frozen_pixels(workbook: Path) -> dict[str, float]:
    """How high the frozen rows of each sheet are, at 96 pixels to an inch."""
    heights = {}
    for sheet in openpyxl.load_workbook(workbook).worksheets:
        frozen = sheet.freeze_panes
        rows = range(1, sheet[frozen].row if frozen else 1)
        hidden = [sheet.row_dimensions[row].hidden for row in rows]
        own = [sheet.row_dimensions[row].height or _DEFAULT_ROW_PT for row in rows]
        shown = [high for high, gone in zip(own, hidden, strict=True) if not gone]
        heights[sheet.title] = sum(shown) * _PIXELS_PER_POINT
    return heights


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it, with every formula worked out."""
    (saved,) = all_recalculated([path], folder)
    return saved


def all_recalculated(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them, with every formula worked out anew."""
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    # openpyxl saves formulas without what they came to.
    (folder / "bare").mkdir()
    bare = [folder / "bare" / path.name for path in paths]
    for path, without in zip(paths, bare, strict=True):
        openpyxl.load_workbook(path).save(without)
    out = folder / "saved"
    command = [program("soffice"), home, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, bare)], check=True, capture_output=True)
    return [out / path.name for path in paths]


def results(workbook: Path, formulas: Path) -> dict[str, object]:
    """What the formulas of a workbook come to, by sheet and cell, as another file holds it."""
    values = openpyxl.load_workbook(workbook, data_only=True)
    found = {}
    for sheet in openpyxl.load_workbook(formulas).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    value = values[sheet.title][cell.coordinate].value
                    value = round(value, 9) if isinstance(value, float) else value
                    found[f"{sheet.title}!{cell.coordinate}"] = "" if value is None else value
    return found
