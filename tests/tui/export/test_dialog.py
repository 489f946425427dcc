"""The export dialog: what it offers, what it writes, and what it says when that fails."""

from __future__ import annotations

import types
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input, OptionList, Select, Static

from ecotui import i18n
from ecotui.browser.state import State
from ecotui.plugin_host import loading
from ecotui.plugin_host.registry import BUILTIN, Registry
from ecotui.query.index import Index
from ecotui.settings.config import UserOptions
from ecotui.tui.app import Browser
from ecotui.tui.export.dialog import ExportDialog
from ecotui.tui.export.form import ExportForm

PLUGIN = """
from dataclasses import dataclass
from ecotui.api import ExporterSpec, ExportError, hookimpl, option

class Explodes:
    def export(self, selection, target, options):
        with target.text() as file:
            file.write("half")
        raise RuntimeError("[red]boom[/red]")

class Refuses:
    def export(self, selection, target, options):
        raise ExportError("not today")

class Waits:
    def export(self, selection, target, options):
        import time
        with target.text() as file:
            file.write("x")
        for step in range(500):
            target.progress(step, 500)
            if target.cancelled:
                return
            time.sleep(0.01)

@dataclass(frozen=True)
class Options:
    wide: bool = option(False, help="wide columns")

def spec(id, factory, **more):
    return ExporterSpec(id=id, title=id, summary="[b]" + id, extensions=("txt",),
                        media_type="text/plain", kind="text", factory=factory, **more)

@hookimpl
def ecotui_register_exporters():
    return [spec("explodes", "strange_plugin:Explodes"), spec("refuses", "strange_plugin:Refuses"),
            spec("waits", "strange_plugin:Waits", options=Options, lossy="Only waits.",
                 translations={"zh": {"wide columns": "宽列", "Only waits.": "只是等待。"}})]
"""


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    module = types.ModuleType("strange_plugin")
    monkeypatch.setitem(__import__("sys").modules, "strange_plugin", module)
    exec(PLUGIN, module.__dict__)
    points = [
        EntryPoint("strange", "strange_plugin", "ecotui"),
        EntryPoint("absent", "no_such_module_at_all", "ecotui"),
    ]
    return Registry(entry_points=lambda: points)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine breaks no plugin here."""
    monkeypatch.setattr(loading, "IMPORT_WAIT_S", 60)


@pytest.fixture
def app(
    index: Index, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Browser:
    monkeypatch.chdir(tmp_path)
    return Browser(
        State(index, "湿地 lead:林业厅", views={}),
        registry=lambda: registry,
        export_options=UserOptions({"raci-csv": {"scheme": "literal"}}),
    )


async def choose(pilot: Pilot[Any], name: str) -> ExportDialog:
    await pilot.press("e")
    await pilot.pause()
    dialog = pilot.app.screen
    assert isinstance(dialog, ExportDialog)
    lines = dialog.query_one(OptionList)
    lines.highlighted = [one.key for one in dialog.exporters].index(name)
    await pilot.pause()
    return dialog


async def said(pilot: Pilot[Any], dialog: ExportDialog, text: str) -> None:
    for _attempt in range(200):
        status = str(dialog.query_one("#export-status").render())
        if text in status:
            return
        await pilot.pause(0.05)
    pytest.fail(f"{text!r} was never said; at last: {status!r}")


async def test_it_offers_every_exporter_and_says_what_is_broken(app: Browser) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await choose(pilot, "markdown")
        keys = [one.key for one in dialog.exporters]
        built_in = [name for name in BUILTIN if name != "markdown-tables"]
        assert keys == [*built_in, "explodes", "refuses", "waits"]
        await said(pilot, dialog, "no_such_module_at_all")
        assert dialog.amount() == "2 measures, 8 departments"


async def test_the_form_is_in_the_language_that_the_plugin_brings(app: Browser) -> None:
    i18n.use("zh")
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await choose(pilot, "waits")
        form = dialog.query_one(ExportForm)
        texts = [str(widget.render()) for widget in form.query(Static)]
        assert "[b]waits 只是等待。" in texts
        assert "宽列" in texts


async def test_the_form_shows_declared_options_with_the_users_values(app: Browser) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await choose(pilot, "raci-csv")
        assert dialog.query_one("#option-scheme", Select).value == "literal"
        assert dialog.query_one("#option-bom", Checkbox).value is True
        dialog.query_one("#option-bom", Checkbox).value = False
        dialog.query_one("#export-path", Input).value = "m.csv"
        dialog.start()
        await pilot.pause(0.5)
        text = Path("m.csv").read_text(encoding="utf-8")
        assert not text.startswith("\ufeff")
        assert "牵" in text
        assert not isinstance(pilot.app.screen, ExportDialog)


@pytest.mark.parametrize(
    ("name", "reason"), [("explodes", "RuntimeError: [red]boom[/red]"), ("refuses", "not today")]
)
async def test_a_failing_exporter_is_named_and_nothing_is_left(
    app: Browser, name: str, reason: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await choose(pilot, name)
        dialog.start()
        await said(pilot, dialog, reason)
        assert list(Path().iterdir()) == []
        await choose_again(pilot, dialog, "json")
        dialog.start()
        await pilot.pause(0.5)
        assert [path.suffix for path in Path().iterdir()] == [".json"]


async def choose_again(pilot: Pilot[Any], dialog: ExportDialog, name: str) -> None:
    keys = [one.key for one in dialog.exporters]
    dialog.query_one(OptionList).highlighted = keys.index(name)
    await pilot.pause()


async def test_escape_cancels_what_is_being_written(app: Browser) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await choose(pilot, "waits")
        dialog.start()
        await said(pilot, dialog, "of 500")
        await pilot.press("escape")
        await said(pilot, dialog, "cancelled")
        assert list(Path().iterdir()) == []
        assert isinstance(pilot.app.screen, ExportDialog)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, ExportDialog)


async def test_the_question_is_not_covered_by_what_was_told_of_the_export_before(
    app: Browser,
) -> None:
    Path("a.md").write_text("precious")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        dialog = await choose(pilot, "markdown")
        app.notify("wrote b.md")
        await pilot.pause()
        assert len(app._notifications) == 1
        dialog.query_one("#export-path", Input).value = "a.md"
        dialog.start()
        await said(pilot, dialog, "Enter again overwrites")
        assert len(app._notifications) == 0


async def test_a_file_that_exists_is_asked_about_and_a_bad_name_refused(app: Browser) -> None:
    Path("a.md").write_text("precious")
    async with app.run_test(size=(120, 40)) as pilot:
        dialog = await choose(pilot, "markdown")
        path = dialog.query_one("#export-path", Input)
        for name, answer in (
            ("", "give the name"),
            ("-", "give the name"),
            ("no/a.md", "No such file"),
        ):
            path.value = name
            dialog.start()
            await said(pilot, dialog, answer)
        path.value = "a.md"
        dialog.start()
        await said(pilot, dialog, "Enter again overwrites")
        assert Path("a.md").read_text() == "precious"
        dialog.start()
        await pilot.pause(0.5)
        assert Path("a.md").read_text().startswith("# ")


async def test_a_slow_plugin_does_not_hold_up_the_screen(index: Index, tmp_path: Path) -> None:
    arrived, may_end = tmp_path / "arrived", tmp_path / "may_end"
    (tmp_path / "slow_to_import.py").write_text(
        "import os, time\n"
        f"open({str(arrived)!r}, 'w').close()\n"
        f"while not os.path.exists({str(may_end)!r}): time.sleep(0.01)\n"
    )
    registry = Registry(folders=[str(tmp_path)], entry_points=list)
    app = Browser(
        State(index, "", views={}), registry=lambda: registry, export_options=UserOptions()
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e", "e", "j")
        # The browser answers meanwhile: the dialog is not there, and the cursor goes down.
        assert arrived.exists()
        assert not isinstance(app.screen, ExportDialog)
        assert app.main.outline.cursor > 0
        may_end.touch()
        for _attempt in range(200):
            if isinstance(app.screen, ExportDialog):
                break
            await pilot.pause(0.05)
        dialog = app.screen
        assert isinstance(dialog, ExportDialog)
        await said(pilot, dialog, "slow_to_import 0: it implements no hook of ecotui")
        await pilot.pause(0.2)
        assert [type(screen) for screen in app.screen_stack].count(ExportDialog) == 1
