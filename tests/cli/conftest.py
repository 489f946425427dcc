"""The command line as a script calls it: a process of its own, its output, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Ran = subprocess.CompletedProcess[str]


@pytest.fixture
def ecotui(tmp_path: Path) -> Callable[..., Ran]:
    def run(*arguments: str, lang: str = "en", text: str = "", **env: str) -> Ran:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("ECOTUI")}
        return subprocess.run(
            [sys.executable, "-m", "ecotui", "--lang", lang, *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            input=text,
            timeout=60,
            check=False,
            env={
                **clean,
                "HOME": str(tmp_path),
                "XDG_CONFIG_HOME": str(tmp_path / "config"),
                "XDG_STATE_HOME": str(tmp_path / "state"),
                **env,
            },
        )

    return run
