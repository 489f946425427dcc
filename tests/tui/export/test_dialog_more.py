"""What the export dialog remembers, completes, previews, and survives."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import types
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Checkbox, Input, OptionList, Select, Static

from ecotui.browser.last_export import LastExport
from ecotui.browser.state import State
from ecotui.options import declared, option
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index
from ecotui.settings.config import UserOptions
from ecotui.text.display import width
from ecotui.tui.app import Browser
from ecotui.tui.export.dialog import ExportDialog
from ecotui.tui.export.preview import Preview, folded

PLUGIN = """
import enum, sys, time
from dataclasses import dataclass
from typing import Literal
from ecotui.api import ExporterSpec, ExportError, hookimpl, option

class Paper(enum.Enum):
    A4 = ("A4", 210)
    B5 = ("B5", 176)

@dataclass(frozen=True)
class Options:
    size: int = option(12, help="[b]size", min=6, max=72)
    margin: float = option(2.5, help="margin in cm", min=0)
    font: str = option("宋体", help="font")
    parts: tuple[str, ...] = option(("text", "lead"), choices=("text", "lead", "with"))
    paper: Paper = option(Paper.A4, help="paper")
    level: Literal[1, 2, 3] = option(1, help="level")
    numbered: bool = option(True, help="with numbers")

    def __post_init__(self):
        if self.font == "Comic Sans":
            raise RuntimeError("no such taste")

class Poster:
    def export(self, selection, target, options):
        with target.text() as file:
            for number in range(options.size):
                file.write(f"line {number} {options}\\x1b[31m\\n")

class Fails:
    reason = None
    def export(self, selection, target, options):
        if self.reason is not None:
            raise self.reason
class Exits(Fails): reason = SystemExit(3)
class Interrupts(Fails): reason = KeyboardInterrupt()
class Generates(Fails): reason = GeneratorExit("gone")
class Nothing(Fails): pass
class Refuses(Fails): reason = ExportError("not\\ntoday")
class Hangs(Fails):
    def export(self, selection, target, options):
        with target.text() as file:
            file.write("x")
            while not sys.modules["strange_plugin"].released:
                time.sleep(0.01)
class Warns(Fails):
    def export(self, selection, target, options):
        target.progress(True, 2)
        target.warn(["no text"])
        with target.text() as file:
            file.write("x")
class Odd(Fails):
    def export(self, selection, target, options):
        target.progress("much", None)

released = False

def spec(id, factory, options=None, kind="text"):
    more = {"options": options} if options else {}
    return ExporterSpec(id=id, title=id, summary=id, extensions=("txt",), kind=kind,
                        media_type="text/plain", factory="strange_plugin:" + factory, **more)

@hookimpl
def ecotui_register_exporters():
    return [spec("poster", "Poster", Options), spec("exits", "Exits"), spec("hangs", "Hangs"),
            spec("interrupts", "Interrupts"), spec("generates", "Generates"),
            spec("nothing", "Nothing"), spec("refuses", "Refuses"), spec("warns", "Warns"),
            spec("odd", "Odd"), spec("absent", "NotThere"), spec("boxes", "Nothing", kind="tree")]
"""

Make = Callable[..., Browser]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    module = types.ModuleType("strange_plugin")
    monkeypatch.setitem(sys.modules, "strange_plugin", module)
    exec(PLUGIN, module.__dict__)
    yield Registry(entry_points=lambda: [EntryPoint("strange", "strange_plugin", "ecotui")])
    module.released = True  # type: ignore[attr-defined]


@pytest.fixture
def made(index: Index, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def make(last: dict[str, object] | None = None, **options: Any) -> Browser:
        given = {"export_options": UserOptions(), **options}
        app = Browser(State(index, "湿地", views={}), registry=lambda: registry, **given)
        app.last_export = {} if last is None else last
        return app

    return make


async def opened(pilot: Pilot[Any]) -> ExportDialog:
    await pilot.pause()
    await pilot.press("e")
    await pilot.pause()
    dialog = pilot.app.screen
    assert isinstance(dialog, ExportDialog)
    return dialog


async def choose(pilot: Pilot[Any], dialog: ExportDialog, name: str) -> None:
    keys = [one.key for one in dialog.exporters]
    dialog.query_one(OptionList).highlighted = keys.index(name)
    await at_rest(pilot)


def chosen(dialog: ExportDialog) -> str:
    return dialog.exporters[dialog.query_one(OptionList).highlighted or 0].key


async def until(pilot: Pilot[Any], holds: Callable[[], bool], what: Callable[[], object]) -> None:
    for _attempt in range(200):
        if holds():
            return
        await pilot.pause(0.03)
    pytest.fail(f"at last: {what()!r}")


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait as the next key does: until every field of a form has its value."""
    assert isinstance(pilot.app, Browser)
    await pilot.pause()
    await pilot.app.settled()
    await pilot.pause()


def status(dialog: ExportDialog) -> str:
    return str(dialog.query_one("#export-status", Static).render())


async def said(pilot: Pilot[Any], dialog: ExportDialog, text: str) -> None:
    await until(pilot, lambda: text in status(dialog), lambda: status(dialog))


async def closed(pilot: Pilot[Any], dialog: ExportDialog) -> None:
    def left() -> bool:
        return not isinstance(pilot.app.screen, ExportDialog)

    await until(pilot, left, lambda: status(dialog))


async def previewed(pilot: Pilot[Any], dialog: ExportDialog, text: str) -> None:
    preview = dialog.query_one(Preview)
    await until(pilot, lambda: text in preview.text, lambda: preview.text)
    await at_rest(pilot)


def path_of(dialog: ExportDialog) -> Input:
    return dialog.query_one("#export-path", Input)


def shown(dialog: ExportDialog, name: str) -> str:
    return str(dialog.query_one(f"#{name}", Static).render())


# -- memory


async def test_it_opens_with_the_last_exporter_its_options_and_the_folder(
    made: Make, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    app = made(export_options=UserOptions({"raci-csv": {"scheme": "literal"}}))
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "raci-csv")
        dialog.query_one("#option-bom", Checkbox).value = False
        path_of(dialog).value = "~/out/m.csv"
        dialog.start()
        await closed(pilot, dialog)
        assert app.last_export == {
            "exporter": "raci-csv",
            "folder": str(tmp_path / "out"),
            "options": {"raci-csv": {"bom": False}},
        }
        assert json.loads(json.dumps(app.last_export)) == app.last_export

        dialog = await opened(pilot)
        assert chosen(dialog) == "raci-csv"
        assert dialog.query_one("#option-bom", Checkbox).value is False
        assert dialog.query_one("#option-scheme", Select).value == "literal"
        assert path_of(dialog).value == "~/out/sichuan-ecological-compensation-raci-csv.csv"
        await choose(pilot, dialog, "markdown")
        assert path_of(dialog).value == "~/out/sichuan-ecological-compensation.md"


async def test_what_was_typed_is_there_again_after_escape(made: Make) -> None:
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "poster")
        for name, value in (
            ("size", "24"),
            ("margin", "1.5"),
            ("font", "[b]仿宋"),
            ("parts", "lead，with"),
        ):
            dialog.query_one(f"#option-{name}", Input).value = value
        dialog.query_one("#option-paper", Select).value = "('B5', 176)"
        dialog.query_one("#option-level", Select).value = "3"
        dialog.query_one("#option-numbered", Checkbox).value = False
        path_of(dialog).value = "海报.txt"
        await choose(pilot, dialog, "json")
        await choose(pilot, dialog, "poster")
        assert path_of(dialog).value == "海报.txt", "another exporter loses nothing either"
        await pilot.press("escape")
        assert json.loads(json.dumps(app.last_export)) == {
            "exporter": "poster",
            "path": "海报.txt",
            "options": {
                "poster": {
                    "size": 24,
                    "margin": 1.5,
                    "font": "[b]仿宋",
                    "parts": ["lead", "with"],
                    "level": 3,
                    "numbered": False,
                }
            },
        }
        dialog = await opened(pilot)
        assert chosen(dialog) == "poster"
        assert path_of(dialog).value == "海报.txt"
        values = dialog.query_one("#export-form").values()  # type: ignore[attr-defined]
        assert values == {
            "size": 24,
            "margin": 1.5,
            "font": "[b]仿宋",
            "parts": ["lead", "with"],
            "paper": "('A4', 210)",
            "level": "3",
            "numbered": False,
        }


async def test_a_path_left_as_it_was_offered_is_not_remembered(made: Make) -> None:
    app = made()
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("escape")
        assert app.last_export == {"exporter": "markdown", "path": "", "options": {}}


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
async def test_what_does_not_fit_is_ignored(made: Make, last: dict[str, object]) -> None:
    app = made(last)
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "poster")
        assert path_of(dialog).value == "sichuan-ecological-compensation-poster.txt"
        assert [dialog.query_one(f"#option-{name}", Input).value for name in ("size", "font")] == [
            "12",
            "宋体",
        ]
        assert dialog.query_one("#option-numbered", Checkbox).value is True
        dialog.start()
        await closed(pilot, dialog)
        assert app.last_export["folder"] == os.getcwd()


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
    from dataclasses import dataclass

    options = declared(dataclass(frozen=True)(type("Options", (), namespace)))
    for last in (kept, {**kept, "options": {"mine": values}}):
        memory = LastExport(last)
        found = memory.options("mine", options)
        for one in options:
            if one.name in found:
                one.parse(found[one.name])
        assert memory.folder is None or os.path.isdir(memory.folder)
        memory.keep("mine", options, values, {"size": 1, "font": "a"})
        memory.left("mine", "x")
        memory.written("mine", "x/y")
        json.dumps(last)


async def test_an_export_folder_of_the_command_line_goes_before_the_last_one(
    made: Make, tmp_path: Path
) -> None:
    app = made({"folder": str(tmp_path)}, export_dir="/tmp")
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        assert path_of(dialog).value == "/tmp/sichuan-ecological-compensation.md"


async def test_a_guest_is_offered_nothing_but_a_plain_name(made: Make, tmp_path: Path) -> None:
    (tmp_path / "here" / "taken.md").touch()
    last: dict[str, object] = {"exporter": "markdown", "path": "../up.md", "folder": "/"}
    app = made(last, restricted=True, export_dir=str(tmp_path / "here"))
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        path = path_of(dialog)
        assert path.value == "sichuan-ecological-compensation.md"
        await pilot.press("tab")
        path.value = "tak"
        path.cursor_position = 3
        await pilot.press("tab")
        assert path.value == "tak", "names of files are not told"
        assert dialog.focused is not path
        path.value = "taken.md"
        await pilot.pause()
        assert "exists; choose another name" in shown(dialog, "export-path-name")
        for name in ("../up.md", "~/up.md", "/tmp/up.md", ".profile"):
            path.value = name
            await pilot.pause()
            assert "only a plain file name" in shown(dialog, "export-path-name")
            dialog.start()
            await said(pilot, dialog, "only a plain file name")


# -- the path


async def test_tab_completes_the_path_then_goes_on(made: Make) -> None:
    for name in ("方案 一.md", "方案 二.md", "only.md"):
        Path(name).touch()
    Path("部门").mkdir()
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await pilot.press("enter")
        path = path_of(dialog)
        assert dialog.focused is path

        async def type_and_tab(text: str) -> str:
            path.value = text
            path.cursor_position = len(text)
            await pilot.press("tab")
            return path.value

        assert await type_and_tab("方") == "方案 "
        await said(pilot, dialog, "方案 一.md  方案 二.md")
        assert dialog.focused is path
        await pilot.press("tab")
        assert dialog.focused is not path, "they are listed once"
        path.focus()
        assert await type_and_tab("部") == "部门/"
        assert status(dialog) == ""
        assert await type_and_tab("") == ""
        await said(pilot, dialog, "only.md  方案 一.md  方案 二.md  部门/")
        assert await type_and_tab("on") == "only.md"
        assert "exists; asks before overwriting" in shown(dialog, "export-path-name")
        assert dialog.focused is path
        await pilot.press("tab")
        assert getattr(dialog.focused, "id", "") == "option-layout"
        await pilot.press("shift+tab", "shift+tab")
        assert isinstance(dialog.focused, OptionList)


async def test_what_is_at_the_path_is_said_while_typing(made: Make) -> None:
    Path("there.md").touch()
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        for text, note in (
            ("there.md", "exists; asks before overwriting"),
            ("there", "new file"),
            ("no/x", "the folder does not exist"),
            ("~", "is a folder"),
            ("~/new", "new file"),
        ):
            path_of(dialog).value = text
            await pilot.pause()
            assert note in shown(dialog, "export-path-name")


async def test_a_question_is_not_answered_once_the_path_was_changed(made: Make) -> None:
    Path("a.md").write_text("precious")
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await pilot.press("tab", "ctrl+u", *"a.md", "enter")
        await said(pilot, dialog, "Enter again overwrites")
        await pilot.press("x", "backspace")
        assert status(dialog) == ""
        await pilot.press("enter")
        await said(pilot, dialog, "Enter again overwrites")
        await choose(pilot, dialog, "json")
        await choose(pilot, dialog, "markdown")
        await pilot.press("ctrl+o")
        await said(pilot, dialog, "Enter again overwrites")
        assert Path("a.md").read_text() == "precious"
        assert dialog.focused is path_of(dialog), "so Enter is the answer, whatever had the focus"
        await pilot.press("enter")
        await closed(pilot, dialog)
        assert Path("a.md").read_text().startswith("# ")


async def test_what_is_pasted_cannot_act_on_the_terminal(made: Make) -> None:
    from textual.events import Paste

    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await pilot.press("tab", "ctrl+u")
        app.post_message(Paste("a\x1b]0;x\x07b\nc"))
        await pilot.pause(0.1)
        assert path_of(dialog).value == "a␛]0;x␇b"


# -- the keyboard


async def test_one_key_exports_from_anywhere(made: Make) -> None:
    app = made()
    async with app.run_test() as pilot:
        for number, ids in enumerate(("export-exporters", "option-scheme", "option-bom")):
            dialog = await opened(pilot)
            await choose(pilot, dialog, "raci-csv")
            path_of(dialog).value = f"{number}.csv"
            dialog.query_one(f"#{ids}", Widget).focus()
            await pilot.press("ctrl+o")
            await closed(pilot, dialog)
    assert sorted(path.name for path in Path().iterdir()) == ["0.csv", "1.csv", "2.csv"]


async def test_escape_closes_an_open_choice_first_and_enter_toggles(made: Make) -> None:
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "raci-csv")
        choice = dialog.query_one("#option-scheme", Select)
        box = dialog.query_one("#option-bom", Checkbox)
        box.focus()
        await pilot.press("enter")
        assert box.value is False
        choice.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert choice.expanded
        await pilot.press("j", "g")
        await pilot.press("escape")
        await pilot.pause()
        assert not choice.expanded
        assert app.screen is dialog
        assert chosen(dialog) == "raci-csv", "letters sought in the choice, not in the list"
        box.focus()
        await pilot.press("g", "j")
        assert chosen(dialog) == "raci-csv"
        await pilot.press("escape")
        assert app.screen is not dialog


# -- options


async def test_a_wrong_number_is_said_at_once_beside_the_field(made: Make) -> None:
    app = made()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "poster")
        assert shown(dialog, "name-size") == "[b]size"
        for name, text, message in (
            ("size", "5x", '--size takes a whole number 6…72, not "5x"'),
            ("size", "73", '--size takes a whole number 6…72, not "73"'),
            ("margin", "-1", '--margin takes a number 0…, not "-1.0"'),
            ("margin", "nan", '--margin takes a number 0…, not "nan"'),
            ("parts", "lead,x", "--parts takes a list of text / lead / with"),
        ):
            field = dialog.query_one(f"#option-{name}", Input)
            before = field.value
            field.focus()
            field.value = text
            await pilot.pause()
            assert message in shown(dialog, f"name-{name}")
            await pilot.press("enter")
            await said(pilot, dialog, message)
            assert dialog.focused is field
            field.value = before
            await pilot.pause()
            assert message not in shown(dialog, f"name-{name}")
    assert list(Path().iterdir()) == []


async def test_a_wrong_value_of_the_configuration_is_shown_and_said(made: Make) -> None:
    app = made(export_options=UserOptions({"poster": {"size": "big", "numbered": 3, "level": 8}}))
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "poster")
        assert dialog.query_one("#option-size", Input).value == "big"
        assert 'not "big"' in shown(dialog, "name-size")
        assert dialog.query_one("#option-level", Select).value == "1"


# -- preview


@pytest.mark.parametrize("size", [(120, 40), (120, 28)])
async def test_the_preview_shows_what_would_be_written_with_the_options(
    made: Make, size: tuple[int, int]
) -> None:
    app = made()
    async with app.run_test(size=size) as pilot:
        dialog = await opened(pilot)
        await previewed(pilot, dialog, "# 四川省健全生态保护补偿机制重点任务分工方案")
        layout = dialog.query_one("#option-layout", Select)
        layout.value = "table"
        await previewed(pilot, dialog, "| --- |")
        await choose(pilot, dialog, "docx")
        await previewed(pilot, dialog, "No preview for .docx files")
        await choose(pilot, dialog, "boxes")
        await previewed(pilot, dialog, "a folder of files")
        await choose(pilot, dialog, "poster")
        await previewed(pilot, dialog, "numbered=True)␛[31m")
        dialog.query_one("#option-size", Input).value = "5"
        await previewed(pilot, dialog, "--size takes a whole number 6…72")
        assert "\n" not in dialog.query_one(Preview).text
        dialog.query_one("#option-size", Input).value = "7"
        await previewed(pilot, dialog, "line 6")
        assert "line 7" not in dialog.query_one(Preview).text
        dialog.query_one("#option-font", Input).value = "Comic Sans"
        await previewed(pilot, dialog, "plugin strange 0 failed in poster: RuntimeError: no such")
    assert list(Path().iterdir()) == []


async def test_where_there_is_no_room_a_key_shows_the_preview(made: Make) -> None:
    app = made()
    async with app.run_test(size=(60, 16)) as pilot:
        dialog = await opened(pilot)
        preview = dialog.query_one(Preview)
        await pilot.press("tab")
        await pilot.pause(0.5)
        assert not preview.display
        assert preview.text == "", "what nobody sees is not made"
        await pilot.press("ctrl+t")
        await previewed(pilot, dialog, "# 四川省")
        assert dialog.focused is preview
        top = preview.scroll_offset.y
        await pilot.press("j", "j")
        await until(pilot, lambda: preview.scroll_offset.y == top + 2, lambda: preview.scroll_y)
        await pilot.press("escape")
        await until(pilot, lambda: dialog.focused is path_of(dialog), lambda: dialog.focused)
        assert app.screen is dialog
        assert not preview.display
        await pilot.press("ctrl+t")
        Path("sichuan-ecological-compensation.md").touch()
        await pilot.press("ctrl+o")
        await said(pilot, dialog, "Enter again overwrites")
        assert path_of(dialog).has_focus


async def test_a_preview_that_never_ends_holds_up_nothing(made: Make) -> None:
    app = made()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "hangs")
        await pilot.pause(0.4)
        await pilot.press("tab", "ctrl+u", *"x.md")
        assert path_of(dialog).value == "x.md"
        await choose(pilot, dialog, "json")
        await previewed(pilot, dialog, '"query"')
        await choose(pilot, dialog, "markdown")
        await previewed(pilot, dialog, "# 四川省")


def test_long_lines_are_folded_where_the_pane_ends() -> None:
    assert folded("", 10) == [""]
    assert folded("abcdef", 4) == ["abcd", "ef"]
    assert folded("补偿标准a", 5) == ["补偿", "标准a"]


@given(st.text(alphabet="ab补偿，\u0301", max_size=40), st.integers(2, 9))
def test_folding_loses_nothing_and_fits(line: str, cells: int) -> None:
    parts = folded(line, cells)
    assert "".join(parts) == line
    assert all(width(part) <= cells for part in parts)


# -- plugins that fail


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("exits", "plugin strange 0 failed in exits: SystemExit: 3"),
        ("interrupts", "plugin strange 0 failed in interrupts: KeyboardInterrupt"),
        ("generates", "plugin strange 0 failed in generates: GeneratorExit: gone"),
        ("nothing", "plugin strange 0, nothing: the exporter wrote nothing"),
        ("refuses", "plugin strange 0, refuses: not today"),
        ("odd", "plugin strange 0 failed in odd: ValueError"),
        ("absent", "plugin strange 0 failed in absent: AttributeError"),
    ],
)
async def test_a_plugin_that_fails_is_named_and_the_dialog_goes_on(
    made: Make, name: str, reason: str
) -> None:
    app = made()
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, name)
        preview = dialog.query_one(Preview)
        await until(pilot, lambda: preview.text != "", lambda: preview.text)
        dialog.start()
        await said(pilot, dialog, reason)
        assert list(Path().iterdir()) == []
        await choose(pilot, dialog, "json")
        dialog.start()
        await closed(pilot, dialog)
        assert [path.suffix for path in Path().iterdir()] == [".json"]


async def test_options_whose_class_fails_are_reported(made: Make) -> None:
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "poster")
        dialog.query_one("#option-font", Input).value = "Comic Sans"
        dialog.start()
        await said(pilot, dialog, "plugin strange 0 failed in poster: RuntimeError: no such taste")


async def test_a_folder_that_is_not_there_is_not_the_plugins_fault(made: Make) -> None:
    app = made()
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "warns")
        path_of(dialog).value = "no/x"
        dialog.start()
        await said(pilot, dialog, "cannot write no/x: No such file or directory")
        assert "strange" not in status(dialog)


async def test_warnings_that_are_no_text_are_shown_all_the_same(made: Make) -> None:
    app = made()
    told: list[str] = []
    app.notify = told.append  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "warns")
        dialog.start()
        await until(pilot, lambda: bool(told), lambda: status(dialog))
    assert told[0].endswith("5 measures, 9 departments; ['no text']")


async def test_an_exporter_that_does_not_stop_can_be_left(made: Make) -> None:
    app = made()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await opened(pilot)
        await choose(pilot, dialog, "hangs")
        dialog.start()
        await said(pilot, dialog, "writing")
        await pilot.press("escape")
        await said(pilot, dialog, "Esc again")
        await pilot.press("escape")
        assert not isinstance(app.screen, ExportDialog)
        sys.modules["strange_plugin"].released = True  # type: ignore[attr-defined]
        await asyncio.sleep(0.2)
        assert list(Path().iterdir()) == [], "and writes nothing when it ends at last"


# -- the wire


def test_opening_the_dialog_changes_nothing_but_its_box(tmp_path: Path) -> None:
    terminal = Terminal(
        [sys.executable, "-m", "ecotui", "--lang", "en"], tmp_path, columns=80, lines=24
    )
    try:
        terminal.wait("44/44", "help")
        terminal.settle()
        before = cells(terminal)
        terminal.send("e")
        terminal.wait("Export: 44 measures", "Esc closes─")
        terminal.settle()
        after = cells(terminal)
        rows = terminal.text.splitlines()
        top = next(y for y, row in enumerate(rows) if "─Export: 44" in row)
        changed = {(y, x) for y, x in before if before[y, x] != after[y, x]}
        assert {y for y, _x in changed} <= set(range(top, top + 20))
        assert {x for _y, x in changed} <= set(range(1, 79))
        terminal.send("\x1b")
        terminal.settle()
        terminal.send("q")
        assert terminal.ended() == 0
    finally:
        terminal.close()


def cells(terminal: Terminal) -> dict[tuple[int, int], object]:
    """What each cell looks like; the colour of a blank cannot be seen."""
    screen = terminal.screen
    found = {}
    for y in range(screen.lines):
        for x in range(screen.columns):
            one = screen.buffer[y][x]
            found[y, x] = one._replace(fg="default") if one.data == " " else one
    return found
