"""The cost of documents: every exporter as a whole process, and compared with the bare library.

``python benchmarks/documents.py [PAIRS]`` prints three tables. The first has the time of each
exporter on the shipped plan as a whole process; the limit is 0.6 s. The second runs exporters of
office formats in turn with a program that only writes the same cells with the same library, and
divides the processor time of each pair; the limit is 1.5. The third writes a plan of 10,000
measures and 60 departments as a workbook; the limit is 250 MB of memory.
"""

from __future__ import annotations

import compileall
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import bare_docx

ROOT = Path(__file__).parents[1]
ECOTUI = str(Path(sys.executable).parent / "ecotui")
#: The arguments of each exporter. If it writes a tree, its target is a folder.
EXPORTS = {
    "markdown": ["markdown"],
    "docx": ["docx"],
    "docx --style official": ["docx", "--style", "official"],
    "docx --layout table": ["docx", "--layout", "table"],
    "raci-xlsx": ["raci-xlsx"],
    "raci-xlsx --by department": ["raci-xlsx", "--by", "department"],
    "raci-xlsx --split section": ["raci-xlsx", "--split", "section"],
    "raci-docx": ["raci-docx"],
    "raci-docx --by department": ["raci-docx", "--by", "department"],
    "raci-docx --style official": ["raci-docx", "--style", "official"],
    "raci-markdown": ["raci-markdown"],
    "raci-csv": ["raci-csv"],
    "handouts": ["handouts"],
    "handouts --formats docx": ["handouts", "--formats", "docx"],
    "handouts --style official": ["handouts", "--formats", "docx", "--style", "official"],
    "json": ["json"],
    "toml": ["toml"],
}

#: A program that writes the cells of a workbook with their formats, formulas, the lists of what may
#: be entered and the conditional formats, from a pickle of `cells_of`.
BARE_XLSX = """
import pickle, sys
import xlsxwriter

with open(sys.argv[1], "rb") as file:
    sheets = pickle.load(file)
book = xlsxwriter.Workbook(sys.argv[2])
formats = {}
for name, widths, heights, lists, conditions, cells in sheets:
    sheet = book.add_worksheet(name)
    for column, width in widths:
        sheet.set_column(column, column, width)
    for row, height in heights:
        sheet.set_row(row, height)
    for area, rule in lists:
        sheet.data_validation(area, rule)
    for area, rule in conditions:
        sheet.conditional_format(area, {**rule, "format": book.add_format({"bold": True})})
    for row, column, value, formula, style in cells:
        if style not in formats:
            formats[style] = book.add_format(dict(style))
        if formula:
            sheet.write_formula(row, column, formula, formats[style], value)
        elif value is None:
            sheet.write_blank(row, column, None, formats[style])
        elif isinstance(value, str):
            sheet.write_string(row, column, value, formats[style])
        else:
            sheet.write_number(row, column, value, formats[style])
book.close()
"""


def seconds(command: list[str]) -> float:
    """The wall-clock time of a process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def processor(command: list[str]) -> float:
    """The processor time of a process in seconds; other processes hardly change it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime


def exporting(words: list[str], target: Path, plan: Path | None = None) -> list[str]:
    """The command line of an export."""
    plans = ["--plan", str(plan)] if plan else []
    return [ECOTUI, *plans, "--lang", "zh", "export", *words, "-o", str(target), "--force"]


def cells_of(workbook: Path) -> list[tuple[object, ...]]:
    """The content of a workbook, sheet by sheet, for `BARE_XLSX`."""
    import openpyxl

    sheets = []
    # What formulas came to is in a reading of its own.
    results = openpyxl.load_workbook(workbook, data_only=True)
    for sheet in openpyxl.load_workbook(workbook).worksheets:
        widths = [(d.min - 1, d.width) for d in sheet.column_dimensions.values() if d.min]
        heights = [(n - 1, d.height) for n, d in sheet.row_dimensions.items() if d.height]
        lists = [
            (str(area), {"validate": "list", "source": rule.formula1.strip('"').split(",")})
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
            for area in rule.sqref.ranges
        ]
        conditions = [
            (str(area.sqref).split()[0], {"type": "formula", "criteria": f"={rule.formula[0]}"})
            if rule.type == "expression"
            else (
                str(area.sqref).split()[0],
                {"type": "cell", "criteria": "==", "value": rule.formula[0]},
            )
            for area in sheet.conditional_formatting
            for rule in area.rules
        ]
        cells = []
        for row, values in zip(
            sheet.iter_rows(), results[sheet.title].iter_rows(values_only=True), strict=True
        ):
            for cell, value in zip(row, values, strict=True):
                if cell.value is None and not cell.has_style:
                    continue
                style = (
                    ("font_name", cell.font.name),
                    ("font_size", cell.font.sz),
                    ("bold", bool(cell.font.b)),
                    ("border", int(bool(cell.border.left.style))),
                    ("text_wrap", bool(cell.alignment.wrap_text)),
                    ("align", cell.alignment.horizontal or "left"),
                )
                formula = cell.value if cell.data_type == "f" else ""
                # A formula over an area is not written as a text.
                formula = getattr(formula, "text", formula)
                cells.append((cell.row - 1, cell.column - 1, value, formula, style))
        sheets.append((sheet.title, widths, heights, lists, conditions, cells))
    return sheets


def bare_xlsx(words: list[str], folder: Path, plan: Path | None = None) -> list[str]:
    """The command line that writes the cells of an exported workbook with the bare library."""
    made = folder / "made.xlsx"
    seconds(exporting(words, made, plan))
    cells, program = folder / "cells.pickle", folder / "bare.py"
    cells.write_bytes(pickle.dumps(cells_of(made)))
    program.write_text(BARE_XLSX, encoding="utf-8")
    return [sys.executable, str(program), str(cells), str(folder / "bare.xlsx")]


def bare_documents(words: list[str], folder: Path) -> list[str]:
    """The command line that writes the texts of exported documents with the bare library."""
    made = folder / "made.docx"
    seconds(exporting(words, made))
    return bare_docx.command(sorted(made.glob("*.docx")) if made.is_dir() else [made], folder)


#: For each exporter, what makes the command line of the program to compare with.
BARE = {
    title: {"raci-xlsx": bare_xlsx}.get(words[0], bare_documents)
    for title, words in EXPORTS.items()
    if words[0] in ("raci-xlsx", "docx", "raci-docx") or "docx" in words
}


def peak(command: list[str]) -> float:
    """The peak memory of a process, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_maxrss / 1024


def big_plan(path: Path, size: int, departments: int) -> None:
    """Write a plan of this many measures and departments, from the shipped wording."""
    from ecotui.model.plan import Chapter, Department, Measure, Plan, Section
    from ecotui.model.toml import load, save

    shipped = load(ROOT / "data" / "allocation.toml")
    models = [measure for _chapter, _section, measure in shipped.walk()]
    names = [d.name for d in shipped.departments]
    names += [f"第{n}厅" for n in range(departments - len(names))]

    def turned(some: tuple[str, ...], by: int) -> tuple[str, ...]:
        return tuple([names[(names.index(name) + by) % len(names)] for name in some])

    measures = [
        Measure(n + 1, f"{m.text}{n}", turned(m.lead, n), turned(m.participants, n))
        for n, m in ((n, models[n % len(models)]) for n in range(size))
    ]
    sections = [
        Section(n // 20 % 10 + 1, f"第{n // 20}节", tuple(measures[n : n + 20]))
        for n in range(0, size, 20)
    ]
    chapters = [
        Chapter(n // 10 + 1, f"第{n // 10}章", (), tuple(sections[n : n + 10]))
        for n in range(0, len(sections), 10)
    ]
    declared = tuple(Department(name) for name in names)
    save(Plan("big", "大方案", departments=declared, chapters=tuple(chapters)), path)


def main(pairs: int) -> None:
    """Print the tables."""
    # An installed ecotui is compiled; a checkout that changed a moment ago is not.
    compileall.compile_dir(ROOT / "ecotui", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'exporter':30} {'s':>6}   (limit 0.6; median of {pairs})")
        for title, words in EXPORTS.items():
            command = exporting(words, folder / title.replace(" ", ""))
            seconds(command)
            print(f"{title:30} {median(seconds(command) for _ in range(pairs)):6.3f}")
        print(f"\n{'against the bare library':30} {'s':>6} {'bare':>6} {'ratio':>6}   (limit 1.5)")
        for title, bare in BARE.items():
            words, own = EXPORTS[title], folder / f"bare {title}"
            own.mkdir()
            theirs, ours = bare(words, own), exporting(words, own / "ours")
            times = [(processor(ours), processor(theirs)) for _pair in range(pairs)]
            one, other = (median(column) for column in zip(*times, strict=True))
            ratio = median(a / b for a, b in times)
            print(f"{title:30} {one:6.3f} {other:6.3f} {ratio:6.2f}")
        plan = folder / "big.toml"
        big_plan(plan, 10_000, 60)
        memory = peak(exporting(["raci-xlsx"], folder / "big.xlsx", plan))
        print(f"\n10,000 measures by 60 departments to XLSX: {memory:.0f} MB (limit 250)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
