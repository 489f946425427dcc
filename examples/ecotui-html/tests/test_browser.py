"""The page in a browser: filtered, scrolled, printed, and attacked by its own plan."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from pages import HOSTILE, Write, measures
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.print_page_options import PrintOptions
from selenium.webdriver.support.select import Select

from ecotui.api import OPEN_MARK

Show = Callable[..., Chrome]


@pytest.fixture
def show(browser: Chrome, write: Write) -> Show:
    """Opens a page that is written for the test."""

    def show(*options: str, **source: str) -> Chrome:
        browser.get(write(*options, **source).as_uri())
        return browser

    return show


def choose(page: Chrome, department: str, role: str = "") -> None:
    choices = Select(page.find_element(By.ID, "department"))
    names = [one.get_attribute("data-name") for one in choices.options]
    choices.select_by_index(names.index(department) if department else 0)
    if department:
        Select(page.find_element(By.ID, "role")).select_by_value(role)


def visible(page: Chrome, selector: str) -> list[str]:
    """The numbers of the measures that can be seen in the outline or in the matrix."""
    texts: list[str] = page.execute_script(
        "return [...document.querySelectorAll(arguments[0])]"
        ".filter(e => e.getClientRects().length).map(e => e.textContent)",
        selector,
    )
    return [text.strip().partition(".")[0].removesuffix(OPEN_MARK) for text in texts]


#: Of every heading: whether it is seen, its line in the outline is, and a measure below it is.
PARTS = """
const seen = (element) => element.getClientRects().length > 0;
return [...document.querySelectorAll(".part")].map((part) => [
    seen(part),
    seen(document.getElementById("to-" + part.id)),
    [...part.querySelectorAll("article")].some(seen),
]);
"""


@pytest.mark.parametrize(("role", "field"), [("", "dept"), ("lead", "lead"), ("with", "with")])
def test_the_filter_leaves_what_the_query_leaves(show: Show, role: str, field: str) -> None:
    page = show()
    for department in ("林业厅", "省直相关部门", "省能源局"):
        choose(page, department, role)
        left = [str(m["number"]) for m in measures("--where", f"{field}:{department}")]
        assert visible(page, "article") == left
        assert visible(page, "tbody tr") == left
        assert page.find_element(By.ID, "shown").text == f"{len(left)} / 44 条措施"
        parts: list[list[bool]] = page.execute_script(PARTS)
        assert len(parts) == 14
        assert all(len(set(part)) == 1 for part in parts)


def test_all_departments_again_show_everything_again(show: Show) -> None:
    page = show(language="en")
    choose(page, "林业厅", "lead")
    choose(page, "")
    assert len(visible(page, "article")) == len(visible(page, "tbody tr")) == 44
    assert not page.find_element(By.ID, "role").is_enabled()
    assert page.find_element(By.ID, "shown").text == "44 of 44 measures"


def test_the_headers_of_the_matrix_stay_where_it_is_scrolled(show: Show) -> None:
    page = show()
    box = page.find_element(By.CSS_SELECTOR, ".scroll")
    page.execute_script("arguments[0].scrollIntoView()", box)
    script = """
        const box = arguments[0].getBoundingClientRect();
        const at = (s) => document.querySelector(s).getBoundingClientRect();
        return [
            at("thead th:last-child").top - box.top, at("tbody tr:last-child th").left - box.left,
            at("tbody tr:first-child td").top - box.top, at("tbody tr td").left - box.left,
        ];
    """
    before: list[float] = page.execute_script(script, box)
    page.execute_script("arguments[0].scrollTo(60, 500)", box)
    after: list[float] = page.execute_script(script, box)
    assert after[:2] == pytest.approx(before[:2], abs=1)
    assert after[2] == pytest.approx(before[2] - 500, abs=1)
    assert after[3] < before[3]


def test_a_hostile_plan_runs_nothing_and_fetches_nothing(show: Show) -> None:
    page = show(plan=HOSTILE)
    choose(page, "{role}{shown}$&", "lead")
    assert visible(page, "article") == ["2"]
    told = page.find_element(By.ID, "filtered").get_attribute("textContent")
    assert told == "仅列有关措施：{role}{shown}$&（牵头）"
    fetched: list[Any] = page.execute_script(
        "return performance.getEntriesByType('resource').map(e => e.name)"
    )
    assert fetched == []
    # A script of the plan would call a function that there is not; a request breaks the policy.
    assert page.get_log("browser") == []
    assert page.title == "</title><script>pwned('title')</script>"


def paper(page: Chrome) -> list[tuple[float, float]]:
    """Widths and heights of the printed pages, in points."""
    options = PrintOptions()
    pdf = base64.b64decode(page.print_page(options))
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


def test_measures_are_printed_upright_and_the_matrix_across(show: Show) -> None:
    page = show()
    pages = paper(page)
    across = [width > height for width, height in pages]
    assert across == sorted(across)
    assert across.count(False) >= 4
    assert across.count(True) >= 2
    choose(page, "省能源局")
    fewer = paper(page)
    assert len(fewer) < len(pages)
    assert page.find_element(By.ID, "filtered").get_attribute("hidden") is None


def test_no_name_of_a_column_runs_into_the_first_row_on_paper(show: Show) -> None:
    page = show()
    choose(page, "财政厅", "lead")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        overflow: list[float] = page.execute_script(
            "return [...document.querySelectorAll('thead .name')].map(e =>"
            " e.getBoundingClientRect().bottom - e.closest('th').getBoundingClientRect().bottom)"
        )
        assert not page.find_element(By.ID, "bar").is_displayed()
        assert page.find_element(By.ID, "filtered").text == "仅列有关措施：财政厅（牵头）"
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert len(overflow) == 20
    assert max(overflow) <= 0


def test_without_scripts_the_page_is_whole(show: Show) -> None:
    page = show()
    page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.refresh()
        assert len(page.find_elements(By.CSS_SELECTOR, "article")) == 44
        assert not page.find_element(By.ID, "bar").is_displayed()
    finally:
        page.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_a_narrow_window_needs_no_sideways_scrolling(show: Show) -> None:
    page = show()
    page.set_window_size(500, 800)
    try:
        wider: bool = page.execute_script(
            "return document.documentElement.scrollWidth > innerWidth"
        )
        assert not wider
    finally:
        page.set_window_size(1280, 900)
