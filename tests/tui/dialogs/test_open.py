"""Opening another file with O, and what was read of a document with R."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsing import app_of, current, pane_lines, press, static_text, told, typed
from importing import read
from textual.pilot import Pilot
from textual.widgets import Input

from ecotui import i18n
from ecotui.browser.recent import Recent
from ecotui.cli.session import Session
from ecotui.importing.blocks import Place
from ecotui.importing.document import Imported
from ecotui.importing.outline import Remark
from ecotui.model.toml import load
from ecotui.query.index import Index
from ecotui.tui.dialogs.open import OpenScreen, Row, RowList
from ecotui.tui.dialogs.remarks import RemarksScreen

Opener = Callable[..., AbstractAsyncContextManager[Pilot[None]]]

DOCUMENT = """\
各区县人民政府：
青砚县档案馆建设方案
一、重点任务
（一）清点纸质档案。逐卷核对目录。（牵头单位：县档案馆；配合单位：县财政局）
（二）抢救声像档案。对磁带和胶片转录。（县融媒体中心牵头，县档案馆等参加）
（三）延长开放时间。周末照常接待。
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a document, one that holds no plan, and nothing of the user's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / "方案 一.txt").write_text(DOCUMENT)
    (tmp_path / "none.txt").write_text("今天天气很好。\n")
    return tmp_path


@pytest.fixture
def asking() -> dict[str, Any]:
    """What a browser needs for opening other files."""
    session = Session((), "en", plugins=False)
    return {"why_not_open": session.why_not_open, "command_for": session.command_for}


def status_of(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#open-status, #remarks-status").render())


def rows(pilot: Pilot[Any]) -> Sequence[Row]:
    listed = pilot.app.screen.query_one("#open-list")
    assert isinstance(listed, RowList)
    return listed.rows


async def answered(pilot: Pilot[Any], wanted: str = "") -> str:
    """What the dialog says, once the file has been read."""
    for _turn in range(500):
        await pilot.pause(0.01)
        if not isinstance(pilot.app.screen, OpenScreen):
            return ""
        said = status_of(pilot)
        if said and "reading" not in said and wanted in said:
            return said
    raise AssertionError(f"no answer: {status_of(pilot)!r}")


# -- O


async def test_tab_completes_the_path_and_enter_opens_it(browse: Opener, asking: Any) -> None:
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        assert isinstance(pilot.app.screen, OpenScreen)
        await press(pilot, "tab")
        assert [row.text for row in rows(pilot)] == ["none.txt", "方案 一.txt"]
        await typed(pilot, "方", "tab")
        assert pilot.app.screen.query_one(Input).value == "方案 一.txt"
        await press(pilot, "enter")
        assert await answered(pilot) == ""
    assert app_of(pilot).opened == ("方案 一.txt",)
    assert app_of(pilot).return_code == 0


async def test_a_home_folder_is_written_short(
    browse: Opener, asking: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(here))
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "~/方", "tab", "enter")
        await answered(pilot)
    assert app_of(pilot).opened == (str(here / "方案 一.txt"),)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("typo.docx", "typo.docx: cannot read the plan: No such file or directory"),
        ("none.txt", "none.txt: the document assigns no measures to departments"),
        ("plans", "plans: the folder contains no plan (*.toml), `ecotui import"),
        ("twice", "another plan has the id small too"),
        ("a.pdf", "this is a PDF"),
        ("[red]x[/red].txt", "[red]x[/red].txt: cannot read"),
    ],
)
async def test_why_a_file_cannot_be_opened_is_said(
    browse: Opener, asking: Any, here: Path, path: str, says: str
) -> None:
    (here / "plans").mkdir()
    (here / "twice").mkdir()
    plan = '[plan]\nid = "small"\ntitle = "t"\n'
    for name in "ab":
        (here / "twice" / f"{name}.toml").write_text(f"schema = 1\n{plan}")
    (here / "a.pdf").write_bytes(b"%PDF-1.4 \xe2\xe3")
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        pilot.app.screen.query_one(Input).value = path
        await press(pilot, "enter")
        assert says in await answered(pilot)
        await typed(pilot, "x")
        assert status_of(pilot) == ""
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1
        assert app_of(pilot).opened == ()
        assert app_of(pilot).is_running


async def test_a_folder_of_plans_is_opened_whole(browse: Opener, asking: Any, here: Path) -> None:
    (here / "plans").mkdir()
    (here / "plans" / "a.toml").write_text('schema = 1\n[plan]\nid = "a"\ntitle = "t"\n')
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "pl", "tab", "enter")
        await answered(pilot)
    assert app_of(pilot).opened == ("plans/",)


async def test_a_name_with_escapes_is_shown_and_never_completed(
    browse: Opener, asking: Any, here: Path
) -> None:
    (here / "x\x1b[31m.txt").write_text("今天天气很好。\n")
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "x", "tab")
        assert "x␛[31m.txt" in pane_lines(pilot, "open-list")[0]
        assert pilot.app.screen.query_one(Input).value == "x"


async def test_a_document_that_takes_long_keeps_nobody(browse: Opener, here: Path) -> None:
    let_go = threading.Event()
    asked: list[Sequence[str]] = []

    def slow(paths: Sequence[str]) -> str:
        asked.append(paths)
        let_go.wait(10)
        return ""

    async with browse(why_not_open=slow) as pilot:
        await press(pilot, "O")
        await typed(pilot, "a.txt", "enter", "enter")
        assert status_of(pilot) == "reading…"
        await press(pilot, "escape", "j")
        let_go.set()
        await pilot.pause(0.05)
        assert app_of(pilot).opened == ()
        assert app_of(pilot).is_running
    assert asked == [("a.txt",)]


async def test_an_empty_line_opens_nothing(browse: Opener, asking: Any) -> None:
    async with browse(**asking) as pilot:
        await press(pilot, "O", "enter")
        assert pilot.app.screen.query_one("#open-list").has_focus
        assert isinstance(pilot.app.screen, OpenScreen)
        assert status_of(pilot) == ""


@pytest.fixture
def recent(here: Path) -> list[Recent]:
    """Two plans that were browsed before; the file of the second is gone."""
    file = here / "方案 一.txt"
    listed = [
        Recent((str(file),), "青砚县档案馆建设方案", 3, date.today()),
        Recent(("/nowhere/b.toml",), "[red]白石\x1b[2J方案", 1, date(2018, 1, 2)),
    ]
    folder = here / ".state" / "ecotui"
    folder.mkdir(parents=True)
    entries = [{**one._asdict(), "day": one.day.isoformat()} for one in listed]
    (folder / "recent.json").write_text(json.dumps({"recent": entries}))
    return listed


async def test_a_recent_plan_takes_three_keys(
    browse: Opener, asking: Any, recent: list[Recent]
) -> None:
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        first, gone, *_files = pane_lines(pilot, "open-list")
        assert first.split()[0] == "青砚县档案馆建设方案"
        assert first.split()[-3:] == ["3", "measures", "today"]
        assert "[red]白石␛[2J方案" in gone
        assert gone.rstrip().endswith("is gone")
        await press(pilot, "down", "enter")
        await answered(pilot)
    assert app_of(pilot).opened == recent[0].paths


async def test_what_is_open_is_not_offered_again(
    browse: Opener, asking: Any, recent: list[Recent]
) -> None:
    async with browse(**asking, plans=recent[0].paths) as pilot:
        await press(pilot, "O")
        assert [row.paths for row in rows(pilot) if row.paths == recent[0].paths] == []


async def test_recent_plans_and_files_are_found_while_one_types(
    browse: Opener, asking: Any, recent: list[Recent]
) -> None:
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "dag")
        assert [row.paths for row in rows(pilot)] == [recent[0].paths]
        await press(pilot, "down", "up", "backspace")
        assert pilot.app.screen.query_one(Input).value == "da"


async def test_a_folder_in_the_list_shows_its_files_and_what_cannot_be_read_is_last(
    browse: Opener, asking: Any, here: Path
) -> None:
    (here / "sub").mkdir()
    for name in ("a.png", "b.docx", "c.toml"):
        (here / "sub" / name).write_text("")
    async with browse(**asking) as pilot:
        await press(pilot, "O", "down", "enter")
        assert pilot.app.screen.query_one(Input).value == "sub/"
        for _turn in range(500):
            if [row.text for row in rows(pilot) if row.is_dim] == ["a.png"]:
                break
            await pilot.pause(0.01)
        assert [row.text for row in rows(pilot)] == ["b.docx", "c.toml", "a.png"]


async def test_several_are_marked_and_opened_at_once(
    browse: Opener, asking: Any, here: Path
) -> None:
    (here / "方案 二.txt").write_text(DOCUMENT.replace("青砚", "白石"))
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "方", "down", "space", "space")
        assert status_of(pilot) == "2 marked; Enter opens them"
        await press(pilot, "enter")
        await answered(pilot)
    assert app_of(pilot).opened == ("方案 一.txt", "方案 二.txt")


async def test_what_cannot_be_opened_together_says_so_and_marks_are_taken_back(
    browse: Opener, asking: Any, here: Path
) -> None:
    for name in ("a.toml", "b.toml"):
        (here / name).write_text('schema = 1\n[plan]\nid = "same"\ntitle = "t"\n')
    async with browse(**asking) as pilot:
        await press(pilot, "O", "down", "space", "space", "enter")
        assert "another plan has the id same too" in await answered(pilot, "same")
        await press(pilot, "k", "k", "space")
        assert status_of(pilot) == "1 marked; Enter opens it"
        await press(pilot, "enter")
        await answered(pilot)
    assert app_of(pilot).opened == ("b.toml",)


async def test_guests_open_nothing(browse: Opener, asking: Any) -> None:
    async with browse(**asking, restricted=True) as pilot:
        await press(pilot, "O")
        assert len(pilot.app.screen_stack) == 1
        assert told(pilot) == ["no other file can be opened here"]


def test_the_next_browser_begins_with_the_same_options() -> None:
    session = Session(("a.toml",), "zh", plugins=False, plugin_dirs=["mine"])
    options = ["--no-plugins", "--plugin-dir", "mine", "--lang", "zh"]
    assert session.command_for(["-b.txt", "c"]) == [
        *(*options, "--plan", "-b.txt", "--plan", "c", "browse")
    ]


def test_looking_at_a_file_changes_nothing_of_the_plans_that_are_open(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(("方案 一.txt",), "en", plugins=False)
    session.screen_shows_remarks = True
    assert len(session.index.entries) == 3
    assert session.why_not_open(["方案 一.txt"]) == ""
    assert session.why_not_open(["none.txt"]) != ""
    assert len(session.imported) == 1
    assert capsys.readouterr() == ("", "")


# -- R


@pytest.fixture
def imported(here: Path) -> Imported:
    return read(DOCUMENT.encode(), "方案 一.txt")


@pytest.fixture
def remarks(browse: Opener) -> Opener:
    """Opens a browser on a document, and waits for its remarks."""

    @asynccontextmanager
    async def opened(
        imported: Imported, where: str = "", **options: Any
    ) -> AsyncIterator[Pilot[None]]:
        options = {"other": Index([imported.plan]), "imported": [imported], **options}
        async with browse(where, **options) as pilot:
            for _turn in range(500):
                if isinstance(pilot.app.screen, RemarksScreen) or not imported.remarks:
                    break
                await pilot.pause(0.01)
            await pilot.pause()
            yield pilot

    return opened


async def test_remarks_are_shown_at_the_start_and_jump_to_their_measure(
    remarks: Opener, imported: Imported
) -> None:
    async with remarks(imported, "清点") as pilot:
        text = static_text(pilot)
        assert "方案 一.txt: 3 measures, 1 chapter, 3 departments; 1 left out, 1 doubtful" in text
        assert [one.kind for one in imported.remarks] == ["left-out", "doubtful"]
        await press(pilot, "enter")
        assert status_of(pilot) == "this is about no measure"
        await press(pilot, "j", "enter")
        assert len(pilot.app.screen_stack) == 1
        assert current(pilot) == 3
        await press(pilot, "R")
        assert isinstance(pilot.app.screen, RemarksScreen)
        await press(pilot, "escape")
        assert len(pilot.app.screen_stack) == 1


async def test_w_writes_no_file_that_an_id_names_elsewhere(
    remarks: Opener, imported: Imported, here: Path
) -> None:
    outside = imported._replace(plan=imported.plan._replace(id="../outside"))
    async with remarks(outside) as pilot:
        await press(pilot, "w")
        assert status_of(pilot).startswith("'../outside' is no name of a file")
    assert not (here.parent / "outside.toml").exists()


async def test_w_writes_the_plan_and_never_overwrites(
    remarks: Opener, imported: Imported, here: Path
) -> None:
    file = here / f"{imported.plan.id}.toml"
    async with remarks(imported) as pilot:
        await press(pilot, "w")
        assert status_of(pilot) == f"wrote ./{file.name}: 3 measures"
        assert load(file) == imported.plan
        file.write_text("precious")
        await press(pilot, "w")
        assert status_of(pilot) == f"./{file.name} exists, and is not overwritten"
        assert file.read_text() == "precious"
        file.unlink()
        file.symlink_to(here / "elsewhere")
        await press(pilot, "w")
        assert "not overwritten" in status_of(pilot)
        assert not (here / "elsewhere").exists()


async def test_plans_are_written_where_exports_are_offered(
    remarks: Opener, imported: Imported, here: Path
) -> None:
    (here / "out").mkdir()
    async with remarks(imported, export_dir="out") as pilot:
        await press(pilot, "w")
        assert os.listdir("out") == [f"{imported.plan.id}.toml"]
    async with remarks(imported, export_dir="missing") as pilot:
        await press(pilot, "w")
        assert "cannot write missing/" in status_of(pilot)


async def test_guests_see_no_remarks(browse: Opener) -> None:
    async with browse(restricted=True, export_dir=".") as pilot:
        await press(pilot, "R")
        assert told(pilot) == ["what was read of a document is not shown here"]


async def test_what_a_document_says_is_neither_markup_nor_an_escape(
    remarks: Opener, imported: Imported
) -> None:
    place = Place(row=3, sheet="a\x1b[2J[bold]")
    remark = Remark("doubtful", place, "[red]x[/red]\x1b[31m", "\u202ey")
    hostile = imported._replace(remarks=(remark,), file="[b]\x1b]0;x\a.xlsx")
    async with remarks(hostile, size=(120, 24)) as pilot:
        shown = pilot.app.screen.query_one("#remarks-list")
        line = "".join(strip.text for strip in shown.render_lines(shown.size.region))
        assert "sheet a␛[2J[bold], row 3" in line
        assert "[red]x[/red]␛[31m" in line
        assert "\u202e" not in line
        assert "[b]␛]0;x␇.xlsx: 3 measures" in static_text(pilot)


async def test_of_a_document_read_without_a_remark_nothing_is_shown(
    remarks: Opener, imported: Imported
) -> None:
    clean = imported._replace(remarks=())
    async with remarks(clean) as pilot:
        assert len(pilot.app.screen_stack) == 1
        await press(pilot, "R")
        assert isinstance(pilot.app.screen, RemarksScreen)
        await press(pilot, "enter", "q")
        assert len(pilot.app.screen_stack) == 1


async def test_many_remarks_fit_into_a_small_terminal(remarks: Opener, imported: Imported) -> None:
    many = tuple(Remark("read", Place(line=n), f"remark {n}") for n in range(1, 200))
    async with remarks(imported._replace(remarks=many), size=(60, 16)) as pilot:
        await press(pilot, "G")
        shown = pilot.app.screen.query_one("#remarks-list")
        lines = [strip.text for strip in shown.render_lines(shown.size.region)]
        assert "remark 199" in lines[-1]
        assert pilot.app.screen.query_one("#remarks").region.bottom <= 16
        assert pilot.app.screen.query_one("#remarks-status").region.bottom < 16


async def test_a_remark_too_long_for_its_line_is_shown_whole(
    remarks: Opener, imported: Imported
) -> None:
    long = Remark("read", Place(line=2), "甲" * 35, "乙乙")
    two = imported._replace(remarks=(imported.remarks[0], long))
    async with remarks(two, size=(60, 16)) as pilot:
        whole = pilot.app.screen.query_one("#remarks-whole")
        assert "各区县人民政府" in str(whole.render())
        await press(pilot, "j")
        lines = [strip.text for strip in whole.render_lines(whole.outer_size.region)]
        assert "".join(lines).count("甲") == 35
        assert "乙乙" in "".join(lines)


async def test_a_plan_of_our_own_has_no_remarks(pilot: Pilot[Any]) -> None:
    await press(pilot, "R")
    assert len(pilot.app.screen_stack) == 1
    assert told(pilot) == ["the plan was not imported from a document"]


async def test_enter_takes_the_first_row_if_what_is_typed_is_no_path(
    browse: Opener, asking: Any, here: Path
) -> None:
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "fa")
        assert [row.text for row in rows(pilot)] == ["方案 一.txt"]
        await press(pilot, "enter")
        assert await answered(pilot) == ""
    assert app_of(pilot).opened == ("方案 一.txt",)


async def test_enter_takes_a_recent_plan_that_is_typed_in_pinyin(
    browse: Opener, asking: Any, recent: list[Recent]
) -> None:
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "dag", "enter")
        await answered(pilot)
    assert app_of(pilot).opened == recent[0].paths


async def test_an_existing_path_is_opened_whatever_row_stands_first(
    browse: Opener, asking: Any, here: Path
) -> None:
    (here / "none.txt.toml").write_text("")
    (here / "a none.txt").mkdir()
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "none.txt", "enter")
        assert "none.txt: the document assigns" in await answered(pilot)


async def test_what_begins_as_it_is_typed_stands_first(
    browse: Opener, asking: Any, here: Path
) -> None:
    for name in ("zb.toml", "B.toml", ".b.toml"):
        (here / name).write_text("")
    (here / "ab").mkdir()
    async with browse(**asking) as pilot:
        await press(pilot, "O")
        await typed(pilot, "b")
        assert [row.text for row in rows(pilot)] == ["ab/", "B.toml", "zb.toml"]
        await press(pilot, "backspace", "z", "b")
        assert [row.text for row in rows(pilot)] == ["zb.toml"]


async def test_a_remark_in_chinese_has_chinese_punctuation(remarks: Opener) -> None:
    i18n.use("zh")
    text = DOCUMENT.replace("逐卷核对目录", "生态收益地区逐卷核对")
    async with remarks(read(text.encode(), "a.txt")) as pilot:
        said = pane_lines(pilot, "remarks-list")
        assert any("音近，是否指 受益？" in line for line in said), said
        heading = static_text(pilot)
        assert "：3 条措施" in heading
        assert "处可疑" in heading
