"""Official documents as pages: what is reckoned beforehand is where it was reckoned to be."""

from __future__ import annotations

import re
from typing import Any

import document_jobs
import paper
import pytest
from document_jobs import Job, Made, jobs
from word_files import W, part, text_of

SHAPES = ("shipped", "large", "two-plans", "long-measure")
LISTS = [*jobs("docx", *SHAPES, style="official", contents="yes", first_page="4")]
TABLES = [*jobs("docx", "shipped", "one-level", style="official", layout="table", first_page="4")]
JOBS = [*LISTS, *TABLES]
NUMBER = re.compile(r"^— (\d+) —$")

pytestmark = [paper.OFFICE, pytest.mark.thorough, pytest.mark.xdist_group("official-pages")]


@pytest.fixture(scope="module")
def all_made(tmp_path_factory: pytest.TempPathFactory) -> dict[Job, Made]:
    return document_jobs.made(JOBS, tmp_path_factory.mktemp("official"))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def number_of(page: paper.Page) -> tuple[int, float]:
    """The number of a page, and how far from its left it is."""
    dashes = [word for word in page.words if word.text == "—"]
    (number,) = re.findall(r"—\s*(\d+)\s*—", page.text)
    return int(number), dashes[0].left


@pytest.mark.parametrize("job", LISTS, ids=str)
def test_the_contents_list_has_the_numbers_of_the_pages(
    job: Job, all_made: dict[Job, Made]
) -> None:
    made = all_made[job]
    listed: Any = part(made.files[0], "word/document.xml").find(f".//{W}sdt")
    if listed is None:
        # Three headings are not listed.
        return
    entries = [text_of(line) for line in listed.findall(f".//{W}p")][1:]
    at = 0
    for entry in entries:
        title, number = re.fullmatch(r"(.*?)(\d+)", entry).groups()
        while not any(bare(line) == bare(title) for line in made.pages[at].text.splitlines()):
            at += 1
        assert number_of(made.pages[at])[0] == int(number), title


@pytest.mark.parametrize("job", LISTS, ids=str)
def test_every_character_is_drawn(job: Job, all_made: dict[Job, Made]) -> None:
    made = all_made[job]
    paragraphs = part(made.files[0], "word/document.xml").findall(f"{W}body/{W}p")
    drawn = bare(
        "".join(NUMBER.sub("", line) for page in made.pages for line in page.text.splitlines())
    )
    assert [text for p in paragraphs if (text := bare(text_of(p))) not in drawn] == []


@pytest.mark.parametrize("job", LISTS, ids=str)
def test_even_numbers_are_at_the_left(job: Job, all_made: dict[Job, Made]) -> None:
    numbers = [number_of(page) for page in all_made[job].pages]
    assert [number for number, _left in numbers] == list(range(4, 4 + len(numbers)))
    assert all((left < 200) == (number % 2 == 0) for number, left in numbers)


@pytest.mark.parametrize("job", TABLES, ids=str)
def test_the_key_task_stands_at_the_top_of_each_page(job: Job, all_made: dict[Job, Made]) -> None:
    for page in all_made[job].pages:
        # The first column is the widest at its left; its texts begin a few points from it.
        left = min(word.left for word in page.words if word.text == "重点任务")
        first = [word for word in page.words if word.left < left + 40 and word.left > left - 25]
        measures = [word for word in page.words if re.match(r"\d+\.", word.text)]
        top = min(word.top for word in measures)
        below = [word for word in first if word.text not in ("重点任务", "附件") and word.top > 90]
        assert below, page.text[:40]
        second = sorted({word.top for word in measures})
        # It is beside the first measure, or in the middle of the measures of its group.
        assert min(word.top for word in below) <= (second[1:] or [top])[-1] + 1
