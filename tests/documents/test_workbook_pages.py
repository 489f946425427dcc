"""Workbooks as pages and on the screen: nothing is lost, everything can be read."""

from __future__ import annotations

from pathlib import Path

import document_jobs
import paper
import pytest
from document_jobs import Job, Made, jobs

from ecotui.api import Heading
from ecotui.plugins.common.wording import heading_text

PARTS = (
    "shipped",
    "shipped section",
    "shipped department",
    "shipped empty",
    "shipped measure",
    "one-level",
    "many-departments",
    "long-names",
    "english",
    "long-measure",
    "every-field",
    "hostile",
    "two-plans",
)
JOBS = [
    *jobs("raci-xlsx", *PARTS),
    *jobs("raci-xlsx", *PARTS, by="department"),
    *jobs("raci-xlsx", "shipped", split="section"),
    *jobs("raci-xlsx", "shipped", "many-departments", paper="A3"),
]
HANDOUTS = [
    *jobs(
        "handouts",
        *("shipped section", "english", "long-measure", "every-field", "two-plans"),
        formats=("xlsx",),
    ),
]
SEVERAL_CHARTS = ("many-departments", "long-names")
SHIPPED = [job for job in JOBS if job.shape == "shipped"]

pytestmark = [paper.OFFICE, pytest.mark.thorough, pytest.mark.xdist_group("workbook-pages")]
matrices = pytest.mark.parametrize("job", JOBS, ids=str)
every = pytest.mark.parametrize("job", [*JOBS, *HANDOUTS], ids=str)


@pytest.fixture(scope="module")
def all_made(tmp_path_factory: pytest.TempPathFactory) -> dict[Job, Made]:
    return document_jobs.made([*JOBS, *HANDOUTS], tmp_path_factory.mktemp("workbooks"))


@matrices
def test_every_measure_is_on_paper_as_a_whole(job: Job, all_made: dict[Job, Made]) -> None:
    # No font has the signs of control characters.
    marks = job.shape != "hostile"
    assert all_made[job].lost(marks=marks) == {}


@every
def test_type_is_eight_points_or_more(job: Job, all_made: dict[Job, Made]) -> None:
    assert all_made[job].small == []


@every
def test_no_page_is_empty_and_nothing_covers_other_text(
    job: Job, all_made: dict[Job, Made]
) -> None:
    for page in all_made[job].pages:
        # One line is the number of the page.
        assert paper.rows_of_text(page) > 1
        assert "###" not in page.text
        # Of charts on several pages Calc draws the first one below every head too, and cuts it off.
        if job.shape not in SEVERAL_CHARTS:
            assert list(paper.overlaps(page)) == []


@matrices
def test_no_page_ends_with_a_heading(job: Job, all_made: dict[Job, Made]) -> None:
    made = all_made[job]
    outline = made.selection.outline()
    headings = [paper.bare(heading_text(one)) for one in outline if isinstance(one, Heading)]
    for page in made.pages:
        # The lowest line is the number of the page.
        lowest = max(word.bottom for word in page.words)
        words = [word for word in page.words if word.bottom < lowest - 20]
        last = max(word.bottom for word in words)
        row = paper.bare("".join(word.text for word in words if word.bottom > last - 3))
        # Calc draws some of the chapter, which is folded up, behind the heading.
        assert not row.startswith(tuple(headings))


@every
def test_no_words_of_a_program_are_on_paper(job: Job, all_made: dict[Job, Made]) -> None:
    assert all_made[job].program_words == []


@matrices
def test_frozen_rows_leave_room_for_the_matrix(job: Job, all_made: dict[Job, Made]) -> None:
    """On a laptop of 768 pixels; the shipped plan leaves more, other names may be longer."""
    limit = 220 if job in SHIPPED else 300
    (file,) = all_made[job].files
    heights = paper.frozen_pixels(file)
    assert {sheet: height for sheet, height in heights.items() if height > limit} == {}


@every
def test_excel_has_nothing_to_repair(job: Job, all_made: dict[Job, Made]) -> None:
    assert all_made[job].faults == []


def test_formulas_come_to_what_the_file_says(all_made: dict[Job, Made], tmp_path: Path) -> None:
    files = [file for job in JOBS for file in all_made[job].files]
    for file, worked_out in zip(files, paper.all_recalculated(files, tmp_path), strict=True):
        said, found = paper.results(file, file), paper.results(worked_out, file)
        wrong = {at: (said[at], found[at]) for at in said if said[at] != found[at]}
        assert {file.name: wrong} == {file.name: {}}
