"""The documentation: what it shows is what happens, and what the code knows stands in it.

A page is tried in a folder of its own, as a user in an English locale would try it. A block with a
file name behind its language (``toml small.toml``) is that file, from there on; in a ``console``
block a line with ``$`` is typed, and the lines below are what appears, ``…`` standing for any lines
or for the end of one. Run as a
program, this module writes into the pages what appears now; look at the difference before you keep
it.
"""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ecotui import i18n
from ecotui.browser import actions
from ecotui.cli import app, errors
from ecotui.model.plan import Chapter, Department, Measure, Plan, Section, Source
from ecotui.model.toml import load
from ecotui.options import declared
from ecotui.plugin_host.registry import Registry
from ecotui.plugin_host.spec import ExporterSpec
from ecotui.query import grammar
from ecotui.query.index import Index
from ecotui.query.selection import select
from ecotui.raci import schemes
from ecotui.raci.rules import MatrixRules
from ecotui.settings.config import Config
from ecotui.tui import keymap
from ecotui.tui.dialogs import help as help_screen

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

#: What a page calls beside ecotui, as modules that Python runs.
TOOLS = ("mypy", "pip", "pytest", "twine")

_FENCE = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT).with_suffix(""))


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def prose(name: str) -> str:
    """A page without its blocks."""
    return _FENCE.sub("", page(name))


def cells(name: str) -> list[list[str]]:
    """The rows of every table of a page, without the backticks."""
    rows = re.findall(r"^\| (.*) \|$", prose(name), re.M)
    return [
        [cell.strip().strip("`").replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)]
        for row in rows
    ]


def named(name: str) -> set[str]:
    """What a page writes in backticks, whole and by words."""
    code = re.findall(r"`([^`\n]+)`", prose(name))
    return {*code, *(word for one in code for word in re.split(r"[\s=,:()\[\]|]+", one))}


class Console:
    """A shell in which ``ecotui`` is this ecotui, in a folder that is also the user's home."""

    def __init__(self, home: Path, text: str) -> None:
        self.home = home
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ECOTUI_", "LC_", "LANG", "XDG_", "COV"))
        }
        self.environment |= {"HOME": str(home), "LC_ALL": "en_US.UTF-8", "PYTHONUTF8": "1"}
        self.environment["NO_COLOR"] = "1"
        self.bin = home / "bin"
        python = sys.executable
        if re.search(r"^\$ pip ", text, re.M):
            python = self._own_python()
        self.bin.mkdir(exist_ok=True)
        for name in ("ecotui", *TOOLS):
            script = self.bin / name
            script.write_text(f'#!/bin/sh\nexec {shlex.quote(python)} -m {name} "$@"\n')
            script.chmod(0o755)
        self.environment["PATH"] = f"{self.bin}:{self.environment['PATH']}"

    def _own_python(self) -> str:
        """Make an environment to install plugins into, which sees what is installed here.

        Nothing is fetched: what the page asks for is there, or in the folder of the page.
        """
        venv = self.home / ".venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
        (site,) = venv.glob("lib/python*/site-packages")
        seen = [str(ROOT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
        (site / "here.pth").write_text("\n".join(dict.fromkeys(seen)))
        self.bin = venv / "bin"
        # It is no module but a program, which its module would look for here.
        (self.bin / "ruff").symlink_to(Path(sys.executable).with_name("ruff"))
        self.environment |= {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # which means: none
            "PIP_NO_INDEX": "1",
            "PIP_ROOT_USER_ACTION": "ignore",
        }
        return str(self.bin / "python")

    def write(self, name: str, text: str) -> None:
        """Write a file that the page shows."""
        file = self.home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def type(self, commands: list[str]) -> list[str]:
        """What each command writes, on both outputs."""
        lines = [f"{one}\n_kept=$?; printf '\\0'; (exit $_kept)" for one in commands]
        done = subprocess.run(
            ["sh", "-c", "\n".join(lines)],
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return done.stdout.split("\0")[:-1]


def typed(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with what is shown below it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)
    assert not parts[0], f"this is below no command: {parts[0]}"
    return list(zip(parts[1::2], parts[2::2], strict=True))


def matches(shown: str, appeared: str) -> bool:
    blocks = re.split(r"^…\n", shown, flags=re.M)
    lines = [re.escape(block).replace("\\ …\\\n", " .*\n") for block in blocks]
    pattern = "(?:.*\n)*?".join(lines)
    return re.fullmatch(pattern, appeared) is not None


def rerun(text: str, home: Path) -> str:
    """A page with what appears now wherever that is not what it shows."""
    console = Console(home, text)

    def again(match: re.Match[str]) -> str:
        if match[2]:
            console.write(match[2], match[3])
        if match[1] != "console":
            return match[0]
        pairs = typed(match[3])
        now = console.type([command for command, _shown in pairs])
        body = "".join(
            f"$ {command}\n{shown if matches(shown, appeared) else appeared}"
            for (command, shown), appeared in zip(pairs, now, strict=True)
        )
        return f"```console\n{body}```"

    return _FENCE.sub(again, text)


#: The pages that make a plugin.
WALKS = ("guide", "importers")


@pytest.mark.parametrize(
    "file",
    [
        # Two of them build, install and judge a package: twenty seconds.
        pytest.param(page, marks=[pytest.mark.thorough] if page.stem in WALKS else [])
        for page in PAGES
    ],
    ids=_name,
)
def test_what_a_page_shows_is_what_appears(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert rerun(text, tmp_path) == text, "`python tests/test_docs.py` writes what appears now"


def test_lines_left_out_may_be_any() -> None:
    assert matches("a\n…\nc\n", "a\nb\nb\nc\n")
    assert matches("…\n", "")
    assert not matches("a\n…\nc\n", "a\nb\n")
    assert matches("in …\nc\n", "in 3 s\nc\n")
    assert not matches("in …\nc\n", "in 3 s\nb\nc\n")
    assert not matches("a.\n", "ab\n")


def anchors(name: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", _FENCE.sub("", name.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("file", PAGES, ids=_name)
def test_every_link_leads_somewhere(file: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", file.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        path, _hash, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_table_of_pages_has_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = re.findall(r"\]\(([^)#]+\.md)\)", index.read_text(encoding="utf-8"))
    assert {(index.parent / link).resolve() for link in linked} >= {*PAGES} - {index}


def commands() -> set[str]:
    """The commands that the table of commands shows, with their arguments."""
    return {one for row in cells("docs/reference/commands.md") for one in row[0].split("`, `")}


def test_every_command_and_its_options_stand_on_its_page() -> None:
    shown = commands()
    for name, (module, _line) in app.COMMANDS.items():
        command = getattr(importlib.import_module(module), f"{name}_")
        inner = getattr(command, "commands", None)
        every = {f"{name} {one}": inner[one] for one in inner} if inner else {name: command}
        for called, one in every.items():
            fitting = [text for text in shown if f"{text} ".startswith(f"{called} ")]
            assert fitting, called
            usage = max(fitting, key=len)
            for parameter in one.params:
                assert any(option in usage for option in parameter.opts) or (
                    parameter.human_readable_name in usage
                ), (called, parameter.name)


def test_every_global_option_stands_on_its_page() -> None:
    rows = " ".join(row[0] for row in cells("docs/reference/commands.md"))
    for parameter in app.group().params:
        assert parameter.opts[-1] in rows


def test_every_exit_code_stands_on_its_page() -> None:
    known = {errors.DONE, errors.FOUND_ERRORS, errors.USAGE, errors.REFUSED, errors.BROKEN}
    rows = cells("docs/reference/commands.md")
    assert {*known, errors.INTERRUPTED} == {int(row[0]) for row in rows if row[0].isdecimal()}


def built_in() -> list[ExporterSpec]:
    return [listed.spec for listed in Registry(plugins=False).exporters()]


def test_every_exporter_and_its_options_stand_on_its_page() -> None:
    rows = cells("docs/reference/export.md")
    for spec in built_in():
        assert any(row[0] == spec.id for row in rows), spec.id
        for option in declared(spec.options):
            row = next(r for r in rows if option.flag in re.split(r"[`, ]+", r[0]))
            assert spec.id in re.split(r"[`, ]+", row[1]), (spec.id, option.flag)
            assert all(f"`{choice}`" in f"`{row[2]}`" for choice in option.choices or ())


def test_every_importer_stands_on_its_page() -> None:
    for listed in Registry(plugins=False).importers():
        assert listed.key in page("docs/how-to/import.md")


def test_every_scheme_stands_on_its_page() -> None:
    for name in ("reference/export", "zh/letters"):
        rows = cells(f"docs/{name}.md")
        for scheme in schemes.SCHEMES.values():
            assert [scheme.name, scheme.first, scheme.other, scheme.participant] in rows


def test_the_letters_are_called_in_chinese_as_the_program_calls_them() -> None:
    chinese = i18n.translator("zh")
    words = {row[0]: row[1] for row in cells("docs/zh/letters.md")}
    for letter, meaning in (schemes.A, schemes.R, schemes.C, schemes.S, schemes.I, schemes.D):
        assert chinese(meaning).partition("：")[0] == words[letter]


def test_every_finding_stands_on_its_page() -> None:
    code = "".join(page(f"ecotui/{name}.py") for name in ("checks", "raci/findings"))
    found = set(re.findall(r'Finding\(\s*"([a-z-]+)"', code))
    severities = dict(re.findall(r'Finding\(\s*"([a-z-]+)", ([A-Z]+)', code))
    assert set(severities) == found
    for finding in found:
        pages = (f"docs/reference/{name}.md" for name in ("plan", "export"))
        rows = [row for name in pages for row in cells(name) if row[0] == finding]
        assert rows, finding
        assert rows[0][1] == severities[finding].lower()


def test_every_field_and_property_stands_on_its_page() -> None:
    rows = cells("docs/reference/query.md")
    for field, others in grammar.FIELDS.items():
        row = next(row for row in rows if row[0].startswith(f"{field}:"))
        assert all(row[1].startswith(f"{other}:") for other in others)
    listed = {row[0] for row in rows}
    assert {f"is:{name}" for name in grammar.PROPERTIES} <= listed


def results() -> list[list[str]]:
    rows = cells("docs/reference/query.md")
    begin = next(number for number, row in enumerate(rows) if row == ["query", "measures"])
    return [row for row in rows[begin + 2 :] if len(row) == 2]


@pytest.mark.parametrize("row", results(), ids=lambda row: row[0])
def test_the_results_of_queries_are_those_shown(row: list[str]) -> None:
    index = Index(load(ROOT / "data" / "allocation.toml"))
    numbers = [entry.number for entry in select(index, row[0]).measures]
    assert ", ".join(map(str, numbers)) == row[1]


def table_of_keys() -> str:
    """The table of keys as the page of the browser has it."""
    english = i18n.translator("en")
    places = {
        target: english(title)[:1].lower() + english(title)[1:]
        for target, title in help_screen._TITLES.items()
    }
    rows = [
        f"| `{'` `'.join(map(keymap.key_label, action.keys.split(',')))}` | {english(action.help)}"
        f" | {places[action.target]} | `{action.name}` |\n"
        for action in actions.ACTIONS
    ]
    return "".join(["| key | does | where | name |\n| --- | --- | --- | --- |\n", *rows])


def with_keys(text: str) -> str:
    return re.sub(r"\| key \| does \| where \|.*\n(?:\|.*\n)*", lambda _: table_of_keys(), text)


def test_the_table_of_keys_is_that_of_the_program() -> None:
    text = page("docs/reference/browser.md")
    assert with_keys(text) == text, "`python tests/test_docs.py` writes the table"


def test_every_key_of_a_plan_stands_on_its_page() -> None:
    known = named("docs/reference/plan.md")
    for record in (Plan, Source, Department, Chapter, Section, Measure):
        assert {*record._fields} - {"source", "departments", "chapters"} <= known


def test_every_key_of_the_configuration_stands_on_its_page() -> None:
    rows = {row[0] for row in cells("docs/reference/configuration.md")}
    documented = {
        "disabled": "[plugins] disabled",
        "options": "[exporters.ID]",
        "importers": "[importers.ID]",
        "keys": "[keys] NAME",
        "theme": "[browse] theme",
        "ambiguous_width": "[browse] ambiguous_width",
        "schemes": "[schemes.NAME]",
        "importing": "[import] columns",
    }
    rows_of_raci = {name for row in rows for name in re.split(r"[`, ]+", row)}
    assert {*[one.name for one in declared(MatrixRules)]} <= rows_of_raci
    assert set(vars(Config({}))) - {"_text", "problems"} == set(documented)
    assert set(documented.values()) <= rows


def test_every_environment_variable_stands_on_its_page() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ecotui").rglob("*.py"))
    read = set(re.findall(r'environ(?:\.get|\.setdefault)\(\s*"(\w+)"', code))
    read |= set(re.findall(r"\bECOTUI_\w+", code)) | {"LC_ALL", "LC_MESSAGES", "LANG"}
    assert read <= named("docs/reference/configuration.md")


def test_the_query_over_many_plans_is_the_one_that_the_example_tries() -> None:
    blocks = _FENCE.findall(page("docs/plugins/guide.md"))
    (shown,) = [body for language, _name, body in blocks if language == "sql"]
    assert f"```sql\n{shown}```\n" in page("examples/ecotui-parquet/README.md")


def test_pictures_are_well_formed_and_their_texts_stand_in_cells() -> None:
    pictures = set((ROOT / "docs" / "img").glob("*.svg"))
    plot = ROOT / "docs" / "img" / "scale.svg"
    # Not of a terminal: its texts stand where they like.
    assert ET.parse(plot).getroot().tag.endswith("}svg")
    for file in pictures - {plot}:
        texts = [e for e in ET.parse(file).iter() if e.tag.endswith("}text")]
        placed = [e for e in texts if "textLength" in e.attrib]
        assert len(placed) > 100
        for element in placed:
            for name in ("x", "textLength"):
                cell = float(element.attrib[name]) / 12.2
                assert cell == pytest.approx(round(cell), abs=0.01)


if __name__ == "__main__":
    for path in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            text = rerun(path.read_text(encoding="utf-8"), Path(folder))
            path.write_text(with_keys(text), encoding="utf-8")
