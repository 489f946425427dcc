"""What a plugin changes of the process is put back."""

from __future__ import annotations

import codecs
import io
import locale
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui.plugin_host.containment import contained


def changes_folder() -> None:
    os.chdir("/")


def changes_umask() -> None:
    os.umask(0o000)


def changes_path() -> None:
    sys.path.insert(0, "/no/such/folder")


def changes_locale() -> None:
    locale.setlocale(locale.LC_ALL, "C" if locale.setlocale(locale.LC_ALL) != "C" else "C.UTF-8")


def changes_signals() -> None:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


def changes_streams() -> None:
    sys.stderr = io.StringIO()


def closes_a_descriptor() -> None:
    os.close(0)


def leads_a_descriptor_elsewhere() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (changes_folder, "the current folder"),
        (changes_umask, "the umask"),
        (changes_path, "the search path of modules"),
        (changes_locale, "the locale"),
        (changes_signals, "signal handlers"),
        (changes_streams, "standard streams"),
        (closes_a_descriptor, "standard streams"),
        (leads_a_descriptor_elsewhere, "standard streams"),
    ],
)
def test_it_is_put_back_and_named(
    change: Callable[[], None], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def state() -> list[object]:
        umask = os.umask(0o022)
        os.umask(umask)
        streams = [sys.stdin, sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__]
        files = [os.fstat(number)[:3] for number in range(3)]
        places = [os.getcwd(), list(sys.path), locale.setlocale(locale.LC_ALL)]
        return [*places, umask, signal.getsignal(signal.SIGUSR1), *streams, *files]

    before = state()
    with contained() as said:
        change()
    assert said == [f"it changed {what}; that was put back"]
    assert state() == before


def test_nothing_is_said_of_a_plugin_that_changes_nothing() -> None:
    with contained() as said:
        print("on standard error")
    assert said == []


def test_standard_output_lives_on_though_a_plugin_detaches_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with contained():
        sys.stdout = codecs.getwriter("utf8")(sys.stdout.detach())
        sys.stdout.write("湿地\n")
    print("still there")
    out, err = capsys.readouterr()
    assert (out, err) == ("still there\n", "湿地\n")


def test_what_other_programs_print_for_a_plugin_is_no_result(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with contained() as said:
        subprocess.run(["echo", "from a program"], check=True)
    print("the result")
    sys.stdout.flush()
    assert said == []
    assert capfd.readouterr() == ("the result\n", "from a program\n")


def test_a_stream_that_was_closed_is_opened_again() -> None:
    # pytest has streams of its own in their places.
    program = """
import sys
from ecotui import i18n
from ecotui.plugin_host.containment import contained
i18n.use("en")
with contained() as said:
    sys.__stdout__.close()
    sys.stderr.detach()
print(*said)
print("error", file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "it changed standard streams; that was put back\n"
    assert done.stderr == "error\n"
