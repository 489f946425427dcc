"""Tests for plugins: subclass a class, say which exporter or importer, and run pytest.

::

    from ecotui.testing import ExporterContract

    class TestMine(ExporterContract):
        exporter = "my-id"

The plugin has to be installed in the environment of the tests (``pip install -e .``). This is the
only module of ecotui that needs pytest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from ecotui.contract import exporter_checks, importer_checks, readback, trial
from ecotui.contract.sample_plans import PLANS
from ecotui.exporting.run import run
from ecotui.files import shipped_plan
from ecotui.model.plan import Plan
from ecotui.model.toml import load
from ecotui.options import build
from ecotui.plugin_host.registry import Registry
from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec
from ecotui.query.selection import select

__all__ = ["ExporterContract", "ImporterContract", "export"]


class ExporterContract:
    """What every exporter has to keep, as tests.

    The exporter is run, in processes of its own, over the plan that comes with ecotui, over plans
    with hostile texts (markup, formulas, right-to-left marks, pipes and line breaks), without
    participants, with 60 departments and with 5,000 measures, and over an empty selection.

    Attributes:
        exporter: Its id, or ``plugin:id``.
        options: Options to run it with, by name; what is not named has its default.
        heavy: Modules that must not be loaded before it exports, beyond those that it requires and
            those that are known to be heavy.
        refuses: Names of the plans that it may refuse with an `ExportError`.
    """

    exporter: ClassVar[str] = ""
    options: ClassVar[Mapping[str, object]] = {}
    heavy: ClassVar[tuple[str, ...]] = ()
    refuses: ClassVar[tuple[str, ...]] = ("empty",)

    def reopen(self, path: Path) -> str:
        """Open a file, or folder, that the exporter wrote, and give its text.

        Text, ZIP archives (DOCX, XLSX, ODT …), SQLite and Parquet are known; override this for
        another format. What it raises is taken to say that the file cannot be opened.
        """
        return readback.text(str(path))

    @pytest.fixture(scope="class")
    @classmethod
    def spec(cls) -> ExporterSpec:
        """The declaration of the exporter."""
        spec = Registry().exporter(cls.exporter).spec
        assert isinstance(spec, ExporterSpec)
        return spec

    @pytest.fixture(scope="class")
    @classmethod
    def subject(
        cls, spec: ExporterSpec, tmp_path_factory: pytest.TempPathFactory
    ) -> exporter_checks.Subject:
        """The exporter, after it was tried; once for all the tests of the class."""
        folder = tmp_path_factory.mktemp("contract", numbered=True)
        tried = trial.of_exporter(cls.exporter, str(folder), options=cls.options)
        return exporter_checks.Subject(
            spec, tried, cls.heavy, cls.refuses, lambda path: cls().reopen(Path(path))
        )

    def test_the_factory_can_be_imported(self, subject: exporter_checks.Subject) -> None:
        """The spec is valid, and its factory makes something that exports."""
        _judge(lambda: exporter_checks.factory(subject))

    def test_naming_it_loads_no_heavy_library(self, subject: exporter_checks.Subject) -> None:
        """What `heavy` and the spec's ``requires`` name is loaded only to export."""
        _judge(lambda: exporter_checks.light(subject))

    def test_options_mean_the_same_everywhere(self, subject: exporter_checks.Subject) -> None:
        """On the command line, in the dialog, in ``config.toml`` and as JSON."""
        _judge(lambda: exporter_checks.options(subject))

    @pytest.mark.parametrize("plan", PLANS)
    def test_it_writes(self, subject: exporter_checks.Subject, plan: str) -> None:
        """Each of the plans, or it refuses one that `refuses` names."""
        _judge(lambda: exporter_checks.writes_one(subject, plan))

    def test_the_same_selection_gives_the_same_bytes(
        self, subject: exporter_checks.Subject
    ) -> None:
        """Under another hash seed, time zone and locale, and at another time."""
        _judge(lambda: exporter_checks.same_bytes(subject))

    def test_the_selection_is_unchanged(self, subject: exporter_checks.Subject) -> None:
        """The exporter reads the selection and leaves it as it was."""
        _judge(lambda: exporter_checks.unchanged(subject))

    def test_every_measure_is_there_or_declared_lossy(
        self, subject: exporter_checks.Subject
    ) -> None:
        """The text of each is found in the file, unless the spec's ``lossy`` says what is not."""
        _judge(lambda: exporter_checks.complete(subject))

    def test_nothing_is_left_of_a_write_that_failed(self, subject: exporter_checks.Subject) -> None:
        """The disk is full halfway: the export fails with a reason, and leaves nothing."""
        _judge(lambda: exporter_checks.nothing_left(subject))

    def test_a_cancelled_export_stops(self, subject: exporter_checks.Subject) -> None:
        """Where ``target.cancelled`` is true, most of the large plan is not written."""
        _judge(lambda: exporter_checks.cancelled(subject))

    def test_what_it_wrote_can_be_opened(self, subject: exporter_checks.Subject) -> None:
        """By a reader of its format; see `reopen`."""
        _judge(lambda: exporter_checks.opens(subject))

    def test_it_prints_nothing(self, subject: exporter_checks.Subject) -> None:
        """Neither on standard output nor on standard error."""
        _judge(lambda: exporter_checks.silent(subject))

    def test_it_touches_nothing_but_its_target(self, subject: exporter_checks.Subject) -> None:
        """No file outside the target, no connection, no other program.

        Files in the folder for temporary ones are allowed, if they are gone in the end.
        """
        _judge(lambda: exporter_checks.contained(subject))


class ImporterContract:
    """What every importer has to keep, as tests.

    The importer reads, in processes of its own, a document that its author brings, and what may be
    handed to it in its place: nothing, half a document, bytes, another encoding.

    Attributes:
        importer: Its id, or ``plugin:id``.
        document: Path of a document that it reads.
        heavy: Modules that must not be loaded before it reads, beyond those that it requires and
            those that are known to be heavy.
    """

    importer: ClassVar[str] = ""
    document: ClassVar[str | Path] = ""
    heavy: ClassVar[tuple[str, ...]] = ()

    @pytest.fixture(scope="class")
    @classmethod
    def spec(cls) -> ImporterSpec:
        """The declaration of the importer."""
        spec = Registry().importer(cls.importer).spec
        assert isinstance(spec, ImporterSpec)
        return spec

    @pytest.fixture(scope="class")
    @classmethod
    def subject(
        cls, spec: ImporterSpec, tmp_path_factory: pytest.TempPathFactory
    ) -> importer_checks.Subject:
        """The importer, after it was tried; once for all the tests of the class."""
        document = Path(cls.document)
        tried = trial.of_importer(
            cls.importer,
            str(tmp_path_factory.mktemp("contract")),
            importer_checks.damaged(document.read_bytes(), document.suffix),
        )
        return importer_checks.Subject(spec, tried, cls.heavy)

    def test_the_factory_can_be_imported(self, subject: importer_checks.Subject) -> None:
        """The spec is valid, and its factory makes something that reads."""
        _judge(lambda: importer_checks.factory(subject))

    def test_naming_it_loads_no_heavy_library(self, subject: importer_checks.Subject) -> None:
        """What `heavy` and the spec's ``requires`` name is loaded only to read."""
        _judge(lambda: importer_checks.light(subject))

    def test_it_reads_the_document(self, subject: importer_checks.Subject) -> None:
        """Into a plan with measures."""
        _judge(lambda: importer_checks.reads(subject))

    def test_it_refuses_what_is_no_document(self, subject: importer_checks.Subject) -> None:
        """With a `PlanError` that names the problems, and no other exception."""
        _judge(lambda: importer_checks.refuses(subject))

    def test_the_plan_can_be_saved(self, subject: importer_checks.Subject) -> None:
        """As TOML, and is then read as the same."""
        _judge(lambda: importer_checks.storable(subject))

    def test_the_same_document_gives_the_same_plan(self, subject: importer_checks.Subject) -> None:
        """Under another hash seed, time zone and locale."""
        _judge(lambda: importer_checks.same_plan(subject))

    def test_it_prints_nothing(self, subject: importer_checks.Subject) -> None:
        """Neither on standard output nor on standard error."""
        _judge(lambda: importer_checks.silent(subject))

    def test_it_touches_nothing(self, subject: importer_checks.Subject) -> None:
        """No file, no connection, no other program."""
        _judge(lambda: importer_checks.contained(subject))


def _judge(find: Callable[[], Iterable[str]]) -> None:
    """Fail a test with what a check finds, a line each; skip it where there is nothing to judge."""
    try:
        found = list(find())
    except exporter_checks.CheckSkipped as reason:
        pytest.skip(str(reason))
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def export(
    exporter: str,
    path: Path,
    *,
    where: str = "",
    plan: Plan | None = None,
    options: Mapping[str, object] | None = None,
    language: str = "zh",
) -> Path:
    """Export as a user would, and return where it was written.

    Args:
        exporter: Its id, or ``plugin:id``.
        path: A file, or a folder for a tree, that is not there yet.
        where: The query that selects measures.
        plan: What is exported; by default the plan that comes with ecotui.
        options: Options by name.
        language: ``"zh"`` or ``"en"``.

    Raises:
        ExportError: the exporter refuses.
    """
    listed = Registry().exporter(exporter)
    selection = select(plan or load(shipped_plan()), where, language=language)
    run(listed, selection, build(listed.spec.options, dict(options or {})), str(path))
    return path
