"""The parts of a workbook: what its sheets say, and a workbook of the values alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from xml.sax.saxutils import quoteattr

from ecotui.api import PlanError, Problem, _
from ecotui.plugins.readers.grids import MOST_CELLS, too_large
from ecotui.plugins.readers.number_formats import CHINESE
from ecotui.plugins.readers.packages import Element, Package
from ecotui.plugins.readers.xlsx_beside import Struck, comments, drawings, printed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_S, _R = f"{{{_MAIN}}}", f"{{{_OFFICE}}}"
_OWN = "ecotui_"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_MATRIX = re.compile(r"(?:.*!)?\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", re.DOTALL)
#: What may be an escape of a character, and a mark in it that keeps it from openpyxl, which takes
#: ``x005F_`` out of every text and leaves the other escapes; no text has a noncharacter.
_MAYBE_ESCAPE = re.compile(rb"x([0-9A-Fa-f]{4}_)")
_MARK = "\ufdd0"
_ESCAPE = re.compile(f"_x{_MARK}([0-9A-Fa-f]{{4}})_|(?<=x){_MARK}(?=[0-9A-Fa-f]{{4}}_)")
# A number with a point or an exponent that has more digits than openpyxl reads of it.
_LONG = re.compile(
    rb">[-+]?(?:[0-9]{16,}\.[0-9]*(?:[eE]\+?[0-9]+)?|[0-9][0-9.]{15,}[eE]\+?[0-9]+)<"
)
_MADE_LINK = re.compile(r'\s*HYPERLINK\s*\(\s*"([^"#][^"]*)"', re.I)
_MOST_DIGITS = 15
_EXACT, _MOST = 2**53, Decimal("1e300")
_CONTEXT = Context(prec=400)
_REPEATED = re.compile(r"\$(\d{1,7}):\$(\d{1,7})")


@dataclass
class Sheet:
    """What a sheet says beside the values of its cells. Rows and columns count from 1."""

    name: str
    #: Rows with values, as XML by their numbers.
    rows: dict[int, bytes] = field(default_factory=dict)
    #: First column and row, last column and row of merged cells.
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    #: Rows with a formula that has no result.
    uncalculated: list[int] = field(default_factory=list)
    #: First and last of the rows that are repeated on each page.
    heads: tuple[int, int] = (0, 0)
    #: First column and row, last column and row of a matrix that ``raci-xlsx`` wrote, and what the
    #: workbook says of it; and the cells with a formula that has no result.
    matrix: tuple[int, int, int, int] | None = None
    names: dict[str, str] = field(default_factory=dict)
    #: The same of all that it wrote into a sheet, and of cells to which it gave formulas; those of
    #: them that have a value of their own now.
    written: tuple[int, int, int, int] | None = None
    formulas: tuple[int, int, int, int] | None = None
    #: The digest of its texts outside a matrix, and the cells that have a text now, from 1.
    texts: str | None = None
    strings: list[tuple[int, int]] = field(default_factory=list)
    typed: list[tuple[int, int]] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    #: Cells with struck text, which was left out, comments, and texts of boxes, with their rows;
    #: the rows of pictures.
    struck: list[tuple[int, str]] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    boxes: list[tuple[int, str]] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    #: By row and column of a cell: the address outside that its text leads to.
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    #: Dates of which not all is shown, with their rows.
    dates: list[tuple[int, str]] = field(default_factory=list)
    #: Texts above and below its pages.
    printed: list[str] = field(default_factory=list)


class Book:
    """A workbook in its parts.

    Raises:
        PlanError: it cannot be read.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.related("", "officeDocument", "xl/workbook.xml")
        root = package.tree(self.main)
        if root is None:
            raise package.damaged(self.main)
        self.root = root
        self.relations = package.relations(self.main)
        #: The sheets that are shown and hold something, and the others that do.
        self.sheets: list[Sheet] = []
        self.hidden: list[Sheet] = []
        #: Those without values, which may have something beside their cells.
        self.empty: list[Sheet] = []
        heads, own = _heads(root), _own_names(root)
        self.styles = self._related("styles", "xl/styles.xml")
        strings = self._related("sharedStrings", "xl/sharedStrings.xml")
        self.struck = Struck(package, self.styles, strings)
        for number, entry in enumerate(root.iterfind(f"{_S}sheets/{_S}sheet")):
            kind, part = self.relations.get(entry.get(_R + "id", ""), ("", ""))
            data = package.read(part) if kind == "worksheet" else None
            if data is not None:
                sheet = Sheet(entry.get("name", ""), heads=heads.get(number, (0, 0)))
                sheet.names = {**own.get("", {}), **own.get(str(number), {})}
                area = sheet.names.pop("matrix", "")
                sheet.matrix = _range(area)
                sheet.written = _range(sheet.names.pop("written", ""))
                sheet.texts = sheet.names.pop("texts", None)
                sheet.formulas = _range(sheet.names.pop("formulas", ""))
                if area and not sheet.matrix:
                    message = _("sheet {name} has lost its matrix").format(name=sheet.name)
                    raise PlanError(
                        [Problem(package.file, None, message, _("export the matrix anew"))]
                    )
                self._scan(sheet, data, part)
                sheet.comments += comments(package, part)
                for row, text in drawings(package, part):
                    if text is None:
                        sheet.pictures.append(row)
                    else:
                        sheet.boxes.append((row, text))
                if not (sheet.rows or sheet.uncalculated):
                    self.empty.append(sheet)
                    continue
                if sheet.matrix or entry.get("state", "visible") == "visible":
                    self.sheets.append(sheet)
                else:
                    self.hidden.append(sheet)
        if "scheme" in own.get("", {}) and not any(sheet.matrix for sheet in self.sheets):
            # Its lists are no plan. A sheet that was copied is known beside its source alone.
            message = _("the sheet with the matrix is no longer in this workbook of raci-xlsx")
            raise PlanError([Problem(package.file, None, message, _("export the matrix anew"))])

    def _scan(self, sheet: Sheet, data: bytes, part: str) -> None:
        """Take from a sheet the rows that hold values, and what is merged and hidden."""
        from lxml import etree

        self.package.refuse_types(data, part)
        spaces = {"s": _MAIN}
        holds = etree.XPath("boolean(s:c/s:v/text() or s:c/s:is)", namespaces=spaces)
        # What gives an empty text has a type, and no value to write.
        lacks = etree.XPath("boolean(s:c[s:f and not(s:v/text() or @t='str')])", namespaces=spaces)
        formulas = b"<f" in data or b":f" in data
        makes_links = formulas and b"HYPERLINK" in data
        inside = any(look in data for look in (b"strike", b"vertAlign"))
        strikes = inside or self.struck.styles or self.struck.texts
        wanted = [_S + tag for tag in ("row", "col", "mergeCell", "headerFooter", "hyperlink")]
        walk = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag=wanted,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        links = self.package.links(part)
        number = total = 0
        try:
            for _event, element in walk:
                tag = element.tag.rpartition("}")[2]
                if tag == "row":
                    number = int(float(element.get("r", number + 1)))
                    if number in sheet.rows or not 0 < number <= _MOST_ROWS:
                        raise ValueError
                    if strikes:
                        element.set("r", str(number))
                        sheet.struck += [(number, cell) for cell in self.struck.clean(element)]
                    if formulas and len(element) and lacks(element):
                        sheet.uncalculated.append(number)
                        sheet.unknown += [(one, number) for one in _unknown(element)]
                    if makes_links:
                        sheet.links.update(_made_links(element, number))
                    if sheet.texts is not None:
                        _take_constants(sheet, number, element)
                    if len(element) and holds(element):
                        total += len(element)
                        element.set("r", str(number))
                        row = etree.tostring(element, with_tail=False)
                        if _LONG.search(row):
                            _keep_digits(element)
                            row = etree.tostring(element, with_tail=False)
                        sheet.rows[number] = row
                        if _is_hidden(element, "ht"):
                            sheet.hidden_rows.append(number)
                    if total > MOST_CELLS:
                        raise too_large(self.package.file)
                    _forget(element)
                elif tag == "col":
                    if _is_hidden(element, "width"):
                        first, last = int(element.get("min", 1)), int(element.get("max", 1))
                        sheet.hidden_columns += range(first, min(last, _MOST_COLUMNS) + 1)
                elif tag == "hyperlink":
                    if match := _RANGE.fullmatch(element.get("ref", "")):
                        place = int(match[2]), column(match[1])
                        sheet.links[place] = links.get(element.get(_R + "id", ""), "")
                elif tag == "headerFooter":
                    sheet.printed += dict.fromkeys(printed(element))
                elif match := _RANGE.fullmatch(element.get("ref", "")):
                    first, last = column(match[1]), column(match[3] or match[1])
                    top, bottom = int(match[2]), int(match[4] or match[2])
                    sheet.merged.append((first, top, last, min(bottom, _MOST_ROWS)))
        except (etree.LxmlError, ValueError, OverflowError):
            raise self.package.damaged(part) from None
        sheet.rows = dict(sorted(sheet.rows.items()))

    def values(self) -> io.BytesIO:
        """A workbook of the rows with values, the shared strings and the formats of numbers."""
        properties = self.root.find(_S + "workbookPr")
        since_1904 = "0" if properties is None else properties.get("date1904", "0")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, text in _frame(len(self.sheets), since_1904).items():
                package.writestr(name, text)
            package.writestr("xl/styles.xml", self._formats())
            data = _marked(self.struck.strings or f'<sst xmlns="{_MAIN}"/>'.encode())
            package.writestr("xl/sharedStrings.xml", data)
            for number, sheet in enumerate(self.sheets):
                head = f'<worksheet xmlns="{_MAIN}"><dimension ref="A1"/><sheetData>'.encode()
                rows = _marked(b"".join(sheet.rows.values()))
                package.writestr(_part(number), head + rows + b"</sheetData></worksheet>")
        return out

    def _related(self, kind: str, usual: str) -> str:
        return next((part for of, part in self.relations.values() if of == kind), usual)

    def _formats(self) -> str:
        """The styles of cells, of which only the formats of numbers matter."""
        codes = dict(CHINESE)
        cells: list[str] = []
        root = self.package.tree(self.styles)
        if root is not None:
            for form in root.iterfind(f"{_S}numFmts/{_S}numFmt"):
                codes[int(form.get("numFmtId", "0"))] = form.get("formatCode", "General")
            cells = [xf.get("numFmtId", "0") for xf in root.iterfind(f"{_S}cellXfs/{_S}xf")]
        forms = "".join(
            f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>'
            for number, code in codes.items()
        )
        xfs = "".join(f"<xf numFmtId={quoteattr(number)}/>" for number in cells or ["0"])
        return (
            f'<styleSheet xmlns="{_MAIN}"><numFmts>{forms}</numFmts><cellXfs>{xfs}</cellXfs>'
            "</styleSheet>"
        )


def _marked(data: bytes) -> bytes:
    return _MAYBE_ESCAPE.sub(rb"x&#xFDD0;\1", data)


def unescaped(text: str) -> str:
    """A text of `Book.values` with the characters that ``_xHHHH_`` stands for."""
    return _ESCAPE.sub(_character, text) if _MARK in text else text


def _character(escape: re.Match[str]) -> str:
    """The character that an escape is, where it is one; half of one is no character."""
    if not escape[1]:
        return ""
    character = chr(int(escape[1], 16))
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character


def column(letters: str) -> int:
    """The number of a column by its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """The letters of a column by its number."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _frame(sheets: int, since_1904: str) -> dict[str, str]:
    """The parts that say what a workbook is made of."""
    kinds = {"workbook": "sheet.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    names = {f"/xl/{name}.xml": kind for name, kind in kinds.items()}
    names |= {f"/{_part(number)}": "worksheet" for number in range(sheets)}
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{types}.{kind}+xml"/>'
        for name, kind in names.items()
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="/{_part(at)}"/>'
        for at in range(sheets)
    )
    # The names of sheets are of no account to openpyxl, but two of the same are an error to it.
    entries = "".join(
        f'<sheet name="s{at}" sheetId="{at + 1}" r:id="r{at}"/>' for at in range(sheets)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{overrides}</Types>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<workbookPr date1904={quoteattr(since_1904)}/><sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{relations}</Relationships>",
    }


def _heads(root: Element) -> dict[int, tuple[int, int]]:
    """The rows that each sheet repeats on every page."""
    found = {}
    for name in root.iterfind(f"{_S}definedNames/{_S}definedName"):
        rows = _REPEATED.search(name.text or "")
        sheet = name.get("localSheetId", "")
        if rows and name.get("name") == "_xlnm.Print_Titles" and re.fullmatch("[0-9]{1,4}", sheet):
            found[int(sheet)] = int(rows[1]), int(rows[2])
    return found


def _keep_digits(row: Element) -> None:
    """Give openpyxl the digits of large numbers: whole ones as such, others as text."""
    for cell in row:
        value = cell.find(_S + "v")
        if value is None or cell.get("t", "n") != "n":
            continue
        try:
            number = Decimal((value.text or "").strip())
        except InvalidOperation:
            continue
        if len(number.as_tuple().digits) <= _MOST_DIGITS or not _EXACT < abs(number) < _MOST:
            continue
        if number == number.to_integral_value(context=_CONTEXT):
            value.text = str(int(number))
        else:
            cell.set("t", "str")


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or column is not shown, also by a height or width of nothing."""
    return element.get("hidden") in ("1", "true") or element.get(size) in ("0", "0.0")


def _unknown(row: Element) -> Iterator[int]:
    """The columns of a row that have a formula without a result."""
    for cell in row:
        has_none = cell.find(_S + "f") is not None and not cell.findtext(_S + "v")
        match = _RANGE.fullmatch(cell.get("r", ""))
        if has_none and match and cell.get("t") != "str":
            yield column(match[1])


def _made_links(row: Element, number: int) -> Iterator[tuple[tuple[int, int], str]]:
    """The row and column of each cell of a row whose formula makes a link, and its address."""
    for cell in row:
        match = _RANGE.fullmatch(cell.get("r", ""))
        link = _MADE_LINK.match(cell.findtext(_S + "f") or "")
        if match and link:
            yield (number, column(match[1])), link[1]


def _take_constants(sheet: Sheet, number: int, row: Element) -> None:
    """Note the cells of a row that hold a text, or a value in the place of a formula."""
    first, top, last, bottom = sheet.formulas or (1, 1, 0, 0)
    for cell in row:
        match = _RANGE.fullmatch(cell.get("r", ""))
        if not match or cell.find(_S + "f") is not None:
            continue
        at = column(match[1])
        if cell.get("t") in ("s", "inlineStr"):
            sheet.strings.append((number, at))
        has_value = cell.find(_S + "is") is not None or cell.findtext(_S + "v")
        if has_value and first <= at <= last and top <= number <= bottom:
            sheet.typed.append((number, at))


def _own_names(root: Element) -> dict[str, dict[str, str]]:
    """What ``raci-xlsx`` says under names of its own: of the workbook (""), of sheets by place."""
    found: dict[str, dict[str, str]] = {}
    for name in root.iterfind(f"{_S}definedNames/{_S}definedName"):
        key, text = name.get("name", "").lower(), (name.text or "").strip()
        if key.startswith(_OWN):
            if text[:1] == text[-1:] == '"':
                text = text[1:-1].replace('""', '"')
            found.setdefault(name.get("localSheetId", ""), {})[key.removeprefix(_OWN)] = text
    return found


def _range(text: str) -> tuple[int, int, int, int] | None:
    """First column and row, last column and row of a range such as ``'Sheet'!$A$4:$V$60``."""
    # LibreOffice writes in small letters what names a sheet that is called otherwise by now.
    match = _MATRIX.fullmatch(text.upper())
    return (column(match[1]), int(match[2]), column(match[3]), int(match[4])) if match else None


def _forget(row: Element) -> None:
    """Free a row that has been read, so that a million of them take no memory."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]
