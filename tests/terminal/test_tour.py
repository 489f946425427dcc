"""The tour of the documentation, key by key, to the file on disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

TOUR = Path(__file__).parents[2] / "docs" / "tutorial" / "first-ten-minutes.md"


def steps() -> list[list[str]]:
    """The keys of each row of the tour's tables."""
    rows = re.findall(r"^\| (`.*?`) \|", TOUR.read_text(encoding="utf-8"), re.M)
    return [re.findall(r"`([^`]+)`", row) for row in rows]


def test_the_tour_ends_with_the_matrix_on_disk(terminal: Any, tmp_path: Path) -> None:
    keys = [key for row in steps() for key in row]
    said = re.search(r"The answer takes (\d+) keys", TOUR.read_text(encoding="utf-8"))
    assert said is not None
    assert len(keys) == int(said[1]) <= 22

    shown = ["6/44", "0/44", "22/44", "RACI 22×", "Export: 22 measures", "wrote "]
    for row, wanted in zip(steps(), shown, strict=True):
        for key in row:
            terminal.send("\r" if key == "Enter" else key)
        terminal.wait(wanted)
    terminal.send("qq")
    assert terminal.ended() == 0
    (file,) = tmp_path.glob("*.xlsx")
    first = [row[0].value for row in load_workbook(file).active]
    assert sum(isinstance(value, int) for value in first) == 22
