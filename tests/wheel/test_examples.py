"""Three plugins of strangers: installed, listed, used, tested by their own tests, and removed."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from needs import needs
from terminal import Terminal
from wheels import EXAMPLES, Environment, one, succeed

pytestmark = pytest.mark.xdist_group("wheel")

NAMES = ("ecotui-html", "ecotui-ics", "ecotui-parquet")


@pytest.mark.parametrize("name", NAMES)
def test_a_wheel_carries_its_package_and_nothing_else(built: Path, name: str) -> None:
    package = name.replace("-", "_")
    with zipfile.ZipFile(one(built, f"{package}-*.whl")) as wheel:
        names = set(wheel.namelist())
    source = EXAMPLES / name / "src" / package
    files = {f"{package}/{path.name}" for path in source.iterdir() if path.is_file()}
    assert {file for file in names if ".dist-info/" not in file} == files
    assert f"{package}/py.typed" in files


def test_they_are_listed(examples: Environment) -> None:
    plugins = examples.plugins()
    assert {name: plugins[name]["status"] for name in NAMES} == dict.fromkeys(NAMES, "ok")
    assert [plugins[name]["exporters"] for name in NAMES] == [["html"], ["ics"], ["parquet"]]
    assert plugins["ecotui-ics"]["importers"] == ["ics"]
    assert all(plugins[name]["version"] == "1.0.0" for name in NAMES)
    listed = examples.exporters()
    assert listed["html"]["plugin"] == {"name": "ecotui-html", "version": "1.0.0"}
    assert {option["name"] for option in listed["html"]["options"]} == {"scheme", "matrix"}
    assert listed["parquet"]["status"] == "ok"
    assert "--compression" in examples.ecotui("export", "parquet", "--help")
    assert examples.ecotui("plugins", "list").count("\tok\t") == 3


def test_every_format_goes_to_a_file_and_to_standard_output(examples: Environment) -> None:
    folder = examples.folder / "every"
    folder.mkdir()
    listed = examples.exporters()
    assert {"html", "ics", "parquet", "docx", "raci-xlsx", "json"} <= listed.keys()
    for name, exporter in listed.items():
        assert exporter["status"] == "ok", name
        export = ("export", name, "--where", "no:1-3")
        if exporter["kind"] == "tree":
            examples.ecotui(*export, "-o", folder / name)
            assert [path for path in (folder / name).rglob("*") if path.is_file()]
            assert "-o" in examples.fails(3, *export, "-o", "-")
            continue
        path = folder / f"{name}.{exporter['extensions'][0]}"
        examples.ecotui(*export, "-o", path)
        # Bytes cannot be captured as text; the shell compares them.
        command = f'"$0" --lang en export {name} --where no:1-3 -o - | cmp - "$1"'
        succeed("sh", "-c", command, examples.bin / "ecotui", path, cwd=folder)
        assert path.stat().st_size > 100


def test_one_is_used_from_the_dialog(examples: Environment) -> None:
    config = examples.folder / "config" / "ecotui" / "config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[plugins]\ndisabled = ["ecotui-parquet"]\n', encoding="utf-8")
    screen = Terminal([str(examples.bin / "ecotui"), "--lang", "en"], examples.folder)
    try:
        screen.wait("44/44")
        screen.send("/no:1\re")
        screen.wait("Export: 1 measure", "not usable: ecotui-parquet")
        screen.send("Gk\r")
        screen.wait("wrote")
        screen.send("q")
        assert screen.ended() == 0
    finally:
        screen.close()
        config.unlink()
    (page,) = examples.folder.glob("*-measure-1-HTML-page.html")
    assert page.read_text(encoding="utf-8").count("<article") == 1


#: Tests of an example that need more than Python, by its name.
IN_A_BROWSER = {"ecotui-html": "tests/test_browser.py"}


@pytest.fixture
def own_tests(examples: Environment, request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Runs tests of an example against its installed wheel: its source is not beside them."""
    name: str = request.param
    folder = tmp_path / name
    folder.mkdir()
    for file in ("pyproject.toml", "README.md"):
        shutil.copy(EXAMPLES / name / file, folder)
    shutil.copytree(
        EXAMPLES / name / "tests", folder / "tests", ignore=shutil.ignore_patterns("__pycache__")
    )
    pytest_of_it = (examples.bin / "python", "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider")

    def run(*arguments: str) -> None:
        written = succeed(*pytest_of_it, *arguments, cwd=folder)
        assert " passed" in written
        skipped = [line for line in written.splitlines() if line.startswith("SKIPPED")]
        # What the contract has no reader for, the tests beside it read.
        assert all(".parquet" in line for line in skipped), written

    return run


@pytest.mark.parametrize("own_tests", NAMES, indirect=True)
def test_its_own_tests_pass(own_tests: Any) -> None:
    own_tests(*(f"--ignore={file}" for file in IN_A_BROWSER.values()))


@pytest.mark.thorough
@needs("chromium", "chromedriver")
@pytest.mark.parametrize("own_tests", IN_A_BROWSER, indirect=True)
def test_its_own_tests_pass_in_a_browser(own_tests: Any) -> None:
    own_tests(*IN_A_BROWSER.values())


def test_plugins_can_be_left_out(examples: Environment) -> None:
    left = json.loads(examples.ecotui("--no-plugins", "exporters", "--json"))
    assert not {"html", "ics", "parquet"} & {one["id"] for one in left}
    assert 'unknown exporter "html"' in examples.fails(2, "--no-plugins", "export", "html")
