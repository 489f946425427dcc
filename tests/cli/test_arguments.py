"""What the words of a command line mean: terms, files, commands; and what is said of wrong ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from ecotui import i18n
from ecotui.cli import app
from ecotui.cli.complaints import worded
from ecotui.files import shipped_plan


def numbers(done: Any) -> list[int]:
    assert done.returncode == 0, done.stderr
    return [row["number"] for row in json.loads(done.stdout)]


@pytest.mark.parametrize(
    "words",
    [
        ["湿地", "-with:财政厅"],
        ["湿地 -with:财政厅"],
        ["-q", "湿地", "-with:财政厅"],
        ["--where", "-with:财政厅", "湿地"],
        ["--where=湿地", "－参加：财政厅"],
    ],
)
def test_terms_may_stand_alone(ecotui: Any, words: list[str]) -> None:
    assert numbers(ecotui("list", "--json", *words)) == [8, 23, 29]


def test_a_file_among_the_terms_is_opened(ecotui: Any, tmp_path: Path) -> None:
    text = Path(shipped_plan()).read_text(encoding="utf-8").replace("湿地", "沼泽")
    (tmp_path / "my.toml").write_text(text, encoding="utf-8")
    assert ecotui("list", "my.toml", "湿地").stdout == ""
    assert ecotui("list", "my.toml", "沼泽").stdout.startswith("7\t推进省级沼泽")
    assert "沼泽" in ecotui("browse", "my.toml").stdout
    assert "沼泽" in ecotui("export", "markdown", "my.toml", "no:7").stdout
    assert "沼泽" in ecotui("matrix", "my.toml", "no:7").stdout


@pytest.mark.parametrize("words", [["湿地"], ["section:sd"], ["湿地", "lead:林业厅"]])
def test_a_query_alone_is_browsed(ecotui: Any, words: list[str]) -> None:
    done = ecotui(*words)
    assert "（三）湿地生态保护补偿" in done.stdout
    assert "健全省级公益林" not in done.stdout


@pytest.mark.parametrize("word", ["lsit", "LIST", "exprot"])
def test_a_mistyped_command_is_no_query(ecotui: Any, word: str) -> None:
    done = ecotui(word)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'unknown command "{word}"' in done.stderr


def test_help_and_the_version_have_the_names_that_people_try(ecotui: Any) -> None:
    assert ecotui("help", "list").stdout == ecotui("list", "--help").stdout
    assert ecotui("help").stdout == ecotui("--help").stdout
    assert ecotui("help", "views", "save").stdout == ecotui("views", "save", "--help").stdout
    assert ecotui("-V").stdout == ecotui("--version").stdout
    chinese = ecotui("help", "list", lang="zh").stdout
    assert chinese.startswith("用法：ecotui list [选项] ")
    assert "\n选项：\n" in chinese


@pytest.mark.parametrize("scheme", ["RASCI", "Rasci", "rasci"])
def test_a_scheme_is_known_in_capitals_too(ecotui: Any, tmp_path: Path, scheme: str) -> None:
    made = json.loads(ecotui("matrix", "--scheme", scheme, "--json", "no:1").stdout)
    assert made["scheme"] == "rasci"
    exported = ecotui("export", "raci-csv", "--scheme", scheme, "no:1")
    assert exported.stdout == ecotui("export", "raci-csv", "--scheme", "rasci", "no:1").stdout
    folder = tmp_path / "config" / "ecotui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f'[raci]\nscheme = "{scheme}"\n')
    configured = ecotui("matrix", "--json", "no:1")
    assert (configured.stderr, json.loads(configured.stdout)["scheme"]) == ("", "rasci")


# -- in Chinese

#: A wrong call for each way in which click, the system or the TOML parser complains.
WRONG = [
    ["list", "--where"],
    ["list", "--json=3"],
    ["list", "--wher", "x"],
    ["--nonsense"],
    ["matrix", "--by", "x"],
    ["matrix", "--max-responsible", "x"],
    ["matrix", "--max-involved-share", "101"],
    ["--lang", "fr", "list"],
    ["--plugin-dir", "nowhere", "list"],
    ["show"],
    ["check", "1", "2"],
    ["views"],
    ["views", "nonsense"],
    ["plugins", "nonsense"],
    ["export"],
    ["export", "--force"],
    ["export", "nonsense"],
    ["import"],
    ["import", "x.docx"],
    ["import", "x.docx", "-o", "x.toml"],
    ["list", "x.docx"],
    ["--plan", "x.toml", "list"],
    ["--plan", "bad.toml", "list"],
    ["export", "json", "-o", "nowhere/x.json"],
    ["nonsense"],
    ["list", "--where", "led:林业厅"],
    ["--plan", "unknown.toml", "list"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_what_is_wrong_is_said_in_chinese(
    ecotui: Any, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "bad.toml").write_text("[plan\n")
    text = Path(shipped_plan()).read_text(encoding="utf-8")
    (tmp_path / "unknown.toml").write_text(text.replace('"水利厅",', '"水务厅",', 1))
    done = ecotui(*arguments, lang="zh")
    assert done.returncode in (2, 3)
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    said = done.stderr.removeprefix("ecotui: ")
    names = {"ID", "FILE", "DIR", "COMMAND", "EXPORTER", "ecotui", "help", "TOML"}
    names |= {word for argument in arguments for word in re.findall(r"[A-Za-z]+", argument)}
    names |= {*app.COMMANDS, "save", "delete", "check", "new", "where", "zh", "en", "o"}
    names |= {"measure", "department", "bad", "toml", "lead"}
    if arguments[0] != "export":
        assert set(re.findall(r"[A-Za-z]+", said)) <= names, said
    assert re.search("[一-鿿]", said)
    assert "; " not in said
    assert ", 是否" not in said


@pytest.fixture
def chinese() -> Iterator[None]:
    i18n.use("zh")
    yield
    i18n.use(None)


def every(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from every(one)


def test_no_class_of_click_s_errors_speaks_english(chinese: None) -> None:
    context = click.Context(click.Command("list"), info_name="list")
    given = {
        "NoSuchOption": ("--nonsense",),
        "NoSuchCommand": ("nonsense",),
        "BadOptionUsage": ("--nonsense", "Option '--nonsense' requires an argument."),
        "FileError": ("nonsense", "hint"),
        "NoArgsIsHelpError": (context,),
    }
    kinds = [one for one in every(click.ClickException) if one.__module__.startswith("click")]
    assert len(kinds) > 6
    for kind in kinds:
        error = kind(*given.get(kind.__name__, ("Some English sentence.",)))
        said = worded(error)
        assert set(re.findall("[a-z]+", said)) <= {"ecotui", "list", "help", "nonsense"}, kind


def test_a_parser_s_unknown_words_are_not_passed_on(chinese: None) -> None:
    from ecotui.text.reasons import reason

    assert reason(ValueError("something new")) == "语法有误"
    assert reason(FileNotFoundError(2, "No such file or directory")) == "没有这个文件或文件夹"
