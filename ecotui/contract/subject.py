"""What checks are made of, and an exporter or importer that was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ecotui.contract import readback
from ecotui.contract.samples import DOCUMENT, PART
from ecotui.contract.trial import Report, Trial
from ecotui.i18n import _
from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec


class CheckSkipped(Exception):
    """A check cannot be made; the message says why."""


@dataclass(frozen=True)
class Check:
    """One line of the contract, and what is true if it is kept."""

    title: str
    #: Takes a `Subject`, for exporters an `ExporterSubject`, and yields what is wrong, a line each.
    #: It raises `CheckSkipped` if the check cannot be made.
    find: Callable[[Any], Iterator[str]]

    @property
    def name(self) -> str:
        """What tests call it."""
        return self.find.__name__.replace("_", "-")


@dataclass(frozen=True)
class Subject:
    """An importer that was tried, or an exporter, and what its author says about it."""

    spec: ExporterSpec | ImporterSpec
    trial: Trial
    #: More modules that must not be loaded before it runs.
    heavy: tuple[str, ...] = ()

    @property
    def report(self) -> Report:
        """What it did when it ran.

        Raises:
            CheckSkipped: it did not run, because its factory failed.
        """
        if self.trial.here["factory"]:
            raise CheckSkipped(_("it could not be created"))
        return self.trial.here

    def require_document(self) -> None:
        """Make sure that an importer was given what it reads, not only what it refuses.

        Raises:
            CheckSkipped: it was not.
        """
        if not any(name.startswith(DOCUMENT) for name in self.report["documents"]):
            raise CheckSkipped(_("only its author has a document that it reads; see --document"))


@dataclass(frozen=True)
class ExporterSubject(Subject):
    """An exporter that was tried."""

    spec: ExporterSpec
    #: Names of the plans that it may refuse.
    refuses: tuple[str, ...] = ("empty",)
    #: Opens what it wrote and returns the text; may raise anything.
    reader: Callable[[str], str] = readback.text

    @property
    def written(self) -> dict[str, Report]:
        """The plans that were written, by name.

        Raises:
            CheckSkipped: there is none, or none with measures.
        """
        plans = self.report["plans"]
        done = {name: plan for name, plan in plans.items() if plan["outcome"] == "done"}
        if not done.keys() - {"empty"}:
            raise CheckSkipped(_("no plan was written"))
        return done

    @property
    def every_file(self) -> dict[str, Report]:
        """What was written, by the name of the plan, and of the one in parts also by option."""
        values: Mapping[str, Report] = self.report.get("values", {})
        return self.written | {
            f"{PART} {label}": value
            for label, value in values.items()
            if value["outcome"] == "done"
        }

    @cached_property
    def texts(self) -> dict[str, str | Exception]:
        """The text of everything that was written, or why it cannot be read."""
        texts: dict[str, str | Exception] = {}
        for name, plan in self.every_file.items():
            try:
                texts[name] = self.reader(plan["path"])
            # A reader may raise anything if the file is damaged.
            except Exception as error:
                texts[name] = error
        return texts

    def text(self, name: str) -> str:
        """The text of what was written, even if it cannot be opened: another check reports that."""
        text = self.texts[name]
        if isinstance(text, Exception):
            text = readback.raw(self.every_file[name]["path"])
        return "".join(text.split())


def grouped(found: Mapping[str, str], count: int, every: str) -> Iterator[str]:
    """Problems by the name of what has them; one that several have is said once.

    ``every`` is what to say in place of the names if all, of which there are ``count``, have it.
    """
    names: dict[str, list[str]] = {}
    for name, text in found.items():
        names.setdefault(text, []).append(name)
    for text, having in names.items():
        who = ", ".join(having[:4])
        if len(having) == count > 1:
            who = every.format(count=count)
        elif len(having) > 4:
            who = _("{names} and {count} more").format(names=who, count=len(having) - 4)
        yield f"{who}: {text}"
