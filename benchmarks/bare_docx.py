"""A program that writes the paragraphs and cells of documents with the bare python-docx.

`documents.py` runs it in turn with the exporters.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import pickle, sys
import docx

with open(sys.argv[1], "rb") as file:
    documents = pickle.load(file)
for name, blocks in documents:
    document = docx.Document()
    for kind, content in blocks:
        if kind == "paragraph":
            paragraph = document.add_paragraph()
            for text, bold in content:
                run = paragraph.add_run(text)
                if bold:
                    run.bold = True
        else:
            table = document.add_table(len(content), max(map(len, content)))
            for row, texts in zip(table.rows, content):
                for cell, text in zip(row.cells, texts):
                    if text:
                        cell.text = text
    document.save(f"{sys.argv[2]}/{name}")
"""


def command(made: list[Path], folder: Path) -> list[str]:
    """The command line that writes the content of documents again with the bare library.

    Args:
        made: The documents.
        folder: The folder for the program, its input and its output.
    """
    contents, program = folder / "blocks.pickle", folder / "bare_docx.py"
    contents.write_bytes(pickle.dumps([(path.name, _blocks(path)) for path in made]))
    program.write_text(PROGRAM, encoding="utf-8")
    return [sys.executable, str(program), str(contents), str(folder)]


def _blocks(path: Path) -> list[tuple[str, Any]]:
    """The paragraphs of a document as runs and its tables as rows of texts, in order."""
    import docx
    from docx.table import Table

    blocks: list[tuple[str, Any]] = []
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            # A cell that spans columns is one cell.
            rows = [["".join(tc.itertext()) for tc in row._tr.tc_lst] for row in block.rows]
            blocks.append(("table", rows))
        else:
            blocks.append(("paragraph", [(run.text, bool(run.bold)) for run in block.runs]))
    return blocks
