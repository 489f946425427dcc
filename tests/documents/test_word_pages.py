"""Word documents as pages: nothing is lost, everything can be read."""

from __future__ import annotations

import document_jobs
import paper
import pytest
from document_jobs import Job, Made, jobs

from ecotui.api import clean

OUTLINE = (
    "shipped",
    "shipped section",
    "shipped department",
    "shipped empty",
    "shipped measure",
    "one-level",
    "large section",
    "long-names section",
    "english",
    "long-measure",
    "every-field",
    "hostile",
    "two-plans",
)
MATRIX = ("many-departments", "long-names", *OUTLINE)
FEW = ("shipped section", "shipped measure", "long-names section", "english", "long-measure")
OUTLINES = [*jobs("docx", *OUTLINE), *jobs("docx", *OUTLINE, style="official")]
TABLES = [
    *jobs("docx", *OUTLINE, layout="table"),
    *jobs("docx", "long-names", *OUTLINE, layout="table", style="official"),
]
MATRICES = [
    *jobs("raci-docx", *MATRIX),
    *jobs("raci-docx", *MATRIX, by="department"),
    *jobs("raci-docx", *FEW, "shipped", "many-departments", "two-plans", style="official"),
    *jobs("raci-docx", *FEW, by="department", style="official"),
    *jobs("raci-docx", "shipped", "large section", paper="A3"),
]
HANDOUTS = [
    *jobs(
        "handouts",
        *("shipped section", "english", "long-measure", "every-field", "two-plans"),
        formats=("docx",),
    ),
]
ANNEXES = [
    *jobs("handouts", "shipped section", "long-measure", formats=("docx",), style="official"),
]
WHOLE = [*OUTLINES, *TABLES, *MATRICES, *ANNEXES]
JOBS = [*WHOLE, *HANDOUTS]
#: What standard punctuation changes, so that it cannot be looked for.
OFFICIAL = ("style", "official")
#: The lower margin of an official page, in points; below it stands its number.
MARGIN_PT = 35 / 25.4 * 72

pytestmark = [paper.OFFICE, pytest.mark.thorough, pytest.mark.xdist_group("word-pages")]
every = pytest.mark.parametrize("job", JOBS, ids=str)


@pytest.fixture(scope="module")
def all_made(tmp_path_factory: pytest.TempPathFactory) -> dict[Job, Made]:
    return document_jobs.made(JOBS, tmp_path_factory.mktemp("word"))


@pytest.mark.parametrize("job", WHOLE, ids=str)
def test_every_measure_is_on_paper_as_a_whole(job: Job, all_made: dict[Job, Made]) -> None:
    # No font has the signs of control characters.
    marks = OFFICIAL not in job.options and job.shape != "hostile"
    assert all_made[job].lost(marks=marks) == {}


@pytest.mark.parametrize("job", HANDOUTS, ids=str)
def test_a_measure_is_on_the_paper_of_each_department(job: Job, all_made: dict[Job, Made]) -> None:
    made = all_made[job]
    for one in made.selection.measures:
        papers = [
            file
            for file, pages in zip(made.files, made.papers, strict=True)
            if not paper.missing(clean(one.text), pages)
        ]
        assert len(papers) == len({*one.lead, *one.participants}), one.id


@every
def test_type_is_eight_points_or_more(job: Job, all_made: dict[Job, Made]) -> None:
    assert all_made[job].small == []


@every
def test_no_page_is_empty_and_nothing_leaves_it(job: Job, all_made: dict[Job, Made]) -> None:
    for page in all_made[job].pages:
        # One line is the number of the page.
        assert paper.rows_of_text(page) > 1
        assert paper.off_paper(page) == []
        assert list(paper.overlaps(page)) == []


@pytest.mark.parametrize("job", [job for job in OUTLINES if OFFICIAL in job.options], ids=str)
def test_an_official_page_has_22_lines_at_most(job: Job, all_made: dict[Job, Made]) -> None:
    for page in all_made[job].pages:
        assert paper.rows_of_text(page, MARGIN_PT) <= 22


@every
def test_no_words_of_a_program_are_on_paper(job: Job, all_made: dict[Job, Made]) -> None:
    assert all_made[job].program_words == []


@every
def test_word_has_nothing_to_repair(job: Job, all_made: dict[Job, Made]) -> None:
    assert all_made[job].faults == []
