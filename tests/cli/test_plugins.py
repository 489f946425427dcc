"""Plugins as the command line meets them: found, blocked, broken, checked, begun."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from installing import GOOD, Plugins, hook

ROOT = Path(__file__).parents[2]

#: Leaves a trace where it is imported.
TRACE = "import os\nopen(os.environ['TRACE'], 'a').write(__name__ + '\\n')\n"

KINDS = {
    "import-error": "import no_such_module",
    "system-exit": "sys.exit(3)",
    "wrong-api": hook("return [spec('a', api=2)]"),
    "misspelt": hook("return []", name="ecotui_register_exporter"),
    "bad-spec": hook("return [spec('a', kind='noise')]"),
    "prints": "print('hello')\n" + GOOD.replace("spec()", "spec('b')"),
    "writes": "import os\nos.write(1, b'hello')\n" + GOOD.replace("spec()", "spec('c')"),
    "endless": hook("\n    while True: yield spec('d')"),
    "built-in-id": GOOD.replace("spec()", "spec('markdown')"),
}


def clean_environment() -> dict[str, str]:
    """The environment without what changes how Python or ecotui runs."""
    own = ("ECOTUI", "PYTHON", "PYTEST", "COV")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def run(command: list[str], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, with a clean environment."""
    return subprocess.run(
        command,
        cwd=folder,
        env={**clean_environment(), **env},
        capture_output=True,
        text=True,
        check=False,
    )


class Installed:
    """The command line with some plugins installed, and what they left."""

    def __init__(self, ecotui: Any, folder: Path) -> None:
        self.plugins = Plugins(folder / "site")
        self.plugins.folder.mkdir()
        self.folder = folder
        self.trace = folder / "trace"
        # Under test is the checkout that the test is in, whatever is installed.
        self.path = os.pathsep.join([str(self.plugins.folder), str(ROOT)])
        self._ecotui = ecotui

    def __call__(
        self, *arguments: str, text: str = "", **env: str
    ) -> subprocess.CompletedProcess[str]:
        env = {"PYTHONPATH": self.path, "TRACE": str(self.trace), **env}
        done: subprocess.CompletedProcess[str] = self._ecotui(*arguments, text=text, **env)
        assert "Traceback" not in done.stderr or "--traceback" in arguments, done.stderr
        return done

    def imported(self) -> list[str]:
        return self.trace.read_text().split() if self.trace.exists() else []


@pytest.fixture
def installed(ecotui: Any, tmp_path: Path) -> Installed:
    return Installed(ecotui, tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["browse"],
        ["list"],
        ["list", "--json", "--where", "湿地"],
        ["show", "1"],
        ["departments"],
        ["matrix"],
        ["check"],
        ["views", "list"],
        ["export", "markdown"],
        ["export", "raci-xlsx", "-o", "a.xlsx"],
        ["--help"],
        ["export", "markdown", "--help"],
    ],
    ids=" ".join,
)
def test_no_plugin_is_imported_for_what_needs_none(
    installed: Installed, arguments: list[str]
) -> None:
    installed.plugins.install("acme", TRACE + GOOD)
    assert installed(*arguments).returncode == 0
    assert installed.imported() == []


@pytest.mark.parametrize(
    "arguments",
    [["exporters"], ["importers"], ["plugins", "list"], ["export", "mine"], ["export", "--help"]],
    ids=" ".join,
)
def test_a_plugin_is_imported_where_it_may_be_meant(
    installed: Installed, arguments: list[str]
) -> None:
    installed.plugins.install("acme", TRACE + GOOD)
    assert installed(*arguments).returncode == 0
    assert installed.imported() == ["acme"]


@pytest.mark.parametrize("how", ["--no-plugins", "environment", "configuration"])
def test_what_blocks_plugins_acts_before_they_are_imported(
    installed: Installed, tmp_path: Path, how: str
) -> None:
    installed.plugins.install("acme", TRACE + GOOD)
    single = tmp_path / "own"
    single.mkdir()
    shutil.copy(installed.plugins.folder / "acme.py", single / "single.py")
    env, flags = {}, ["--plugin-dir", str(single)]
    if how == "configuration":
        (tmp_path / "config" / "ecotui").mkdir(parents=True)
        config = tmp_path / "config" / "ecotui" / "config.toml"
        config.write_text('[plugins]\ndisabled = ["Acme", "single"]\n')
    elif how == "environment":
        env["ECOTUI_NO_PLUGINS"] = "1"
    else:
        flags.append("--no-plugins")
    for arguments in (["exporters"], ["plugins", "list"], ["plugins", "check"]):
        assert installed(*flags, *arguments, **env).returncode == 0
    assert installed(*flags, "export", "mine", **env).returncode == 2
    assert installed.imported() == []
    states = json.loads(installed(*flags, "plugins", "list", "--json", **env).stdout)
    assert [one["status"] for one in states] == ["disabled"] * len(states)


def test_every_kind_of_broken_plugin_is_listed_and_harms_nobody(installed: Installed) -> None:
    for name, source in KINDS.items():
        installed.plugins.install(name, source, version="1.2")
    installed.plugins.install("zeta", GOOD)
    done = installed("plugins", "list", "--json")
    assert done.returncode == 0
    found = {one["name"]: one for one in json.loads(done.stdout)}
    assert set(found) == {*KINDS, "zeta"}
    for name in KINDS:
        wanted = "incompatible" if name == "wrong-api" else "broken"
        assert found[name]["status"] == wanted
        assert found[name]["version"] == "1.2"
        assert found[name]["error"]
        assert found[name]["exporters"] == []
    assert found["zeta"]["exporters"] == ["mine"]
    assert installed("export", "mine").stdout == "mine"
    listed = json.loads(installed("exporters", "--json").stdout)
    assert "zeta" in {one["plugin"]["name"] for one in listed}
    checked = installed("plugins", "check", "bad-spec")
    assert checked.returncode == 4
    assert checked.stdout.startswith("bad-spec\t1.2\t-\tbroken\t")


def test_a_plugin_that_hangs_is_given_up(installed: Installed) -> None:
    installed.plugins.install("acme", "while True: pass")
    done = installed("plugins", "list", "--json")
    assert done.returncode == 0
    (found,) = json.loads(done.stdout)
    assert found["status"] == "broken"
    assert "so it was stopped" in found["error"]


def test_an_interrupt_of_the_user_s_does_not_wait_for_a_plugin(
    installed: Installed, tmp_path: Path
) -> None:
    installed.plugins.install("acme", TRACE + "import time\ntime.sleep(60)")
    env = {"PYTHONPATH": installed.path, "TRACE": str(installed.trace), "HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ecotui", "plugins", "list"],
        cwd=tmp_path,
        env={**clean_environment(), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not installed.imported():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in error


def test_two_that_claim_one_id_are_reached_by_their_names(installed: Installed) -> None:
    installed.plugins.install("acme", GOOD)
    installed.plugins.install("zeta", GOOD)
    done = installed("export", "mine")
    assert done.returncode == 2
    assert "choose acme:mine / zeta:mine" in done.stderr
    assert installed("export", "zeta:mine").stdout == "mine"
    ids = [one["id"] for one in json.loads(installed("exporters", "--json").stdout)]
    assert ids[-2:] == ["acme:mine", "zeta:mine"]


BREAKS = """
class Mine:
    def export(self, selection, target, options):
        raise RuntimeError("why")
    def read(self, data, file):
        raise RuntimeError("why")

@hookimpl
def ecotui_register_exporters():
    return [spec()]

@hookimpl
def ecotui_register_importers():
    return [ImporterSpec(id="reads", title="Reads", summary="Reads it.", extensions=("abc",),
                         factory=f"{__name__}:Mine")]
"""


@pytest.mark.parametrize(
    "arguments", [["export", "mine"], ["import", "a.abc", "-o", "b.toml"]], ids=" ".join
)
def test_a_plugin_that_breaks_is_named_with_its_version(
    installed: Installed, tmp_path: Path, arguments: list[str]
) -> None:
    installed.plugins.install("acme", BREAKS, version="2.5")
    (tmp_path / "a.abc").write_text("x")
    done = installed(*arguments)
    assert done.returncode == 4
    assert done.stderr.startswith("ecotui: plugin acme 2.5 failed in ")
    assert done.stderr.count("\n") == 1
    shown = installed(*arguments, "--traceback")
    assert shown.returncode == 4
    assert "acme.py" in shown.stderr
    assert "RuntimeError: why" in shown.stderr
    assert not (tmp_path / "b.toml").exists()


def test_a_traceback_writes_no_escape_sequence(installed: Installed) -> None:
    installed.plugins.install("acme", BREAKS.replace('"why"', '"why\\x1b]0;x\\x07"'))
    shown = installed("export", "mine", "--traceback")
    assert shown.returncode == 4
    assert shown.stderr.endswith("RuntimeError: why␛]0;x␇\n")


def test_asking_for_what_a_broken_plugin_brings_says_what_broke(installed: Installed) -> None:
    installed.plugins.install("acme", "raise RuntimeError('why')", version="2.5")
    done = installed("export", "acme:mine")
    assert (done.returncode, done.stderr) == (
        4,
        "ecotui: plugin acme 2.5 is broken: RuntimeError: why\n",
    )
    shown = installed("export", "acme:mine", "--traceback")
    assert "acme.py" in shown.stderr
    # Which plugin would bring a bare id, nobody can know.
    bare = installed("export", "mine")
    assert bare.returncode == 2
    assert "; plugin acme 2.5 is broken: RuntimeError: why" in bare.stderr


def test_what_an_exporter_writes_to_standard_output_is_none_of_the_export(
    installed: Installed,
) -> None:
    source = """
import os
class Mine:
    def export(self, selection, target, options):
        print("printed")
        os.write(1, b"written\\n")
        with target.text() as file:
            file.write("mine")
"""
    installed.plugins.install("acme", source + GOOD)
    done = installed("export", "mine")
    assert done.stdout == "mine"
    assert set(done.stderr.split()) == {"printed", "written"}


OPTIONS = """
import enum
from dataclasses import dataclass
from typing import Literal

class Paper(enum.Enum):
    A4 = "a4"
    A3 = "a3"

@dataclass(frozen=True)
class Options:
    wide: bool = option(False, help="wide columns")
    size: int = option(10, min=1, max=100, help="size of letters")
    scale: float = option(1.0, min=0.5, help="scale")
    title: str = option("", help="title")
    paper: Paper = option(Paper.A4, help="paper")
    order: Literal["up", "down"] = option("up", help="order")
    columns: tuple[str, ...] = option(("no",), choices=("no", "text"), help="columns")

class Mine:
    def export(self, selection, target, options):
        with target.text() as file:
            file.write(repr(options))

@hookimpl
def ecotui_register_exporters():
    return [spec(options=Options, translations={"zh": {
        "Mine": "我的", "Writes it.": "写出。", "wide columns": "宽列"}})]
"""


def test_an_option_is_declared_once_for_every_place(installed: Installed, tmp_path: Path) -> None:
    installed.plugins.install("acme", OPTIONS)
    given = {
        "wide": True,
        "size": 7,
        "scale": 0.5,
        "title": "表",
        "paper": "a3",
        "order": "down",
        "columns": ["text", "no"],
    }
    flags = ["--wide", "--size", "7", "--scale", "0.5", "--title", "表", "--paper", "a3"]
    flags += ["--order", "down", "--columns", "text,no"]
    typed = installed("export", "mine", *flags).stdout
    assert "size=7, scale=0.5, title='表', paper=<Paper.A3: 'a3'>, order='down'" in typed
    assert "columns=('text', 'no')" in typed
    (tmp_path / "config" / "ecotui").mkdir(parents=True)
    config = tmp_path / "config" / "ecotui" / "config.toml"
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in given.items()]
    config.write_text("\n".join(["[exporters.mine]", *lines]), encoding="utf-8")
    assert installed("export", "mine").stdout == typed
    config.write_text("[exporters.mine]\nsize = 0\n")
    wrong = {
        "--size": installed("export", "mine", "--size", "0"),
        f"{config}:2: exporters.mine.size": installed("export", "mine"),
    }
    for named, done in wrong.items():
        assert done.returncode == 2
        assert done.stderr == f'ecotui: {named} takes a whole number 1…100, not "0"\n'
    (record,) = [
        one for one in json.loads(installed("exporters", "--json").stdout) if one["id"] == "mine"
    ]
    assert {one["name"]: (one["type"], one["choices"]) for one in record["options"]} == {
        "wide": ("bool", None),
        "size": ("int", None),
        "scale": ("float", None),
        "title": ("str", None),
        "paper": ("choice", ["a4", "a3"]),
        "order": ("choice", ["up", "down"]),
        "columns": ("list", ["no", "text"]),
    }
    config.unlink()
    chinese = installed("export", "mine", "--help", lang="zh").stdout
    assert "\n  写出。\n" in chinese
    assert "宽列" in chinese


# -- where plugins are never found


def beside(folder: Path) -> None:
    """A plugin in a folder, as an attacker would leave it beside a plan."""
    Plugins(folder).install("acme", TRACE + GOOD)
    (folder / "egg.egg-info").mkdir()
    (folder / "egg.egg-info" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: egg\n")
    (folder / "egg.egg-info" / "entry_points.txt").write_text("[ecotui]\nmain = acme\n")


@pytest.mark.parametrize("path", [None, "", ".", ":", "HERE", "/nonexistent:"])
@pytest.mark.parametrize("safe", ["", "1"])
@pytest.mark.parametrize("program", ["script", "module"])
def test_nothing_is_loaded_from_the_current_folder(
    tmp_path: Path, path: str | None, safe: str, program: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    beside(here)
    trace = tmp_path / "trace"
    env = {"HOME": str(tmp_path), "TRACE": str(trace), "LC_ALL": "C.UTF-8"}
    if safe:
        env["PYTHONSAFEPATH"] = safe
    if path is not None:
        env["PYTHONPATH"] = path.replace("HERE", str(here))
    module = [sys.executable, "-m", "ecotui"]
    script = [str(Path(sys.executable).parent / "ecotui")]
    command = module if program == "module" else script
    done = run([*command, "--plan", ".", "plugins", "list", "--json"], here, **env)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
    assert not trace.exists()


def test_nothing_is_loaded_from_beside_a_plan(installed: Installed, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    beside(folder)
    shutil.copy(ROOT / "data" / "allocation.toml", folder / "plan.toml")
    for plan in (folder, folder / "plan.toml"):
        for arguments in (["exporters"], ["plugins", "list"], ["list"]):
            assert installed("--plan", str(plan), *arguments).returncode == 0
    assert installed.imported() == []


def test_a_file_in_the_current_folder_is_no_module_of_a_plugin(
    installed: Installed, tmp_path: Path
) -> None:
    installed.plugins.install("acme", GOOD.replace("spec()", "spec(factory='acme_part:Mine')"))
    (installed.plugins.folder / "acme_part.py").write_text("from acme import Mine\n")
    for name in ("acme", "acme_part"):
        (tmp_path / f"{name}.py").write_text(TRACE)
    path = os.pathsep.join(["", installed.path])
    assert installed("export", "mine", PYTHONPATH=path).stdout == "mine"
    assert installed.imported() == []


# -- folders that are given


def test_files_of_a_folder_that_is_given_are_plugins(installed: Installed, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    Plugins(folder).install("single", GOOD)
    shutil.rmtree(folder / "single-1.0.dist-info")
    assert installed("--plugin-dir", str(folder), "export", "mine").stdout == "mine"
    assert installed("--plugin-dir", "own", "export", "single:mine").stdout == "mine"
    # An option of the program may stand behind the exporter, which has no such option.
    assert installed("--plugin-dir", "own", "export", "mine", "--lang", "en").stdout == "mine"
    assert installed("export", "mine").returncode == 2
    missing = installed("--plugin-dir", "nowhere", "plugins", "list")
    assert (missing.returncode, missing.stderr) == (
        2,
        "ecotui: --plugin-dir: nowhere is not a readable folder\n",
    )
    checked = installed("--plugin-dir", "own", "plugins", "check", "single")
    assert checked.returncode == 4
    assert "measures are missing" in checked.stdout


# -- checking and beginning


def results(checked: subprocess.CompletedProcess[str]) -> dict[tuple[str, str], str]:
    """What `plugins check` printed, by id and title."""
    rows = [line.split("\t") for line in checked.stdout.splitlines()]
    return {(id_, title): result for _name, _version, id_, title, result in rows}


def test_an_importer_is_checked_too(installed: Installed) -> None:
    installed.plugins.install("acme", BREAKS)
    done = installed("plugins", "check", "acme")
    assert done.returncode == 4
    found = results(done)
    refusing = found["reads", "it refuses anything that is not a document, and says why"]
    assert refusing.startswith("all 6 documents: RuntimeError: why (acme.py:")
    writing = found["mine", "it writes every plan, including hostile and large ones"]
    assert writing.startswith("all 13 plans: ")
    reason = "only its author has a document that it reads; see --document"
    for title in (
        "it reads the document",
        "the plan can be saved",
        "the same document gives the same plan",
        "it prints nothing",
        "it writes no files, and uses no network and no programs",
    ):
        assert found["reads", title] == f"skipped: {reason}"


@pytest.mark.parametrize(("lang", "word"), [("en", "skipped: "), ("zh", "已跳过：")])
def test_a_check_that_cannot_be_made_is_said_to_be_skipped(
    installed: Installed, lang: str, word: str
) -> None:
    specs = "spec('gone', requires=('no_such_module',)), spec('bad', factory='acme:Nobody')"
    installed.plugins.install("acme", hook(f"return [{specs}]"))
    done = installed("plugins", "check", lang=lang)
    assert (done.returncode, done.stderr) == (4, "")
    (plugin, gone, *bad) = results(done).values()
    assert plugin == "ok"
    assert gone.startswith(word)
    assert "no_such_module" in gone
    assert "AttributeError" in bad[0]
    assert [one.startswith(word) for one in bad] == [False] * 4 + [True] * 14


def test_a_plugin_that_cannot_be_run_here_is_unavailable_and_not_sound(
    installed: Installed,
) -> None:
    installed.plugins.install("acme", hook("return [spec(requires=('no_such',))]"))
    (state,) = json.loads(installed("plugins", "list", "--json").stdout)
    # The plugin itself is sound; `exporters --json` says what cannot be used.
    assert (state["status"], state["exporters"]) == ("ok", ["mine"])
    assert "acme\t1.0\tunavailable\tmine: needs no_such" in installed("plugins", "list").stdout
    done = installed("plugins", "check")
    assert done.returncode == 4
    assert results(done)["mine", "it can be run"].startswith("skipped: needs no_such")


READS = (
    hook(
        "return [ImporterSpec(id='reads', title='Reads', summary='Reads it.', extensions=('zzz',),"
        " factory='acme:Reads')]",
        "ecotui_register_importers",
    )
    + """
class Reads:
    def read(self, data, file):
        if data != b"the plan":
            raise PlanError([Problem(file, None, "no plan")])
        print("aloud")
        measures = (Measure(1, "x"),)
        return Plan("p", "t", chapters=(Chapter(1, "c", measures),)), ()
"""
)


def test_an_importer_is_tried_on_a_document_that_is_given(
    installed: Installed, tmp_path: Path
) -> None:
    installed.plugins.install("acme", READS)
    (tmp_path / "a.zzz").write_text("the plan")
    (tmp_path / "b.zzz").write_text("no plan")
    without = results(installed("plugins", "check"))
    assert without["reads", "it prints nothing"].startswith("skipped: ")
    done = installed("plugins", "check", "--document", "a.zzz")
    assert done.returncode == 4
    found = results(done)
    assert found["reads", "it reads the document"] == "ok"
    assert found["reads", "the plan can be saved"] == "ok"
    assert found["reads", "it prints nothing"].startswith("it printed: aloud")
    both = results(installed("plugins", "check", "--document", "a.zzz", "--document", "b.zzz"))
    assert both["reads", "it reads the document"].startswith("document-2: ")


def test_a_document_that_no_importer_reads_is_wrong_usage(
    installed: Installed, tmp_path: Path
) -> None:
    installed.plugins.install("acme", GOOD)
    (tmp_path / "a.zzz").write_text("the plan")
    done = installed("plugins", "check", "acme", "--document", "a.zzz")
    assert (done.returncode, done.stderr) == (
        2,
        "ecotui: --document: no importer that is checked reads a.zzz\n",
    )


def test_it_is_shown_where_a_plugin_that_is_checked_failed(installed: Installed) -> None:
    installed.plugins.install("acme", BREAKS)
    assert installed("plugins", "check").stderr == ""
    shown = installed("plugins", "check", "--traceback").stderr
    assert shown.count("RuntimeError: why\n") == 2
    # Of the exporter once, whatever the number of plans, and of the importer.
    assert shown.count("acme.py") == 2


def test_what_was_not_tried_is_not_sound(installed: Installed, tmp_path: Path) -> None:
    installed.plugins.install("acme", GOOD)
    installed.plugins.install("nothing", hook("return []"))
    (tmp_path / "config" / "ecotui").mkdir(parents=True)
    config = tmp_path / "config" / "ecotui" / "config.toml"
    config.write_text('[plugins]\ndisabled = ["acme"]\n')
    done = installed("plugins", "check", "acme")
    assert done.returncode == 4
    assert done.stdout.endswith("skipped: disabled in the configuration\n")
    done = installed("plugins", "check", "nothing")
    assert done.returncode == 4
    assert done.stdout.endswith("it registers no exporter and no importer\n")


def test_a_check_shows_on_a_terminal_that_it_goes_on(installed: Installed, tmp_path: Path) -> None:
    installed.plugins.install("acme", hook("return [spec()]"))
    master, slave = os.openpty()
    command = [sys.executable, "-m", "ecotui", "--lang", "en", "plugins", "check", "acme"]
    env = {**clean_environment(), "PYTHONPATH": installed.path, "HOME": str(tmp_path)}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=slave, check=False
    )
    os.close(slave)
    shown = b""
    # The other end is closed: Linux says so with an error.
    with contextlib.suppress(OSError):
        while more := os.read(master, 4096):
            shown += more
    os.close(master)
    assert b"trying acme:mine: " in shown
    # The line is gone in the end, and standard output has none of it.
    assert shown.endswith(b"\r\x1b[K")
    assert b"trying" not in done.stdout


def test_checking_what_is_not_there_is_wrong_usage(installed: Installed) -> None:
    installed.plugins.install("acme", GOOD)
    done = installed("plugins", "check", "acne")
    assert (done.returncode, done.stderr) == (
        2,
        'ecotui: no plugin "acne"; there are: acme\n',
    )


@pytest.mark.parametrize(
    "name", ["Mine", "1x", "a--b", "-a", "a_b", "../x", "a/b", "", "ä", "a" * 31, "markdown"]
)
def test_a_name_that_no_exporter_can_have_is_refused(
    installed: Installed, tmp_path: Path, name: str
) -> None:
    before = sorted(tmp_path.iterdir())
    done = installed("plugins", "new", "--", name)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("a_b", "a-b"),
        ("Mine", "mine"),
        ("3d-list", "d-list"),
        ("a" * 31, "a" * 30),
        ("a--b", "a-b"),
    ],
)
def test_a_name_that_is_near_is_proposed(installed: Installed, name: str, meant: str) -> None:
    done = installed("plugins", "new", name)
    assert done.returncode == 2
    assert "at most 30" in done.stderr
    assert done.stderr.endswith(f"; did you mean {meant}?\n")
    assert installed("plugins", "new", meant).returncode == 0


def test_the_name_of_a_distribution_is_taken_for_that_of_its_plugin(
    installed: Installed, tmp_path: Path
) -> None:
    assert installed("plugins", "new", "ecotui-mine").returncode == 0
    assert os.listdir(tmp_path / "ecotui-mine" / "tests") != []
    assert installed("plugins", "new", "json", "--importer").returncode == 2
    # An exporter has this name, and no importer.
    assert installed("plugins", "new", "markdown", "--importer").returncode == 0


def test_a_new_package_names_its_licence_and_author(installed: Installed, tmp_path: Path) -> None:
    author = 'Zoë "三" \\'
    assert installed("plugins", "new", "mine", "--author", author).returncode == 0
    package = tmp_path / "ecotui-mine"
    project = tomllib.loads((package / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["authors"] == [{"name": author}]
    assert project["license"] == "MIT"
    assert "ecotui-plugin" in project["keywords"]
    assert f"Copyright (c) {author}\n" in (package / "LICENSE").read_text("utf-8")
    assert "/dist/" in (package / ".gitignore").read_text("utf-8")
    workflow = (package / ".github" / "workflows" / "release.yml").read_text("utf-8")
    assert "id-token: write" in workflow
    assert "@" not in re.sub(r"uses: \S+", "", workflow)


def test_a_new_package_is_written_over_nothing(installed: Installed, tmp_path: Path) -> None:
    assert installed("plugins", "new", "mine").returncode == 0
    assert (tmp_path / "ecotui-mine" / "ecotui_mine" / "writer.py").exists()
    (tmp_path / "ecotui-mine" / "README.md").write_text("precious")
    again = installed("plugins", "new", "mine")
    assert again.returncode == 3
    assert "ecotui-mine exists and is not empty" in again.stderr
    assert (tmp_path / "ecotui-mine" / "README.md").read_text() == "precious"
    (tmp_path / "file").write_text("precious")
    assert installed("plugins", "new", "mine", "-o", "file").returncode == 3
    assert (tmp_path / "file").read_text() == "precious"
    (tmp_path / "empty").mkdir()
    assert installed("plugins", "new", "mine", "-o", "empty").returncode == 0
    assert installed("plugins", "new", "mine", "-o", "deep/er").returncode == 0
    assert (tmp_path / "deep" / "er" / "pyproject.toml").exists()
    (tmp_path / "locked").mkdir(mode=0o500)
    if os.geteuid():
        assert installed("plugins", "new", "mine", "-o", "locked/x").returncode == 3
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("name", ["mine", "a-name-as-long-as-they-may-be1", "none"])
@pytest.mark.parametrize("kind", ["exporter", "importer"])
def test_a_new_package_is_sound_as_it_is(
    installed: Installed, tmp_path: Path, name: str, kind: str
) -> None:
    flag = ["--importer"] if kind == "importer" else []
    assert installed("plugins", "new", name, *flag, "-o", "package").returncode == 0
    package = tmp_path / "package"

    def succeed(*command: str) -> str:
        env = {"PYTHONPATH": installed.path, "HOME": str(tmp_path)}
        done = run([sys.executable, "-m", *command], package, **env)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    succeed("ruff", "check", "--no-cache")
    succeed("ruff", "format", "--check", "--no-cache")
    for file in package.rglob("*.py"):
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file
    if name != "mine":
        return
    # A translation into Chinese is soon wider than a line, and no mistake.
    declares = package / "ecotui_mine" / "__init__.py"
    text = declares.read_text("utf-8")
    wide = "字" * 60
    declares.write_text(f'{text}\n\nCHINESE = {{\n    "T": "{wide}"\n}}\n', "utf-8")
    succeed("ruff", "check", "--no-cache")
    succeed("ruff", "format", "--check", "--no-cache")
    flags = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    succeed("pip", "install", "--quiet", *flags, "--target", str(installed.plugins.folder), ".")
    succeed("mypy", "--cache-dir", str(tmp_path / "mypy"))
    assert " passed" in succeed("pytest", "-q", "-p", "no:cacheprovider")
    states = json.loads(installed("plugins", "list", "--json").stdout)
    assert [(one["name"], one["status"]) for one in states] == [("ecotui-mine", "ok")]
    checked = installed("plugins", "check")
    assert checked.returncode == 0, checked.stdout
    results = [line.split("\t")[-1] for line in checked.stdout.splitlines()]
    assert all(one == "ok" or "skipped: " in one for one in results)
    if kind == "importer":
        sample = str(package / "tests" / "sample.csv")
        listed = installed("--plan", sample, "list")
        assert listed.stdout.startswith("1\t每村配书三百册，每年更新一成。\t县图书馆\t各乡镇\n")
    else:
        assert all(one == "ok" for one in results)


def test_what_is_installed_in_place_is_found_where_its_author_stands(
    installed: Installed, tmp_path: Path
) -> None:
    # Installing in place leaves the metadata among the packages, and a file that names the folder.
    installed.plugins.install("acme", GOOD)
    project = tmp_path / "project"
    project.mkdir()
    (installed.plugins.folder / "acme.py").rename(project / "acme.py")
    code = (
        "import os, site, sys\n"
        "os.chdir(os.environ['PROJECT'])\n"
        # As with `PYTHONPATH=.`: a folder is on the path once, where it was first.
        "sys.path[:0] = [os.getcwd()]\n"
        "site.addsitedir(os.environ['SITE'])\n"
        "from ecotui.cli import main\n"
        "sys.argv = ['ecotui', 'export', 'mine']\n"
        "main()\n"
    )
    (installed.plugins.folder / "acme.pth").write_text(f"{project}\n")
    env = {"SITE": str(installed.plugins.folder), "PROJECT": str(project), "HOME": str(tmp_path)}
    done = run([sys.executable, "-c", code], tmp_path, PYTHONPATH=str(ROOT), **env)
    assert done.stdout == "mine", done.stderr


CLUMSY = """
from dataclasses import dataclass
from pathlib import Path
from ecotui.api import option

@dataclass(frozen=True)
class Options:
    size: int = option(1, min=1, max=9, help="how \u202elarge\x1b]0;")
    names: tuple[str, ...] = option((), help="names")
    template: Path = option(Path(), help="a file")

    def __post_init__(self):
        if self.size == 5:
            raise ValueError("five is too much")
        if self.size == 6:
            raise KeyError("six")

@hookimpl
def ecotui_register_exporters():
    return [spec("clumsy", factory="acme:Clumsy", options=Options)]

class Clumsy:
    def export(self, selection, target, options):
        for number in range(2000):
            target.warn(f"w{number}")
        text = ",".join(options.names)
        if options.template != Path():
            text = options.template.read_text()
        with target.text() as file:
            file.write(text)
"""


def test_options_that_do_not_go_together_are_refused_everywhere(installed: Installed) -> None:
    installed.plugins.install("acme", CLUMSY)
    done = installed("export", "clumsy", "--size", "5")
    assert (done.returncode, done.stderr) == (2, "ecotui: clumsy: five is too much\n")
    done = installed("export", "clumsy", "--size", "6")
    assert (done.returncode, done.stderr) == (
        4,
        "ecotui: plugin acme 1.0 failed in clumsy: KeyError: 'six'\n",
    )


def test_a_list_is_given_in_one_word_or_in_several(installed: Installed) -> None:
    installed.plugins.install("acme", CLUMSY)
    for words in (["--names", "a, b"], ["--names", "a", "--names", "b"], ["--names=a，b"]):
        assert installed("export", "clumsy", *words).stdout == "a,b"


def test_a_thousand_warnings_are_ten_lines(installed: Installed) -> None:
    installed.plugins.install("acme", CLUMSY)
    lines = installed("export", "clumsy").stderr.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "ecotui: clumsy: and 1,990 more warnings"


def test_help_and_json_have_bounds_and_no_escapes(installed: Installed) -> None:
    installed.plugins.install("acme", CLUMSY)
    text = installed("export", "clumsy", "--help").stdout
    assert "[default: 1; 1…9]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    listed = json.loads(installed("exporters", "--json").stdout)
    (size, _names, template) = next(o for o in listed if o["id"] == "clumsy")["options"]
    assert (size["min"], size["max"]) == (1, 9)
    assert (template["type"], template["default"]) == ("path", "")


def test_guests_have_only_the_plugins_that_are_named_and_no_files(
    installed: Installed, tmp_path: Path
) -> None:
    installed.plugins.install("acme", CLUMSY)
    secret = tmp_path / "secret"
    secret.write_text("not for guests")
    (tmp_path / "out").mkdir()

    def guest(*words: str, text: str) -> str:
        command = ["browse", "--plain", "--restricted", "--export-dir", "out", *words]
        done = installed(*command, text=text)
        return done.stdout + done.stderr

    ask = f"export clumsy a.txt template={secret}\nexport clumsy b.txt names=x\nquit\n"
    assert 'unknown exporter "clumsy"' in guest(text=ask)
    assert not list((tmp_path / "out").iterdir())
    said = guest("--guest-plugin", "acme", text=ask)
    assert "template: guests name no files" in said
    assert [file.read_text() for file in (tmp_path / "out").iterdir()] == ["x"]
    assert installed("browse", "--guest-plugin", "acme").returncode == 2


def test_a_package_goes_into_the_folder_that_is_there(installed: Installed, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    folder.chmod(0o700)
    before = folder.stat()
    assert installed("plugins", "new", "weekly", "-o", str(folder)).returncode == 0
    after = folder.stat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert "pyproject.toml" in [path.name for path in folder.iterdir()]
    assert not list(folder.glob(".*.tmp"))
