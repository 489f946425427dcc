"""The reference for plugins is what the code says."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

from ecotui import api

ROOT = Path(__file__).parents[1]


def tool() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "plugin_reference.py")))


def test_the_page_is_what_the_code_says() -> None:
    made = tool()
    assert made.PAGE.read_text(encoding="utf-8") == made.text(), "`make reference` writes it"


def test_nothing_on_it_is_empty() -> None:
    for line in tool().text().splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.replace("\\|", "").strip("|").split("|")]
            # Defaults and fields may be missing, what a thing is never.
            assert cells[1], line


def test_every_name_of_the_api_says_what_it_is() -> None:
    text = tool().text()
    for name in api.__all__:
        assert f"| `{name}` | " in text
    assert len(api.__all__) < 100
    lines = Path(str(api.__file__)).read_text(encoding="utf-8").splitlines()
    assert len(lines) < 130
