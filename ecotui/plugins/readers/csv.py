"""Reader ``csv``: tables as Excel and others save them, parted by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re

from ecotui.api import Cell, PlanError, Problem, Row, _, csv_safe
from ecotui.api import Place as At
from ecotui.plugins.readers.grids import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.api import Block

# The longest cell that is read, in characters.
_LONGEST = 10_000_000
# What Excel writes first for itself, and reads: sep=;
_TOLD = re.compile(r"\ufeff?sep=([,;|\t])(?=\r|\n)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")


class Reader:
    """Turns a table of separated values into one table."""

    def blocks(self, data: bytes, file: str) -> Iterator[Block]:
        """The table."""
        from ecotui.plugins.readers.encodings import decode
        from ecotui.plugins.readers.office import by_content

        if other := by_content(data, file, None):
            yield from other
            return
        text, _encoding = decode(data, file)
        if told := _TOLD.match(text):
            # The line stays, empty: the places of the others are those in the file.
            text = text[told.end() :]
        separator = told[1] if told else _separator(text)
        text = _quoted(text, separator, file)
        csv.field_size_limit(_LONGEST)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows: list[Row] = []
        begins = 1
        try:
            for values in reader:
                cells = tuple([Cell(_text(value)) for value in values])
                if cells:
                    rows.append(Row(cells, At(line=begins)))
                begins = reader.line_num + 1
        except csv.Error as error:
            message = _("not a table of separated values: {reason}").format(reason=error)
            advice = _("save it anew as CSV or XLSX")
            raise PlanError([Problem(file, begins, message, advice)]) from None
        if rows:
            yield table(rows, file)


def _separator(text: str) -> str:
    """The sign that parts the cells: the one that most lines have equally often."""
    lines = text[:100_000].splitlines()[:200]
    counts = {sign: sum(sign in line for line in lines) for sign in "\t,;|，"}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ","


def _quoted(text: str, separator: str, file: str) -> str:
    """The text with quotation marks that belong to a wording, as in "十三五"规划, as part of it.

    Raises:
        PlanError: one before a cell takes further rows into it, since it is not closed, or only by
            the mark before another cell.
    """
    before = re.escape(separator)
    cells = re.compile(rf'(\A|[{before}\r\n])("([^"]*+(?:""[^"]*+)*+)("?)([^{before}\r\n]*+))')
    for cell in cells.finditer(text):
        if not cell[4] or (cell[5].strip() and _LINE_END.search(cell[3])):
            line = len(_LINE_END.findall(text, 0, cell.start(2))) + 1
            message = _('the quotation mark " before a cell is not closed behind it')
            advice = _("delete it, or write another one behind the text of the cell")
            raise PlanError([Problem(file, line, message, advice)])

    def whole(cell: re.Match[str]) -> str:
        wording = cell[2].replace('"', '""')
        return f'{cell[1]}"{wording}"' if cell[5].strip() else cell[0]

    return cells.sub(whole, text)


def _text(value: str) -> str:
    """The text of a cell: line ends as one sign, and without the mark that keeps it one."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    # Behind a comma a line is broken for the width of the column.
    value = re.sub(r"(?<=[，、])\n\s*", "", value)
    if value.startswith('="') and value.endswith('"'):
        return value[2:-1]
    return value[1:] if value.startswith("'") and csv_safe(value[1:]) == value else value
