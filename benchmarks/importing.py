"""Reading documents: each reader against the library it stands on, and the understanding of it.

``python benchmarks/importing.py [MEASURES]`` writes a Word document and a workbook of that many
measures (1,000 by default), reads both several times, and prints medians of processor time in
milliseconds, and their ratio to the library's own reading of the same file.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import docx
import openpyxl

from ecotui.importing.document import understand
from ecotui.plugins.readers.docx import Reader as DocxReader
from ecotui.plugins.readers.xlsx import Reader as XlsxReader

RUNS = 7
WORDING = "推进第{number}项任务，健全完善相关制度机制，按时完成年度目标。"


def documents(measures: int) -> tuple[bytes, bytes]:
    """A Word document of prose and a workbook of rows, with the same measures."""
    prose, book = docx.Document(), openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["序号", "任务", "牵头单位", "配合单位", "完成时限"])
    prose.add_paragraph("测试方案")
    for number in range(1, measures + 1):
        text, others = WORDING.format(number=number), f"第{number % 40}局、各区人民政府"
        if number % 50 == 1:
            prose.add_paragraph(f"{number // 50 + 1}、第{number // 50 + 1}部分", style="Heading 1")
        prose.add_paragraph(f"（{number}）{text}（牵头单位：市发展改革委；配合单位：{others}）")
        sheet.append([number, text, "市发展改革委", others, "2030年12月"])
    out = io.BytesIO(), io.BytesIO()
    prose.save(out[0])
    book.save(out[1])
    return out[0].getvalue(), out[1].getvalue()


def milliseconds(work: Callable[[], object]) -> float:
    """The median of the processor time of some runs."""
    taken = []
    for _run in range(RUNS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


def _blocks(reader: DocxReader | XlsxReader, data: bytes, name: str) -> object:
    return list(reader.blocks(data, name))


def main(measures: int) -> None:
    """Measure and print."""
    word, book = documents(measures)

    def by_docx() -> object:
        return [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs]

    def by_openpyxl() -> object:
        sheet: Any = openpyxl.load_workbook(io.BytesIO(book), data_only=True).active
        return list(sheet.iter_rows(values_only=True))

    print(f"{measures} measures         library   reader  ratio   understood  ratio of both")
    for name, library, reader, data in (
        ("docx", by_docx, DocxReader(), word),
        ("xlsx", by_openpyxl, XlsxReader(), book),
    ):
        blocks = list(reader.blocks(data, name))
        base = milliseconds(library)
        read = milliseconds(partial(_blocks, reader, data, name))
        known = milliseconds(partial(understand, blocks, data, name))
        print(
            f"{name:20}{base:9.1f}{read:9.1f}{read / base:7.2f}{known:13.1f}"
            f"{(read + known) / base:15.2f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
