"""The beginning of an export, in memory."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui.exporting.preview import MAX_CHARACTERS, MAX_LINES, PreviewTarget
from ecotui.exporting.run import run
from ecotui.options import NoOptions
from ecotui.plugin_host.registry import PluginBroken, Registry
from ecotui.query.selection import Selection

Exporting = Callable[..., Registry]
Begun = Callable[[str], PreviewTarget]


@pytest.fixture
def begun(exporting: Exporting, selection: Selection) -> Begun:
    """Begin the export of an exporter that has this body."""

    def begin(body: str) -> PreviewTarget:
        target = PreviewTarget()
        try:
            run(exporting(body).exporter("mine"), selection, NoOptions(), target)
        except PluginBroken:
            if not target.full:
                raise
        return target

    return begin


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("with target.text() as file: file.write('\\ufeffa\\r\\nb')", ["a", "b"]),
        ("with target.binary() as file: file.write('条'.encode('utf-8-sig'))", ["条"]),
    ],
)
def test_what_is_written_is_kept_in_memory(begun: Begun, body: str, lines: list[str]) -> None:
    target = begun(body)
    assert (target.lines, target.full) == (lines, False)
    assert not Path("-").exists()


ENDLESS = """
with target.text() as file:
    while True:
        file.write({text!r})
"""


@pytest.mark.parametrize("text", ["line\n", "x", "x" * 2 * MAX_CHARACTERS])
def test_an_endless_exporter_is_stopped(begun: Begun, text: str) -> None:
    target = begun(ENDLESS.format(text=text))
    assert target.full
    assert 1 <= len(target.lines) <= MAX_LINES
    assert len("".join(target.lines)) <= MAX_CHARACTERS


def test_an_exporter_that_swallows_being_stopped_gets_no_further(begun: Begun) -> None:
    body = """
with target.text() as file:
    for number in range(1000):
        try:
            file.write(f"{number}\\n")
        except Exception:
            pass
"""
    target = begun(body)
    assert target.full
    assert target.lines == [str(number) for number in range(MAX_LINES)]


def test_too_many_bytes_are_dropped(begun: Begun) -> None:
    body = "with target.binary() as file:\n    for _ in range(99): file.write(b'x' * 9999)"
    assert len(begun(body).lines[0]) == MAX_CHARACTERS


@pytest.mark.parametrize(
    ("body", "error", "reason"),
    [
        ("raise SystemExit", PluginBroken, "acme-mine 2.5 failed in mine: SystemExit"),
        ("pass", PluginBroken, "wrote nothing"),
    ],
)
def test_what_fails_fails(begun: Begun, body: str, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        begun(body)


def test_threads_give_standard_output_back(exporting: Exporting, selection: Selection) -> None:
    before = sys.stdout
    body = """
import time
print("noise")
time.sleep(0.02)
with target.text() as file: file.write("x")
"""
    listed = exporting(body).exporter("mine")

    def export() -> None:
        run(listed, selection, NoOptions(), PreviewTarget())

    threads = [threading.Thread(target=export) for _ in range(4)]
    for number, thread in enumerate(threads):
        thread.start()
        threads[number - 2].join() if number >= 2 else None
    for thread in threads:
        thread.join()
    assert sys.stdout is before
