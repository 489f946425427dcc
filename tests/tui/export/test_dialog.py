"""The export dialog: what it offers, remembers, completes, previews and writes."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from browsing import browser_of, static_text
from export_dialog import Exporting
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import OptionList, Select

from ecotui import i18n
from ecotui.browser.last_export import LastExport
from ecotui.options import declared, option
from ecotui.plugin_host.discovery import Source, from_entry_point
from ecotui.plugin_host.registry import BUILTIN, Registry
from ecotui.query.index import Index
from ecotui.settings.config import Config
from ecotui.text.display import width
from ecotui.tui.export.dialog import ExportDialog
from ecotui.tui.export.preview import fold_line

#: What the plugin of these tests brings.
OWN = (
    *("poster", "exits", "hangs", "interrupts", "generates", "nothing", "refuses", "warns", "odd"),
    *("absent", "boxes", "explodes", "waits", "shown", "mumbles", "sheets"),
)

# -- exporters


async def test_it_offers_every_exporter_and_says_what_is_broken(
    export: Any, installed: list[Source]
) -> None:
    absent = EntryPoint("absent", "no_such_module_at_all", "ecotui")
    installed.append(from_entry_point(absent))
    async with export(where="湿地 lead:林业厅", size=(120, 40)) as dialog:
        documents = ["raci-xlsx", "raci-docx", "docx", "handouts", "boxes", "sheets"]
        assert dialog.ids[: len(documents)] == documents
        assert dialog.chosen == "raci-xlsx"
        assert sorted(dialog.ids) == sorted([*BUILTIN, *OWN])
        await dialog.said("no_such_module_at_all")
        assert dialog.screen.amount() == "2 measures, 8 departments"


async def test_the_form_is_in_the_language_that_the_plugin_brings(export: Any) -> None:
    i18n.use("zh")
    async with export("waits", size=(120, 40)) as dialog:
        texts = static_text(dialog.pilot).splitlines()
        assert "[b]waits 只是等待。" in texts
        assert "宽列" in texts


@pytest.mark.parametrize("size", [(120, 40), (60, 16), (12, 3)])
async def test_a_list_that_has_just_opened_may_be_paged(export: Any, size: tuple[int, int]) -> None:
    async with export("docx", size=size) as dialog:
        choice = dialog.screen.query(Select).first()
        choice.focus()
        await dialog.pilot.pause()
        for key in ("enter", "pagedown", "pageup", "escape", "enter", "pagedown", "enter"):
            dialog.pilot.app.post_message(Key(key, None))
        await dialog.pilot.pause()
        # An error in a handler would end the app.
        assert dialog.pilot.app.is_running


async def test_a_slow_plugin_does_not_hold_up_the_screen(index: Index, tmp_path: Path) -> None:
    arrived, may_end = tmp_path / "arrived", tmp_path / "may_end"
    (tmp_path / "slow_to_import.py").write_text(
        "import os, time\n"
        f"open({str(arrived)!r}, 'w').close()\n"
        f"while not os.path.exists({str(may_end)!r}): time.sleep(0.01)\n"
    )
    registry = Registry(folders=[str(tmp_path)], installed=list)
    app = browser_of(index, registry=lambda: registry)
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = Exporting(pilot)
        await pilot.press("e", "e", "j")
        # The browser answers meanwhile: the dialog is not there, and the cursor goes down.
        assert arrived.exists()
        assert not isinstance(app.screen, ExportDialog)
        assert app.main.outline.cursor > 0
        may_end.touch()
        await dialog.until(lambda: bool(app.screen.query("#export-status")), lambda: app.screen)
        await dialog.at_rest()
        dialog.begin()
        await dialog.said("slow_to_import 0: it implements no hook of ecotui")
        await pilot.pause(0.2)
        assert [type(screen) for screen in app.screen_stack].count(ExportDialog) == 1


# -- memory


async def test_it_opens_as_the_last_export_was_made(export: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    options = {"raci-csv": {"scheme": "literal"}}
    async with export("raci-csv", config=Config({"exporters": options})) as dialog:
        assert dialog.choice("scheme").value == "literal"
        assert dialog.box("bom").value is True
        dialog.box("bom").value = False
        dialog.path.value = "~/out/m.csv"
        await dialog.start()
        text = (tmp_path / "out" / "m.csv").read_text(encoding="utf-8")
        assert not text.startswith("\ufeff")
        assert "牵" in text
        assert dialog.app.last_export == {
            "exporter": "raci-csv",
            "folder": str(tmp_path / "out"),
            "options": {"raci-csv": {"bom": False}},
        }
        assert json.loads(json.dumps(dialog.app.last_export)) == dialog.app.last_export

        await dialog.open()
        assert dialog.chosen == "raci-csv"
        assert dialog.box("bom").value is False
        assert dialog.choice("scheme").value == "literal"
        assert dialog.path.value == "~/out/湿地-RACI-matrix.csv"
        await dialog.choose("markdown")
        assert dialog.path.value == "~/out/湿地-Measures.md"


async def test_what_was_typed_is_there_again_after_escape(export: Any) -> None:
    async with export("poster") as dialog:
        dialog.line("size").value = "24"
        dialog.line("margin").value = "1.5"
        dialog.line("font").value = "[b]仿宋"
        dialog.line("parts").value = "lead，with"
        dialog.choice("paper").value = "('B5', 176)"
        dialog.choice("level").value = "3"
        dialog.box("numbered").value = False
        dialog.path.value = "海报.txt"
        await dialog.choose("json")
        await dialog.choose("poster")
        assert dialog.path.value == "海报.txt", "another exporter loses nothing either"
        await dialog.press("escape")
        kept = {
            "size": 24,
            "margin": 1.5,
            "font": "[b]仿宋",
            "parts": ["lead", "with"],
            "level": 3,
            "numbered": False,
        }
        assert json.loads(json.dumps(dialog.app.last_export)) == {
            "exporter": "poster",
            "path": "海报.txt",
            "options": {"poster": kept},
        }
        await dialog.open()
        assert dialog.chosen == "poster"
        assert dialog.path.value == "海报.txt"
        values = dialog.screen.query_one("#export-form").values()
        assert values == {**kept, "paper": "('A4', 210)", "level": "3"}


async def test_a_path_left_as_it_was_offered_is_not_remembered(export: Any) -> None:
    async with export() as dialog:
        await dialog.press("escape")
        assert dialog.app.last_export == {"exporter": "raci-xlsx", "path": "", "options": {}}


HOSTILE: list[dict[str, object]] = [
    {"exporter": 7, "folder": 7, "options": 7, "path": 7},
    {"exporter": "gone", "folder": "/no/such/folder", "options": {"poster": [1]}},
    {"exporter": ["poster"], "folder": "relative", "options": []},
    {"exporter": "poster", "folder": "/\0", "path": "\x1b]0;x\x07", "options": {"poster": None}},
    {
        "exporter": "poster",
        "options": {
            "poster": {
                "size": 10**5000,
                "margin": float("nan"),
                "font": "\x1b[31m",
                "parts": ["gone"],
                "paper": {"a": 1},
                "level": 9,
                "numbered": "perhaps",
                "unknown": 1,
            }
        },
    },
    {"exporter": "poster", "options": {"poster": {"size": True, "font": "x" * 5000, "level": "1"}}},
]


@pytest.mark.parametrize("last", HOSTILE)
async def test_what_does_not_fit_is_ignored(export: Any, last: dict[str, object]) -> None:
    async with export("poster", last=last) as dialog:
        assert dialog.path.value == "湿地-poster.txt"
        assert (dialog.line("size").value, dialog.line("font").value) == ("12", "宋体")
        assert dialog.box("numbered").value is True
        await dialog.start()
        assert dialog.app.last_export["folder"] == os.getcwd()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(st.sampled_from(["exporter", "folder", "path", "options"]), JSON),
    st.dictionaries(st.sampled_from(["size", "font", "level"]), JSON),
)
def test_nothing_in_the_mapping_can_hurt(kept: dict[str, object], values: dict[str, Any]) -> None:
    namespace: dict[str, Any] = {"__annotations__": {"size": int, "font": str}}
    namespace |= {"size": option(1, min=0), "font": option("a", choices=("a", "b"))}
    options = declared(dataclass(frozen=True)(type("Options", (), namespace)))
    for last in (kept, {**kept, "options": {"mine": values}}):
        memory = LastExport(last)
        found = memory.options("mine", options)
        for one in options:
            if one.name in found:
                one.parse(found[one.name])
        assert memory.folder is None or os.path.isdir(memory.folder)
        memory.remember_options("mine", options, values, {"size": 1, "font": "a"})
        memory.remember_path("mine", "x")
        memory.remember_export("mine", "x/y")
        json.dumps(last)


async def test_the_folder_of_the_command_line_goes_first(export: Any, tmp_path: Path) -> None:
    async with export("markdown", last={"folder": str(tmp_path)}, export_dir="/tmp") as dialog:
        assert dialog.path.value == "/tmp/湿地-Measures.md"


async def test_a_guest_is_offered_nothing_but_a_plain_name(export: Any, tmp_path: Path) -> None:
    (tmp_path / "here" / "taken.md").touch()
    last: dict[str, object] = {"exporter": "markdown", "path": "../up.md", "folder": "/"}
    async with export(last=last, restricted=True, export_dir=str(tmp_path / "here")) as dialog:
        path = dialog.path
        assert path.value == "湿地-Measures.md"
        await dialog.press("tab")
        path.value = "tak"
        path.cursor_position = 3
        await dialog.press("tab")
        assert path.value == "tak", "names of files are not told"
        assert dialog.focused is not path
        path.value = "taken.md"
        await dialog.pilot.pause()
        assert "exists; choose another name" in dialog.text("export-path-note")
        for name in ("../up.md", "~/up.md", "/tmp/up.md", ".profile"):
            path.value = name
            await dialog.pilot.pause()
            assert "only a plain file name" in dialog.text("export-path-note")
            await dialog.start("only a plain file name")


# -- the path


async def test_tab_completes_the_path_then_goes_on(export: Any) -> None:
    for name in ("方案 一.md", "方案 二.md", "only.md"):
        Path(name).touch()
    Path("部门").mkdir()
    async with export("markdown") as dialog:
        await dialog.press("tab")
        path = dialog.path
        assert dialog.focused is path

        async def type_and_tab(text: str) -> str:
            path.value = text
            path.cursor_position = len(text)
            await dialog.press("tab")
            return path.value

        assert await type_and_tab("方") == "方案 "
        await dialog.said("方案 一.md  方案 二.md")
        assert dialog.focused is path
        await dialog.press("tab")
        assert dialog.focused is not path, "they are listed once"
        path.focus()
        assert await type_and_tab("部") == "部门/"
        assert dialog.status == ""
        assert await type_and_tab("") == ""
        await dialog.said("only.md  方案 一.md  方案 二.md  部门/")
        assert await type_and_tab("on") == "only.md"
        assert "exists; asks before overwriting" in dialog.text("export-path-note")
        assert dialog.focused is path
        await dialog.press("tab")
        assert getattr(dialog.focused, "id", "") == "option-layout"
        await dialog.press("shift+tab", "shift+tab")
        assert isinstance(dialog.focused, OptionList)


async def test_what_is_at_the_path_is_said_while_typing(export: Any) -> None:
    Path("there.md").touch()
    async with export("markdown") as dialog:
        for text, note in (
            ("there.md", "exists; asks before overwriting"),
            ("there", "new file"),
            ("no/x", "the folder does not exist"),
            ("~", "is a folder"),
            ("~/new", "new file"),
            ("长" * 300 + ".md", "the file name is too long"),
        ):
            dialog.path.value = text
            await dialog.pilot.pause()
            assert note in dialog.text("export-path-note")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("", "give the name"),
        ("-", "give the name"),
        ("no/a.md", "No such file"),
        ("x" * 300, "the file name is too long"),
    ],
)
async def test_a_bad_name_is_refused(export: Any, path: str, answer: str) -> None:
    async with export("markdown") as dialog:
        dialog.path.value = path
        await dialog.start(answer)


async def test_no_earlier_notice_covers_the_question(export: Any) -> None:
    Path("a.md").write_text("precious")
    async with export("markdown", notifications=True) as dialog:
        dialog.app.notify("wrote b.md")
        await dialog.pilot.pause()
        assert len(dialog.app._notifications) == 1
        dialog.path.value = "a.md"
        await dialog.start("Enter again overwrites")
        assert len(dialog.app._notifications) == 0


async def test_a_question_is_not_answered_once_the_path_was_changed(export: Any) -> None:
    Path("a.md").write_text("precious")
    async with export("markdown") as dialog:
        await dialog.press("tab", "ctrl+u", *"a.md", "enter")
        await dialog.said("Enter again overwrites")
        await dialog.press("x", "backspace")
        assert dialog.status == ""
        await dialog.press("enter")
        await dialog.said("Enter again overwrites")
        await dialog.choose("json")
        await dialog.choose("markdown")
        await dialog.press("ctrl+o")
        await dialog.said("Enter again overwrites")
        assert Path("a.md").read_text() == "precious"
        assert dialog.focused is dialog.path, "so Enter is the answer, whatever had the focus"
        await dialog.press("enter")
        await dialog.closed()
        assert Path("a.md").read_text().startswith("# ")


async def test_what_is_pasted_cannot_act_on_the_terminal(export: Any) -> None:
    async with export() as dialog:
        await dialog.press("tab", "ctrl+u")
        dialog.app.post_message(Paste("a\x1b]0;x\x07b\nc"))
        await dialog.pilot.pause(0.1)
        assert dialog.path.value == "a␛]0;x␇b c"


# -- the keyboard


async def test_one_key_exports_from_anywhere(export: Any) -> None:
    async with export() as dialog:
        for number, ids in enumerate(("export-exporters", "option-scheme", "option-bom")):
            if number:
                await dialog.open()
            await dialog.choose("raci-csv")
            dialog.path.value = f"{number}.csv"
            dialog.screen.query_one(f"#{ids}", Widget).focus()
            await dialog.press("ctrl+o")
            await dialog.closed()
    assert sorted(path.name for path in Path().iterdir()) == ["0.csv", "1.csv", "2.csv"]


async def test_escape_closes_an_open_choice_first_and_enter_toggles(export: Any) -> None:
    async with export("raci-csv") as dialog:
        choice = dialog.choice("scheme")
        box = dialog.box("bom")
        box.focus()
        await dialog.press("enter")
        assert box.value is False
        choice.focus()
        await dialog.press("enter")
        assert choice.expanded
        await dialog.press("j", "g", "escape")
        assert not choice.expanded
        assert dialog.is_open
        assert dialog.chosen == "raci-csv", "letters sought in the choice, not in the list"
        box.focus()
        await dialog.press("g", "j")
        assert dialog.chosen == "raci-csv"
        await dialog.press("escape")
        assert not dialog.is_open


# -- options


async def test_a_wrong_number_is_said_at_once_beside_the_field(export: Any) -> None:
    async with export("poster") as dialog:
        assert "[b]size" in static_text(dialog.pilot).splitlines()
        for name, text, message in (
            ("size", "5x", '--size takes a whole number 6…72, not "5x"'),
            ("size", "73", '--size takes a whole number 6…72, not "73"'),
            ("margin", "-1", '--margin takes a number 0…, not "-1.0"'),
            ("margin", "nan", '--margin takes a number 0…, not "nan"'),
            ("parts", "lead,x", "--parts takes a list of text / lead / with"),
        ):
            field = dialog.line(name)
            before = field.value
            field.focus()
            field.value = text
            await dialog.pilot.pause()
            assert message in dialog.text(f"note-{name}")
            await dialog.press("enter")
            await dialog.said(message)
            assert dialog.focused is field
            field.value = before
            await dialog.pilot.pause()
            assert message not in dialog.text(f"note-{name}")
    assert list(Path().iterdir()) == []


async def test_a_wrong_value_of_the_configuration_is_shown_and_said(export: Any) -> None:
    options = {"poster": {"size": "big", "numbered": 3, "level": 8}}
    async with export("poster", config=Config({"exporters": options})) as dialog:
        assert dialog.line("size").value == "big"
        assert 'not "big"' in dialog.text("note-size")
        assert dialog.choice("level").value == "1"


# -- preview


@pytest.mark.parametrize("size", [(120, 40), (120, 28)])
async def test_the_preview_follows_the_options(export: Any, size: tuple[int, int]) -> None:
    async with export("markdown", size=size) as dialog:
        await dialog.previewed("# 四川省健全生态保护补偿机制重点任务分工方案")
        dialog.choice("layout").value = "table"
        await dialog.previewed("| --- |")
        await dialog.choose("docx")
        await dialog.previewed("\n牵头单位：林业厅")
        dialog.choice("roles").value = "table"
        await dialog.previewed("\n牵头单位 │ 林业厅")
        await dialog.choose("boxes")
        await dialog.previewed("a folder of files")
        await dialog.choose("poster")
        await dialog.previewed("numbered=True)␛[31m")
        dialog.line("size").value = "5"
        await dialog.previewed("--size takes a whole number 6…72")
        assert "\n" not in dialog.preview.text
        dialog.line("size").value = "7"
        await dialog.previewed("line 6")
        assert "line 7" not in dialog.preview.text
        dialog.line("font").value = "Comic Sans"
        await dialog.previewed("plugin strange 0 failed in poster: RuntimeError: no such")
    assert list(Path().iterdir()) == []


async def test_where_there_is_no_room_a_key_shows_the_preview(export: Any) -> None:
    async with export("markdown", size=(60, 16)) as dialog:
        preview = dialog.preview
        await dialog.press("tab")
        await dialog.pilot.pause(0.5)
        assert not preview.display
        assert preview.text == "", "what nobody sees is not made"
        await dialog.press("ctrl+t")
        await dialog.previewed("# 四川省")
        assert dialog.focused is preview
        top = preview.scroll_offset.y
        await dialog.press("j", "j")
        await dialog.until(lambda: preview.scroll_offset.y == top + 2, lambda: preview.scroll_y)
        await dialog.press("escape")
        await dialog.until(lambda: dialog.focused is dialog.path, lambda: dialog.focused)
        assert dialog.is_open
        assert not preview.display
        await dialog.press("ctrl+t")
        Path("湿地-Measures.md").touch()
        await dialog.press("ctrl+o")
        await dialog.said("Enter again overwrites")
        assert dialog.path.has_focus


async def test_a_preview_that_never_ends_holds_up_nothing(export: Any) -> None:
    async with export("hangs", size=(120, 40)) as dialog:
        await dialog.previewed("Making the preview…")
        await dialog.press("tab", "ctrl+u", *"x.md")
        assert dialog.path.value == "x.md"
        await dialog.choose("json")
        await dialog.previewed('"query"')
        await dialog.choose("markdown")
        await dialog.previewed("# 四川省")


def test_long_lines_are_folded_where_the_pane_ends() -> None:
    assert fold_line("", 10) == [""]
    assert fold_line("abcdef", 4) == ["abcd", "ef"]
    assert fold_line("补偿标准a", 5) == ["补偿", "标准a"]


@given(st.text(alphabet="ab补偿，\u0301", max_size=40), st.integers(2, 9))
def test_folding_loses_nothing_and_fits(line: str, cells: int) -> None:
    parts = fold_line(line, cells)
    assert "".join(parts) == line
    assert all(width(part) <= cells for part in parts)


async def test_a_document_without_measures_is_not_written(export: Any) -> None:
    async with export("docx", where="no:999") as dialog:
        await dialog.start("no measure matches the query no:999; nothing was written")
        assert list(Path().iterdir()) == []
        await dialog.choose("json")
        await dialog.start()
        assert [path.suffix for path in Path().iterdir()] == [".json"]


# -- plugins that fail


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("exits", "plugin strange 0 failed in exits: SystemExit: 3"),
        ("interrupts", "plugin strange 0 failed in interrupts: KeyboardInterrupt"),
        ("generates", "plugin strange 0 failed in generates: GeneratorExit: gone"),
        ("nothing", "plugin strange 0 failed in nothing: TargetError: the exporter wrote nothing"),
        ("refuses", "plugin strange 0, refuses: not today"),
        ("odd", "plugin strange 0 failed in odd: ValueError"),
        ("absent", "plugin strange 0 failed in absent: AttributeError"),
        ("explodes", "plugin strange 0 failed in explodes: RuntimeError: [red]boom[/red]"),
    ],
)
async def test_a_plugin_that_fails_ends_nothing(export: Any, name: str, reason: str) -> None:
    async with export(name, size=(120, 40)) as dialog:
        await dialog.until(lambda: dialog.preview.text != "", lambda: dialog.preview.text)
        await dialog.start(reason)
        assert list(Path().iterdir()) == []
        await dialog.choose("json")
        await dialog.start()
        assert [path.suffix for path in Path().iterdir()] == [".json"]


async def test_options_whose_class_fails_are_reported(export: Any) -> None:
    async with export("poster") as dialog:
        dialog.line("font").value = "Comic Sans"
        await dialog.start("plugin strange 0 failed in poster: RuntimeError: no such taste")


async def test_a_folder_that_is_not_there_is_not_the_plugins_fault(export: Any) -> None:
    async with export("warns") as dialog:
        dialog.path.value = "no/x"
        await dialog.start("cannot write no/x: No such file or directory")
        assert "strange" not in dialog.status


async def test_warnings_that_are_no_text_are_shown_all_the_same(export: Any) -> None:
    async with export("warns") as dialog:
        await dialog.start()
        assert "湿地-warns.txt: 5 measures; ['no text']" in await dialog.result()


async def test_escape_cancels_what_is_being_written(export: Any) -> None:
    async with export("waits", size=(120, 40)) as dialog:
        await dialog.start("of 500")
        await dialog.press("escape")
        await dialog.said("cancelled")
        assert list(Path().iterdir()) == []
        assert dialog.is_open
        await dialog.press("escape")
        assert not dialog.is_open


async def test_an_exporter_that_does_not_stop_can_be_left(export: Any) -> None:
    async with export("hangs") as dialog:
        await dialog.start("writing")
        await dialog.press("escape")
        await dialog.said("Esc again")
        await dialog.press("escape")
        assert not dialog.is_open
        sys.modules["strange_plugin"].released = True  # type: ignore[attr-defined]
        await asyncio.sleep(0.2)
        assert list(Path().iterdir()) == [], "and writes nothing when it ends at last"


async def test_an_export_that_ends_below_the_help_closes_neither(export: Any) -> None:
    async with export("hangs", size=(120, 40)) as dialog:
        await dialog.start("writing")
        await dialog.press("f1")
        above = dialog.app.screen
        assert above is not dialog.screen
        sys.modules["strange_plugin"].released = True  # type: ignore[attr-defined]
        await dialog.said("wrote")
        assert dialog.app.screen is above
        await dialog.press("escape")
        assert dialog.is_open
        await dialog.press("escape")
        assert not dialog.is_open
