"""What holds for every built-in exporter."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import ecotui
from ecotui.exporting.run import run
from ecotui.exporting.target import HostTarget
from ecotui.model.plan import Chapter, Department, Plan
from ecotui.model.toml import load
from ecotui.options import build
from ecotui.plugin_host.registry import BUILTIN, BUILTIN_IMPORTERS, Registry
from ecotui.plugin_host.spec import ExportError
from ecotui.query.selection import Selection, select

EXPORTERS = (
    *("markdown", "docx", "handouts", "json", "toml"),
    *("raci-xlsx", "raci-docx", "raci-markdown", "raci-csv"),
)
ROOT = Path(ecotui.__file__).parents[1]

WRITE_ALL = f"""
import hashlib, io, json, sys, tempfile
from pathlib import Path
from ecotui.plugin_host.registry import Registry
from ecotui.exporting.run import run
from ecotui.exporting.target import HostTarget
from ecotui.options import build
from ecotui.query.selection import select
from ecotui.model.plan import Chapter, Department, Plan
from ecotui.model.toml import load

selection = select(load(sys.argv[1]), "lead:林业厅 补偿", language="en")
registry = Registry(plugins=False)
digests = {{}}
for name in {EXPORTERS!r}:
    listed, out = registry.exporter(name), io.BytesIO()
    options = build(listed.spec.options, {{}})
    if listed.spec.kind == "tree":
        with tempfile.TemporaryDirectory() as folder:
            run(listed, selection, options, folder)
            for file in sorted(Path(folder).iterdir()):
                out.write(file.name.encode() + file.read_bytes())
    else:
        run(listed, selection, options, HostTarget("-", listed.spec.kind, stdout=out))
    digests[name] = hashlib.sha256(out.getvalue()).hexdigest()
print(json.dumps(digests))
"""


def python(code: str, *arguments: str, **environment: str) -> Any:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=env, capture_output=True, check=True, timeout=120)
    return json.loads(done.stdout)


def test_every_one_is_registered_as_the_list_of_built_in_ones_says() -> None:
    registry = Registry(plugins=False)
    for listed, known in (
        (registry.exporters(), BUILTIN),
        (registry.importers(), BUILTIN_IMPORTERS),
    ):
        assert [one.key for one in listed] == list(known)
        assert {one.status for one in listed} == {"ok"}


@pytest.mark.parametrize("name", EXPORTERS)
def test_any_selection_is_written(name: str, any_selection: Selection, export_done: Any) -> None:
    if name == "toml" and len(any_selection.plans) > 1:
        with pytest.raises(ExportError):
            export_done(name, any_selection)
        return
    done = export_done(name, any_selection)
    assert Path(done.path).stat().st_size > 0
    assert all("letters that the scheme" in warning for warning in done.warnings)


def test_naming_the_exporters_loads_no_heavy_library() -> None:
    code = (
        "import sys, json; from ecotui.plugin_host.registry import Registry\n"
        "r = Registry(plugins=False); r.exporters(); r.importers()\n"
        "print(json.dumps([m for m in sys.modules if m.partition('.')[0] in"
        " ('docx', 'lxml', 'xlsxwriter', 'textual', 'click', 'zipfile')]))"
    )
    assert python(code) == []


def test_the_same_selection_gives_the_same_bytes(plan_file: str) -> None:
    first = python(WRITE_ALL, plan_file, PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    second = python(WRITE_ALL, plan_file, PYTHONHASHSEED="2", TZ="America/New_York")
    assert first == second


def test_the_environment_sets_the_time(plan_file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = python(WRITE_ALL, plan_file)
    set_to = python(WRITE_ALL, plan_file, SOURCE_DATE_EPOCH="1700000000")
    differ = {name for name in EXPORTERS if plain[name] != set_to[name]}
    assert differ == {"docx", "raci-docx", "handouts"}
    for nonsense in ("", "soon", "-1"):
        assert python(WRITE_ALL, plan_file, SOURCE_DATE_EPOCH=nonsense) == plain


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name not in ("json", "toml")])
def test_a_cancelled_export_leaves_nothing(name: str, whole: Selection, tmp_path: Path) -> None:
    listed = Registry(plugins=False).exporter(name)
    path = tmp_path / "out"
    target = HostTarget(str(path), listed.spec.kind)
    target.cancelled = True
    with pytest.raises(ExportError, match="cancelled"):
        run(listed, whole, build(listed.spec.options, {}), target)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def plan_file(tmp_path: Path) -> Any:
    return shutil.copy(ROOT / "data" / "allocation.toml", tmp_path)


def test_the_digest_is_that_of_the_file(plan_file: str, export: Any) -> None:
    selection = select(load(plan_file), "lead:林业厅 补偿", language="en")
    written = export("docx", selection).read_bytes()
    assert python(WRITE_ALL, plan_file)["docx"] == hashlib.sha256(written).hexdigest()


@pytest.mark.parametrize("exporter", [name for name in EXPORTERS if name not in ("json", "toml")])
def test_no_document_shows_a_sign_for_what_nobody_sees(
    exporter: str, export: Any, plan: Plan
) -> None:
    def unseen(text: str) -> str:
        return f"{text[:1]}\u200b{text[1:-1]}\u202e\x9b\ufffe{text[-1:]}"

    chapter = plan.chapters[0]
    measure = next(m for _chapter, _section, m in plan.walk())._replace(
        text=unseen("健全补偿。"),
        lead=(unseen("林业厅"),),
        participants=(unseen("财政厅"),),
        deadline=unseen("2020年底"),
        extra=((unseen("备注"), unseen("见附件")),),
    )
    one = plan._replace(
        title=unseen(plan.title),
        departments=tuple(map(Department, (*measure.lead, *measure.participants))),
        chapters=(Chapter(1, unseen(chapter.title), (measure,)),),
    )
    path = export(exporter, select(one))
    for file in path.rglob("*") if path.is_dir() else (path,):
        parts = [file.read_bytes()]
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        for part in parts:
            assert "\ufffd".encode() not in part
            assert "\u200b".encode() not in part
