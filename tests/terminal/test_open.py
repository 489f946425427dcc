"""Another file opened from inside the browser, in a terminal that stays as it was."""

from __future__ import annotations

import json
import termios
from pathlib import Path
from typing import Any

import pytest

DOCUMENT = """\
各区县人民政府：
青砚县档案馆建设方案
一、重点任务
（一）清点纸质档案。逐卷核对目录。（牵头单位：县档案馆；配合单位：县财政局）
（二）抢救声像档案。对磁带和胶片转录。（县融媒体中心牵头，县档案馆等参加）
"""


@pytest.mark.parametrize("options", [[], ["--fresh", "--mouse"]])
def test_a_document_is_opened_and_the_terminal_left_as_it_was(
    start: Any, tmp_path: Path, options: list[str]
) -> None:
    (tmp_path / "source.txt").write_text(DOCUMENT)
    # A module of the current folder must never be taken for one of the program's.
    (tmp_path / "textual.py").write_text("raise SystemExit('taken from the current folder')")
    terminal = start("--no-plugins", "--lang", "zh", "browse", *options)
    terminal.wait("44/44")
    before = termios.tcgetattr(terminal.master)
    terminal.send("Otypo.txt\r", "typo.txt：", "没有这个文件")
    terminal.send("\x15sou\t\r", "2 条措施", "未导入", "各区县人民政府")
    assert terminal.raw.count(b"\x1b[?1049h") == 2
    assert terminal.raw.count(b"\x1b[?1049l") == 1, "the screen from before comes back between"
    assert (b"\x1b[?1000h" in terminal.raw.rpartition(b"\x1b[?1049h")[2]) == bool(options)
    terminal.send("\x1b", "2/2", "清点纸质档案", gone=("各区县人民政府",))
    assert termios.tcgetattr(terminal.master)[:4] == before[:4]
    command = Path(f"/proc/{terminal.child}/cmdline").read_bytes().decode().split("\0")[1:-1]
    assert command[command.index("--no-plugins") :] == [
        *("--no-plugins", "--lang", "zh", "--plan", "source.txt", "browse"),
        *options,
    ]
    terminal.quit()
    assert not list(tmp_path.glob("*.toml"))


def test_a_document_on_the_command_line_is_browsed(start: Any, tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(DOCUMENT)
    terminal = start("source.txt", "--lang", "en")
    terminal.wait("2 measures", "1 left out")
    terminal.send("w", "wrote ./")
    terminal.send("q", "2/2", gone=("left out",))
    terminal.quit()
    (plan,) = tmp_path.glob("*.toml")
    assert "清点纸质档案" in plan.read_text()
    (recent,) = json.loads((tmp_path / "state" / "ecotui" / "recent.json").read_text())["recent"]
    assert recent["paths"] == [str(tmp_path / "source.txt")]
    assert (recent["title"], recent["measures"]) == ("青砚县档案馆建设方案", 2)


def test_several_plans_are_opened_at_once_from_the_list(start: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(DOCUMENT.replace("青砚", f"青砚{name}"))
    terminal = start("--lang", "en", "browse", "--fresh")
    terminal.wait("44/44")
    terminal.send("O", "a.txt", "b.txt")
    terminal.send("\x1b[Bj  ", "2 marked")
    terminal.send("\r", "2 measures", "What was read")
    terminal.send("\x1b", "4/4", gone=("What was read",))
    terminal.quit()
