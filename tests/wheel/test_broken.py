"""Plugins that are broken in every way that is known, beside two that are not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wheels import Environment, run, wheel_of

pytestmark = pytest.mark.xdist_group("wheel")

HERE = Path(__file__).parent

#: Module, status, and what is said of the cause.
KINDS = {
    "import_error": ("broken", "ModuleNotFoundError: No module named 'a_module_that_nobody_has'"),
    "calls_exit": ("broken", "SystemExit: broken on purpose"),
    "raises": ("broken", "RuntimeError: raised on purpose"),
    "endless_list": ("broken", "may be endless"),
    "wrong_api": ("incompatible", "of-tomorrow is for plugin interface 2, this is 1"),
    "misspelt_hook": (
        "broken",
        'unknown hook "ecotui_register_exporter", did you mean ecotui_register_exporters?',
    ),
    "bad_spec": ("broken", "id 'Bad Id' is not"),
    "prints": ("broken", "standard output"),
    "claims_builtin": ("broken", "the id docx is used by a built-in one"),
}


#: A plugin whose exporter is declared wrongly, and so never run.
ONE_SPEC = """\
from ecotui.api import ExporterSpec, api_version, hookimpl


@hookimpl
def ecotui_register_exporters():
    return [
        ExporterSpec(
            {fields},
            title="Wrong",
            summary="Writes nothing.",
            extensions=("txt",),
            media_type="text/plain",
            kind="text",
            factory="nowhere:Nothing",
        )
    ]
"""
#: What is wrong with it, by the kind of the plugin.
WRONG_SPECS = {
    "bad_spec": 'id="Bad Id"',
    "claims_builtin": 'id="docx"',
    "wrong_api": 'id="of-tomorrow", api=api_version + 1',
}


def distribution(kind: str) -> str:
    return f"ecotui-{kind.replace('_', '-')}"


def wheel(kind: str, work: Path) -> Path:
    source = work / "broken" / kind
    source.mkdir(parents=True)
    if kind in WRONG_SPECS:
        (source / f"{kind}.py").write_text(ONE_SPEC.format(fields=WRONG_SPECS[kind]))
    else:
        shutil.copy(HERE / "broken" / f"{kind}.py", source)
    return wheel_of(source, distribution(kind), {kind: kind})


@pytest.fixture(scope="module")
def beside(examples: Environment, work: Path) -> Iterator[Environment]:
    """The environment with the examples and every broken plugin in it."""
    examples.install(*(wheel(kind, work) for kind in KINDS))
    yield examples
    examples.uninstall(*map(distribution, KINDS))


@pytest.fixture(scope="module")
def plugins(beside: Environment) -> dict[str, dict[str, Any]]:
    return beside.plugins()


def test_every_kind_is_tried() -> None:
    files = {path.stem for path in (HERE / "broken").glob("*.py")}
    assert files | WRONG_SPECS.keys() == {*KINDS, "endless_hook"}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_named_with_version_and_cause(plugins: dict[str, dict[str, Any]], kind: str) -> None:
    plugin = plugins[distribution(kind)]
    status, cause = KINDS[kind]
    assert (plugin["status"], plugin["version"]) == (status, "0.3")
    assert cause in plugin["error"]
    assert plugin["exporters"] == []


def test_those_beside_still_work(beside: Environment, plugins: dict[str, dict[str, Any]]) -> None:
    assert {plugins[name]["status"] for name in ("ecotui-html", "ecotui-parquet")} == {"ok"}
    done = run(beside.bin / "ecotui", "--lang", "en", "exporters", "--json", cwd=beside.folder)
    assert done.returncode == 0
    # Each is named once, in one line; nothing of what was printed is in the JSON.
    assert all(done.stderr.count(f"{distribution(kind)} 0.3") <= 1 for kind in KINDS)
    listed = {one["id"]: one for one in json.loads(done.stdout)}
    assert listed["html"]["status"] == listed["parquet"]["status"] == "ok"
    assert listed["docx"]["plugin"]["name"] == "ecotui"
    assert beside.ecotui("export", "html", "--where", "no:1-2").count("<article") == 2


def test_what_needs_no_plugin_never_meets_them(beside: Environment) -> None:
    for command in (["list"], ["show", "1"], ["matrix"], ["export", "raci-csv"]):
        done = run(beside.bin / "ecotui", *command, cwd=beside.folder)
        assert done.returncode == 0
        assert "nobody's pipe" not in done.stdout + done.stderr
        assert done.stderr == ""


def test_asking_for_a_broken_one_says_why(beside: Environment) -> None:
    line = beside.fails(4, "export", "ecotui-calls-exit:any")
    assert line == "ecotui: plugin ecotui-calls-exit 0.3 is broken: SystemExit: broken on purpose"


def test_checking_ends_with_the_code_of_a_broken_plugin(beside: Environment) -> None:
    check = (beside.bin / "ecotui", "--lang", "en", "plugins", "check", "ecotui-misspelt-hook")
    done = run(*check, cwd=beside.folder)
    assert done.returncode == 4
    assert KINDS["misspelt_hook"][1] in done.stdout


@pytest.mark.thorough
def test_one_that_never_comes_back_is_given_up(beside: Environment, work: Path) -> None:
    beside.install(wheel("endless_hook", work))
    try:
        plugins = beside.plugins()
    finally:
        beside.uninstall("ecotui-endless-hook")
    assert plugins["ecotui-endless-hook"]["status"] == "broken"
    assert "so it was stopped" in plugins["ecotui-endless-hook"]["error"]
    assert plugins["ecotui-html"]["status"] == "ok"
