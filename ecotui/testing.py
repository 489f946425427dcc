"""Tests for plugins: subclass a class, name the exporter or importer, and run pytest.

::

    from ecotui.testing import ExporterContract

    class TestMine(ExporterContract):
        exporter = "my-id"

The plugin must be installed in the environment of the tests (``pip install -e .``). This is the
only module of ecotui that needs pytest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import ClassVar

import pytest

from ecotui import i18n
from ecotui.contract import checks, readback, trial
from ecotui.contract.samples import DOCUMENT, DOCUMENTS, PLANS
from ecotui.exporting.run import run
from ecotui.files import shipped_plan
from ecotui.importing import run as importing
from ecotui.importing.soundness import sound
from ecotui.model.plan import Plan
from ecotui.model.toml import load
from ecotui.plugin_host.registry import Registry
from ecotui.query.selection import select

__all__ = ["ExporterContract", "ImporterContract", "export", "read"]

_title = attrgetter("title")


def _assert_kept(problems: Iterable[str]) -> None:
    """Fail with the problems that a check finds, or skip if it cannot be made."""
    try:
        found = "\n".join(problems)
    except checks.CheckSkipped as reason:
        pytest.skip(str(reason))
    if found:
        pytest.fail(found, pytrace=False)


class ExporterContract:
    """What every exporter must do, as tests.

    The exporter is run, in its own processes, over the plan that comes with ecotui, over plans
    with hostile texts (markup, formulas, right-to-left marks, pipes and line breaks), without
    participants, with 60 departments and with 5,000 measures, over an empty selection, a part of a
    plan and two plans, in both languages, and with every choice, bound and switch of its options.

    Attributes:
        exporter: Its id, or ``plugin:id``.
        options: Options to run it with, by name; the others have their defaults.
        option_sets: More options, each set by name: a small plan is written with each. Options that
            take any text are tried with no other values.
        heavy: Modules that must not be loaded before it exports, besides those that it requires and
            those that are known to be large.
        refuses: Names of the plans that it may refuse with an `ExportError`; it always may refuse
            two plans.
        patience: Seconds that all the plans may take.
    """

    exporter: ClassVar[str] = ""
    options: ClassVar[Mapping[str, object]] = {}
    option_sets: ClassVar[Sequence[Mapping[str, object]]] = ()
    heavy: ClassVar[tuple[str, ...]] = ()
    refuses: ClassVar[tuple[str, ...]] = ("empty",)
    patience: ClassVar[float] = trial.TRIAL_WAIT_S

    def reopen(self, path: Path) -> str:
        """Open a file, or folder, that the exporter wrote, and return its text.

        Text, ZIP archives (DOCX, XLSX, ODT …), SQLite and Parquet are known; override this for
        another format. If it raises anything, the file counts as one that cannot be opened.
        """
        return readback.text(str(path))

    @pytest.fixture(scope="class")
    @classmethod
    def subject(cls, tmp_path_factory: pytest.TempPathFactory) -> checks.ExporterSubject:
        """The exporter, after it was tried: once for all the tests of the class."""
        spec = Registry().exporter(cls.exporter).spec
        folder = str(tmp_path_factory.mktemp("contract"))
        tried = trial.of_exporter(
            cls.exporter,
            folder,
            options=cls.options,
            option_sets=cls.option_sets,
            patience=cls.patience,
        )
        return checks.ExporterSubject(
            spec, tried, cls.heavy, cls.refuses, lambda path: cls().reopen(Path(path))
        )

    @pytest.mark.parametrize(
        "check", [c for c in checks.EXPORTER if c.find is not checks.writes], ids=_title
    )
    def test_contract(self, subject: checks.ExporterSubject, check: checks.Check) -> None:
        """Each check of the table."""
        _assert_kept(check.find(subject))

    @pytest.mark.parametrize("plan", PLANS)
    def test_it_writes(self, subject: checks.ExporterSubject, plan: str) -> None:
        """Each of the plans, or it refuses one that `refuses` names."""
        _assert_kept(checks.writes_plan(subject, plan))


class ImporterContract:
    """What every importer must do, as tests.

    The importer reads, in its own processes, a document that its author brings, and what may be
    handed to it instead: nothing, half a document, bytes, another encoding.

    Attributes:
        importer: Its id, or ``plugin:id``.
        document: Path of a document that it reads.
        options: Options to run it with, by name; the others have their defaults.
        heavy: Modules that must not be loaded before it reads, besides those that it requires and
            those that are known to be large.
        patience: Seconds that all the documents may take.
    """

    importer: ClassVar[str] = ""
    document: ClassVar[str | Path] = ""
    options: ClassVar[Mapping[str, object]] = {}
    heavy: ClassVar[tuple[str, ...]] = ()
    patience: ClassVar[float] = trial.TRIAL_WAIT_S

    @pytest.fixture(scope="class")
    @classmethod
    def subject(cls, tmp_path_factory: pytest.TempPathFactory) -> checks.Subject:
        """The importer, after it was tried: once for all the tests of the class."""
        spec = Registry().importer(cls.importer).spec
        folder = str(tmp_path_factory.mktemp("contract"))
        document = Path(cls.document)
        data, ending = document.read_bytes(), document.suffix
        tried = trial.of_importer(
            cls.importer, folder, ending, data, options=cls.options, patience=cls.patience
        )
        return checks.Subject(spec, tried, cls.heavy)

    @pytest.mark.parametrize(
        "check",
        [c for c in checks.IMPORTER if c.find not in (checks.reads, checks.refuses)],
        ids=_title,
    )
    def test_contract(self, subject: checks.Subject, check: checks.Check) -> None:
        """Each check of the table."""
        _assert_kept(check.find(subject))

    @pytest.mark.parametrize("document", DOCUMENTS)
    def test_it_reads(self, subject: checks.Subject, document: str) -> None:
        """The document of its author; the others may be refused, with a reason."""
        if document == DOCUMENT:
            _assert_kept(checks.reads(subject))
        else:
            _assert_kept(checks.reads_document(subject, document))


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
        path: A file, or a folder for a tree, that does not exist yet.
        where: The query that selects measures.
        plan: The plan; by default the one that comes with ecotui.
        options: Options by name.
        language: ``"zh"`` or ``"en"``.

    Raises:
        ExportError: the exporter refuses.
    """
    listed = Registry().exporter(exporter)
    selection = select(plan or load(shipped_plan()), where, language=language)
    run(listed, selection, listed.build(dict(options or {})), str(path))
    return path


def read(
    importer: str,
    document: Path,
    *,
    options: Mapping[str, object] | None = None,
    language: str = "en",
) -> Plan:
    """Read a document as `import` would, and return the plan.

    Args:
        importer: Its id, or ``plugin:id``.
        document: The file.
        options: Options by name.
        language: ``"zh"`` or ``"en"``, in which problems are worded.

    Raises:
        PlanError: the document holds no plan; `problems` says why.
        PluginBroken: the importer failed, or what it made is no plan.
    """
    listed = Registry().importer(importer)
    built = listed.build(dict(options or {}))
    kept = i18n.language()
    i18n.use(language)
    try:
        data = Path(document).read_bytes()
        imported = importing.read(listed, data, Path(document).name, options=built)
        return sound(listed, imported).plan
    finally:
        i18n.use(kept)
