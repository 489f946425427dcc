"""The program as a terminal sees it: started, searched, exported from, and left."""

from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("牵头单位", "参加单位", "帮助")), ("en", ("Lead departments", "help"))],
)
def test_it_starts_on_the_shipped_plan(
    start: Any, columns: int, lines: int, language: str, words: tuple[str, ...]
) -> None:
    terminal = start("--lang", language, columns=columns, lines=lines)
    text = terminal.wait("44/44", "森林生态保护补偿", *words)
    assert len(text.splitlines()) == lines
    terminal.quit()
    assert b"\x1b[?1049l" in terminal.raw, "the screen from before comes back"
    assert b"\x1b[?25h" in terminal.raw, "the cursor comes back"


def test_a_search_a_department_and_an_export(terminal: Any, tmp_path: Path) -> None:
    terminal.send("/湿地\rflyt\r", "湿地 lead:林业厅", "2/44")
    terminal.send("e", "Export: 2 measures, 8 departments")
    terminal.send("jj\r", "wrote")
    document = docx.Document(str(tmp_path / "湿地-林业厅-Measures.docx"))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 4"]
    assert [heading.partition(".")[0] for heading in headings] == ["7", "30"]
    terminal.quit()


def test_a_restricted_browser_writes_only_into_its_folder(browse: Any, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    terminal = browse("--restricted", "--export-dir", str(folder))
    terminal.send("e", "Export: 44 measures")
    terminal.send("G\t\x15../up.md\r", "only a plain file name")
    assert not (tmp_path / "up.md").exists()
    terminal.send("\x15ok.md\r", "wrote")
    assert [path.name for path in folder.iterdir()] == ["ok.md"]
    terminal.send("q")


def test_without_a_terminal_the_outline_is_printed_and_the_reason_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecotui", "--lang", "en"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0
    assert "一、分领域任务" in done.stdout
    assert "44. 创新生态资金使用方式" in done.stdout
    assert done.stderr == "ecotui: not a terminal, so this is the outline; see ecotui --help\n"


@pytest.mark.parametrize("command", [[], ["browse"]])
def test_a_dumb_terminal_gets_the_outline(start: Any, command: list[str]) -> None:
    terminal = start("--lang", "en", *command, term="dumb")
    assert terminal.ended() == 0
    assert "TERM=dumb" in terminal.raw.decode()
    assert "--plain" in terminal.raw.decode()
    assert "\x1b[" not in terminal.raw.decode()


def test_keys_typed_ahead_in_one_write_do_what_they_do_one_by_one(terminal: Any) -> None:
    text = terminal.send("/湿地\r\t\tj\r\tn.?qx/lead:nyt\r", "lead:农业厅", "9/44")
    assert "湿地 " not in text.splitlines()[0]
    terminal.send("eq", "Export: 9 measures")
    terminal.send("\x1b", "lead:农业厅", gone=("Export:",))
    terminal.quit()


def test_keys_that_come_before_the_first_picture_go_to_the_outline(start: Any) -> None:
    terminal = start("--lang", "en")
    while b"\x1b[?1049h" not in terminal.raw:
        assert terminal.read(10)
    terminal.send("jj", "Measure 3")


# -- line by line


@pytest.mark.parametrize("term", ["xterm-256color", "dumb", ""])
def test_plain_writes_no_escape_sequence(browse: Any, tmp_path: Path, term: str) -> None:
    (tmp_path / ".inputrc").write_text(
        "set enable-bracketed-paste on\nset colored-stats on\nset show-mode-in-prompt on\n"
    )
    terminal = browse("--plain", left="ecotui 44/44>", term=term, columns=60)
    terminal.send("/湿地 lea\x7f\x7f\x7f\x01\x05\x1b[D\x1b[C\x02\x06no:1-44\r")
    terminal.wait("5 measures are left", "ecotui 5/44>")
    terminal.send("lead ly\t\r", "ecotui 2/44>")
    terminal.send("\x1b[A\x1b[A\x1b[B\x15d\t\t", "departments", "dept", "down")
    terminal.send("\x15half a line", "half a line")
    terminal.send("\x03", "half a line\necotui 2/44>")
    terminal.send("clear\r", "44 measures are left")
    terminal.send("list\r", "more: press Enter to go on")
    terminal.send("q\r\x04")
    assert terminal.ended() == 0
    assert b"\x1b" not in terminal.raw
    assert terminal.screen.cursor.hidden is False


def test_every_character_reaches_the_line_of_plain(browse: Any) -> None:
    terminal = browse("--plain", left="ecotui 44/44>")
    typed = string.ascii_letters + string.digits + string.punctuation
    for text in (typed[:40], typed[40:], "湿地、ü"):
        terminal.send(text, f"> {text}")
        terminal.send("\x15")
        terminal.settle()
    terminal.send("quit\r")
    assert terminal.ended() == 0


@pytest.mark.parametrize("key", ["\x12", "\x13"], ids=["backward", "forward"])
def test_no_search_in_the_history_of_plain_ends_it(browse: Any, key: str) -> None:
    terminal = browse("--plain", left="ecotui 44/44>")
    terminal.send("mark 3\r", "ecotui 44/44>")
    terminal.send("/wetland\r", "ecotui 0/44>")
    up, down, erase = "\x1b[A", "\x1b[B", "\x7f"
    for keys in (up, erase, key, down, erase, up, key, f"{key}\x18z"):
        terminal.send(keys)
        terminal.settle()
    terminal.send("\x03")
    terminal.settle()
    terminal.send("clear\r", "44 measures are left")
    terminal.send("quit\r")
    assert terminal.ended() == 0


@pytest.mark.parametrize("keys", ["\x1b&", "\x1b~", "\x1b/", "\x18/", "\x1b?", "\x1b*", "\t\t"])
def test_plain_tells_nobody_about_users_and_files(browse: Any, keys: str) -> None:
    terminal = browse("--plain", left="ecotui 44/44>")
    terminal.send("~root", "> ~root")
    terminal.send(keys)
    terminal.settle()
    assert "> ~root" in terminal.text
    assert "> /" not in terminal.text
    terminal.send("\x15quit\r")
    assert terminal.ended() == 0


def test_a_complaint_in_plain_ends_nothing(browse: Any) -> None:
    terminal = browse("--plain", left="ecotui 44/44>")
    terminal.send("serch\r", 'no command "serch"; did you mean search?')
    terminal.send("quit\r")
    assert terminal.ended() == 0


def test_why_the_session_was_not_saved_is_said_when_the_terminal_is_back(
    run: Any, tmp_path: Path
) -> None:
    """No file can grow, as on a full disk."""
    limited = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
    terminal = run(*limited, sys.executable, "-m", "ecotui", "--lang", "en")
    terminal.wait("44/44")
    terminal.send("*", "44 marked")
    # A note on the screen is gone with the next key.
    terminal.quit()
    after = terminal.raw.decode().rpartition("\x1b[?25h")[2]
    folder = tmp_path / "state" / "ecotui"
    assert after.split() == f"ecotui: the session cannot be saved: {folder}: File too large".split()


def test_two_offices_mark_their_plans_apart(run: Any, tmp_path: Path) -> None:
    """Documents of one name and wording, as each office gets them: both have the id ``plan``."""
    table = "序号,工作任务,牵头单位\n1,健全公益林补偿标准的动态调整,林业厅\n2,湿地补偿试点,水利厅\n"
    for office in "甲乙":
        (tmp_path / office).mkdir()
        (tmp_path / office / "分工方案.csv").write_text(table, "utf-8")

    def opened(office: str) -> Any:
        command = (sys.executable, "-m", "ecotui", "--lang", "en", "browse")
        terminal = run(*command, f"{office}/分工方案.csv")
        terminal.wait("What was read")
        terminal.send("\x1b", "2/2", gone=("What was read",))
        return terminal

    terminal = opened("甲")
    terminal.send("*", "Outline  ●2")
    terminal.quit()
    terminal = opened("乙")
    terminal.settle()
    assert "●" not in terminal.text
    terminal.quit()
    terminal = opened("甲")
    terminal.wait("Outline  ●2")
    terminal.quit()
