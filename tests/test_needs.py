"""How the tests are run: what they need and is not there, and what whoever starts them ignores."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import needs
import pytest

HERE = Path(__file__).parent


def outcome(*arguments: str, path: str = os.environ["PATH"], ignored: bool = False) -> str:
    """How a run of some tests ends, with other programs about or in the background."""

    def ignore() -> None:
        for one in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(one, signal.SIG_IGN)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=HERE.parent,
        env={**os.environ, "PATH": path, "PYTEST_ADDOPTS": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=ignore if ignored else None,
    )
    said = done.stdout.strip().rpartition("\n")[2]
    return re.sub(r"\d+ deselected, |, \d+ deselected| in .*", "", said)


def test_what_a_test_needs_and_is_not_here_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    mark = needs.needs("tmux", "chromedriver").mark
    assert mark.args == (True,)
    assert mark.kwargs["reason"] == (
        "not here: tmux (Debian: tmux), chromedriver (Debian: chromium-driver)"
    )
    done = subprocess.run([sys.executable, needs.__file__], stdout=subprocess.PIPE, check=True)
    assert {"chromium", "chromium-driver", "screen", "tmux"} <= {*done.stdout.decode().split()}
    (tmp_path / "tmux").touch(mode=0o755)
    assert needs.needs("tmux").mark.args == (False,)
    assert needs.program("tmux") == str(tmp_path / "tmux")
    with pytest.raises(AssertionError, match="name its package"):
        needs.needs("emacs")


def test_what_is_skipped_fails_where_nothing_may_be_missing(tmp_path: Path) -> None:
    file = str(HERE / "terminal" / "test_terminals.py")
    one = (file, "-k", "in_tmux")
    assert outcome(*one, path=str(tmp_path)) == "1 skipped"
    assert outcome(*one, "--no-skips", path=str(tmp_path)) == "1 error"


def test_no_signal_is_ignored_by_a_child() -> None:
    command = ["grep", "SigIgn", "/proc/self/status"]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="ascii", check=True)
    mask = int(done.stdout.split()[1], 16)
    # Those that are left the C library keeps for itself.
    assert [one for one in signal.valid_signals() if mask >> (one - 1) & 1] == []


def test_nor_where_the_run_itself_ignores_some() -> None:
    one = (__file__, "-k", test_no_signal_is_ignored_by_a_child.__name__)
    assert outcome(*one, ignored=True) == "1 passed"
