"""Documents to make of plans of every shape, and what was made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import audit
import document_plans
import paper

from ecotui.api import clean
from ecotui.exporting.run import run
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.query.selection import Selection, select


class Job(NamedTuple):
    """A document to make: an exporter with its options, and a part of a plan."""

    exporter: str
    shape: str
    part: str = "whole"
    options: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        options = [
            value if isinstance(value, str) else "-".join(value) for _, value in self.options
        ]
        return "-".join([self.exporter, *options, self.shape, self.part])


def jobs(exporter: str, *parts: str, **options: Any) -> Iterator[Job]:
    """The jobs of an exporter, for parts that are named ``SHAPE`` or ``SHAPE PART``."""
    for one in parts:
        yield Job(exporter, *one.split(), options=tuple(options.items()))


class Made(NamedTuple):
    """What an exporter made of a selection: its files, the pages of each, and its warnings."""

    selection: Selection
    files: tuple[Path, ...]
    papers: tuple[tuple[paper.Page, ...], ...]
    warnings: tuple[str, ...]

    def lost(self, *, marks: bool) -> dict[str, str]:
        """What of the wording of each measure is on no page; without marks only characters."""
        found = {
            one.id: paper.missing(clean(one.text), self.pages, marks=marks)
            for one in self.selection.measures
        }
        return {id_: text for id_, text in found.items() if text}

    @property
    def small(self) -> list[float]:
        """The sizes of type that nobody reads: below eight points."""
        return [size for page in self.pages for size in page.sizes if size < 8]

    @property
    def program_words(self) -> list[str]:
        """Words of a program, and of its query language, that are on a page."""
        text = "".join([page.text for page in self.pages])
        program = ["ecotui", "raci\n", *re.findall(r"\w+:", self.selection.query)]
        return [one for one in program if one in text]

    @property
    def faults(self) -> list[str]:
        """What an office program would have to repair in the files."""
        return [fault for file in self.files for fault in audit.faults(file)]

    @property
    def pages(self) -> list[paper.Page]:
        """The pages of all files."""
        return [page for pages in self.papers for page in pages]


@cache
def selected(shape: str, part: str) -> Selection:
    """A part of the plans of a shape."""
    plans = document_plans.SHAPES[shape]()
    language = "en" if plans[0].language == "en" else "zh"
    return select(Index(plans), document_plans.query(plans[0], part), language=language)


def exported(job: Job, folder: Path) -> Made:
    """What a job makes, not yet as pages; of a tree, its office documents."""
    listed = Registry(plugins=False).exporter(job.exporter)
    selection = selected(job.shape, job.part)
    path = folder / ".".join((str(job), *listed.spec.extensions[:1]))
    done = run(listed, selection, build(listed.spec.options, dict(job.options)), str(path))
    office = [path, *path.rglob("*.docx"), *path.rglob("*.xlsx")]
    return Made(selection, tuple([one for one in office if one.is_file()]), (), done.warnings)


def made(jobs: Sequence[Job], folder: Path) -> dict[Job, Made]:
    """What jobs make, with the pages.

    Args:
        jobs: What to make.
        folder: An empty folder for the files.
    """
    (folder / "paper").mkdir()
    every = {job: exported(job, folder) for job in jobs}
    files = [file for one in every.values() for file in one.files]
    papers = iter(paper.printed(files, folder / "paper"))
    return {
        job: one._replace(papers=tuple([next(papers) for _file in one.files]))
        for job, one in every.items()
    }
