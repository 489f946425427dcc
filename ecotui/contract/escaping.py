"""Whether the texts of a plan are still texts in a file, which its ending says how to read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

from ecotui.contract import readback
from ecotui.contract.samples import ATTRIBUTE, ELEMENT
from ecotui.i18n import _
from ecotui.text.display import visible

#: Attributes that hold an address.
_LINKS = ("href", "src", "action", "formaction", "data", "background")
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t")
#: Cells that begin so, and are none.
_NUMBER = re.compile(r"[-+]?[\d.,]*%?|-+")


@dataclass
class Reading:
    """What a program finds in a file."""

    #: Its text; of a table, the text of each cell.
    texts: list[str] = field(default_factory=list)
    #: What came from the plan and is no text.
    foreign: list[str] = field(default_factory=list)
    #: Characters that act on a terminal or a page.
    unsafe: set[str] = field(default_factory=set)
    #: Cells that a spreadsheet takes for formulas.
    formulas: set[str] = field(default_factory=set)
    #: How many cells rows have; in Markdown, how many more than the head of their table.
    widths: set[int] = field(default_factory=set)
    #: Whether rows of a file that is one table have more or fewer cells than others.
    ragged: bool = False
    #: Why it is no table.
    error: str = ""


class _Page(HTMLParser):
    """Reads a page as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = Reading()
        self._text: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag
        if tag.startswith(ELEMENT):
            self.reading.foreign.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith(ATTRIBUTE):
                self.reading.foreign.append(f"<{tag} {name}>")
            is_link = name.rpartition(":")[2] in _LINKS
            if is_link and (value or "").strip().lower().startswith("javascript:plan"):
                self.reading.foreign.append(f'<{tag} {name}="javascript:…">')

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        # The text of these two is not shown.
        if self._within not in ("script", "style"):
            self._text.append(data)

    def read(self, text: str) -> Reading:
        self.feed(text)
        self.close()
        self.reading.texts = ["".join(self._text)]
        return self.reading


def _html(text: str) -> Reading:
    return _Page().read(text)


def _xml(text: str) -> Reading:
    root = ET.fromstring(text)
    reading = Reading()
    for element in root.iter():
        tag = str(element.tag).rpartition("}")[2]
        if tag == ELEMENT or ATTRIBUTE in element.attrib:
            reading.foreign.append(f"<{tag}>")
        reading.texts.extend(element.attrib.values())
    reading.texts.append("".join(root.itertext()))
    return reading


def _csv(text: str) -> Reading:
    every = [_cells(text, delimiter) for delimiter in ",;\t"]
    # The mark between cells is that with which all rows have as many.
    return next((one for one in every if one.widths - {1} and not one.ragged), every[0])


def _tsv(text: str) -> Reading:
    return _cells(text, "\t")


def _cells(text: str, delimiter: str) -> Reading:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        return Reading(error=str(error))
    cells = [cell for row in rows for cell in row]
    formulas = {cell for cell in cells if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell)}
    widths = {len(row) for row in rows if row}
    return Reading(cells, formulas=formulas, widths=widths, ragged=len(widths) > 1)


def _text(text: str) -> Reading:
    lines = text.replace("\r\n", "\n")
    unsafe = {c for c in set(lines) if visible(c, one_line=False) != c}
    return Reading(unsafe=unsafe)


def _other_text(text: str) -> Reading:
    """A format that is not known may hold what a page may not, but nothing for a terminal."""
    return Reading(unsafe={c for c in _text(text).unsafe if unicodedata.category(c) == "Cc"})


_DELIMITER_ROW = re.compile(r"\s*+(?>\|\s*)?:?-++:?\s*+(\|\s*+:?-++:?\s*+)*+\|?\s*")
_BLOCK = re.compile(r"\s*$|\s*(#|>|```|~~~|[-*+]\s)")


def _markdown(text: str) -> Reading:
    reading = _text(text)
    width = 0
    before = ""
    for line in text.splitlines():
        if "|" in line and _DELIMITER_ROW.fullmatch(line) and _width(line) == _width(before):
            width = _width(line)
        elif _BLOCK.match(line):
            width = 0
        elif width:
            reading.widths.add(_width(line) - width)
        before = line
    return reading


def _width(row: str) -> int:
    """How many cells a row has; in a table, also a bar that is code ends a cell."""
    inside = re.sub(r"(?<!\\)\|$", "", row.strip()).removeprefix("|")
    return len(re.findall(r"(?<!\\)\|", inside)) + 1


def _json(text: str) -> Reading:
    return Reading(list(_strings(json.loads(text))))


def _json_lines(text: str) -> Reading:
    return Reading([one for line in text.split("\n") if line for one in _strings(json.loads(line))])


def _toml(text: str) -> Reading:
    return Reading(list(_strings(tomllib.loads(text))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield str(key)
            yield from _strings(inside)
    elif isinstance(value, Iterable):
        for inside in value:
            yield from _strings(inside)


_READERS: dict[str, Callable[[str], Reading]] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    **dict.fromkeys((".xml", ".svg"), _xml),
    ".csv": _csv,
    **dict.fromkeys((".tsv", ".tab"), _tsv),
    **dict.fromkeys((".md", ".markdown"), _markdown),
    **dict.fromkeys((".txt", ".text", ".log", ".rst", ".adoc", ".org"), _text),
    **dict.fromkeys((".json", ".geojson"), _json),
    **dict.fromkeys((".jsonl", ".ndjson"), _json_lines),
    ".toml": _toml,
}


#: Endings of tables.
TABLES = (".csv", ".tsv", ".tab")


def readings(path: str, kind: str) -> Iterator[tuple[str, Reading | None]]:
    """The ending of each file that an exporter of this kind wrote, and what is in it.

    That is None if nothing is known about escaping in such files. One that cannot be read is left
    out: another check says so.
    """
    for file in readback.files(path):
        ending = os.path.splitext(file)[1].lower()
        read = _READERS.get(ending) or (_other_text if kind == "text" else None)
        if read is None:
            yield ending, None
            continue
        try:
            found = read(Path(file).read_text(encoding="utf-8-sig"))
        except (ValueError, SyntaxError, RecursionError):
            continue
        yield ending, found


#: Marks that the punctuation of a document may change.
_ALIKE = str.maketrans(dict.fromkeys("'“”‘’「」", '"') | {"。": ".", "、": ",", "—": "-"})


def _folded(text: str) -> str:
    """A text without what may be changed in it: blanks, what is not visible, punctuation."""
    text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    text = re.sub(r"([.\-])\1+", r"\1", text)
    gone = ("Cc", "Cf", "Cn", "Zs", "Zl", "Zp", "Co", "Cs")
    return "".join(
        one
        for one in text
        if unicodedata.category(one) not in gone and not "\u2400" <= one <= "\u2426"
    ).replace("\ufffd", "")


def merged(readings: Iterable[Reading]) -> Reading:
    """What is in several files, for `problems`."""
    own = Reading()
    for one in readings:
        own.unsafe |= one.unsafe
        own.formulas |= one.formulas
        own.widths |= one.widths
        own.ragged |= one.ragged
    return own


def problems(reading: Reading, own: Reading, before: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a file.

    Args:
        reading: What is in it.
        own: The same for files of harmless plans: what the exporter brings itself.
        before: What stands before each marker in the plan.
    """
    for one in sorted(set(reading.foreign)):
        yield _("a text of the plan became {what}").format(what=one)
    if unsafe := reading.unsafe - own.unsafe:
        names = ", ".join(f"U+{ord(one):04X}" for one in sorted(unsafe))
        yield _("it holds {characters} of the plan; see `visible`").format(characters=names)
    if formulas := sorted(reading.formulas - own.formulas):
        yield _("{cell} is a cell that a spreadsheet runs").format(cell=repr(formulas[0][:40]))
    elif reading.error and not own.error:
        yield reading.error
    elif reading.ragged and not own.ragged:
        yield _("rows have from {least} to {most} cells").format(
            least=min(reading.widths), most=max(reading.widths)
        )
    elif not reading.texts and (odd := reading.widths - own.widths - {0}):
        yield _("a row has {count} cells more than the head of its table").format(count=max(odd))
    else:
        yield from _unlike(reading.texts, before)


def _unlike(texts: list[str], before: Mapping[str, str]) -> Iterator[str]:
    """The first measure whose text does not read as in the plan."""
    folded = [_folded(text) for text in texts if "号" in text]
    for marker, head in before.items():
        wanted = _folded(head) + marker
        seen = [text for text in folded if marker in text]
        if seen and not any(wanted in text for text in seen):
            end = seen[0].index(marker) + len(marker)
            yield _('"{wanted}" reads as "{seen}"').format(
                wanted=visible(head + marker), seen=visible(seen[0][max(0, end - 40) : end])
            )
            return
