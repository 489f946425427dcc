"""The export dialog over the real plan, with a plugin that does all that one should not."""

from __future__ import annotations

import sys
import types
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from browsing import browser_of
from export_dialog import Exporting

from ecotui.plugin_host import loading
from ecotui.plugin_host.discovery import Source, from_entry_point
from ecotui.plugin_host.registry import Registry
from ecotui.query.index import Index

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
class Explodes(Fails):
    def export(self, selection, target, options):
        with target.text() as file:
            file.write("half")
        raise RuntimeError("[red]boom[/red]")
class Refuses(Fails): reason = ExportError("not\\ntoday")
class Hangs(Fails):
    def export(self, selection, target, options):
        with target.text() as file:
            file.write("x")
            while not sys.modules["strange_plugin"].released:
                time.sleep(0.01)
class Waits(Fails):
    def export(self, selection, target, options):
        with target.text() as file:
            file.write("x")
        for step in range(500):
            target.progress(step, 500)
            if target.cancelled:
                return
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

class Shown(Fails):
    def preview(self, selection, options):
        return "".join(f"\\x1b]0;x\\x07 {number}│\\n" for number in range(10**4))
class Mumbles(Fails):
    def preview(self, selection, options):
        return b"?"

released = False

@dataclass(frozen=True)
class Width:
    wide: bool = option(False, help="wide columns")

def spec(id, factory, kind="text", **more):
    more = {"extensions": ("txt",), **more}
    return ExporterSpec(id=id, title=id, summary="[b]" + id, kind=kind,
                        media_type="text/plain", factory="strange_plugin:" + factory, **more)

@hookimpl
def ecotui_register_exporters():
    return [spec("poster", "Poster", options=Options), spec("exits", "Exits"),
            spec("hangs", "Hangs"), spec("interrupts", "Interrupts"),
            spec("generates", "Generates"),
            spec("nothing", "Nothing"), spec("refuses", "Refuses"), spec("warns", "Warns"),
            spec("odd", "Odd"), spec("absent", "NotThere"), spec("boxes", "Nothing", kind="tree"),
            spec("explodes", "Explodes"), spec("shown", "Shown"), spec("mumbles", "Mumbles"),
            spec("sheets", "Nothing", kind="binary", extensions=("xlsx",)),
            spec("waits", "Waits", options=Width, lossy="Only waits.",
                 translations={"zh": {"wide columns": "宽列", "Only waits.": "只是等待。"}})]
"""


Opener = Callable[..., AbstractAsyncContextManager[Exporting]]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine breaks no plugin here."""
    monkeypatch.setattr(loading, "IMPORT_WAIT_S", 60)


@pytest.fixture
def installed() -> list[Source]:
    """What is installed."""
    return [from_entry_point(EntryPoint("strange", "strange_plugin", "ecotui"))]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch, installed: list[Source]) -> Iterator[Registry]:
    module = types.ModuleType("strange_plugin")
    monkeypatch.setitem(sys.modules, "strange_plugin", module)
    exec(PLUGIN, module.__dict__)
    yield Registry(installed=lambda: installed)
    module.released = True  # type: ignore[attr-defined]


@pytest.fixture
def export(
    index: Index,
    registry: Registry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lasting_notices: None,
) -> Opener:
    """Opens the dialog, in an empty folder below the home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    @asynccontextmanager
    async def opened(
        exporter: str = "",
        *,
        where: str = "湿地",
        last: dict[str, object] | None = None,
        size: tuple[int, int] = (80, 24),
        notifications: bool = False,
        **options: Any,
    ) -> AsyncIterator[Exporting]:
        app = browser_of(index, where, registry=lambda: registry, **options)
        app.last_export = last or {}
        async with app.run_test(size=size, notifications=notifications) as pilot:
            dialog = Exporting(pilot)
            await dialog.open()
            if exporter:
                await dialog.choose(exporter)
            yield dialog

    return opened
