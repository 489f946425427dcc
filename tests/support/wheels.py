"""Wheels, and a fresh environment to install them in that knows nothing of the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{version}"
dependencies = ["ecotui"]

[project.entry-points.ecotui]
{points}

[tool.hatch.build.targets.wheel]
include = ["{package}"]
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an environment that leads nowhere near the checkout."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COV", "ECOTUI_", "PYTHON", "PYTEST_", "VIRTUAL_ENV", "XDG_"))
    }
    home = {"HOME": str(cwd)} if "pip" not in command else {}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**kept, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **home, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def succeed(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed; what it wrote."""
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def one(folder: Path, pattern: str) -> Path:
    """The only file that fits."""
    (found,) = folder.glob(pattern)
    return found


def wheel_of(source: Path, name: str, points: dict[str, str], *, version: str = "0.3") -> Path:
    """Build a wheel from the module or package in a folder, in this process."""
    lines = "\n".join(f'{point} = "{module}"' for point, module in points.items())
    package = next(iter(points.values())).partition(".")[0]
    if (source / f"{package}.py").exists():
        package += ".py"
    text = PYPROJECT.format(name=name, version=version, points=lines, package=package)
    (source / "pyproject.toml").write_text(text, encoding="utf-8")
    (built,) = WheelBuilder(str(source)).build(directory=str(source / "dist"))
    return Path(built)


class Environment:
    """A fresh virtual environment and what is typed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        # pip is called from outside, which saves installing it.
        succeed(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)

    def pip(self, *arguments: str | Path) -> None:
        """Call pip."""
        pip = (sys.executable, "-m", "pip", "--python", self.bin / "python", "--quiet")
        succeed(*pip, "--disable-pip-version-check", *arguments, cwd=self.folder)

    def install(self, *wheels: Path) -> None:
        """Install wheels whose dependencies are there."""
        self.pip("install", "--no-deps", "--no-index", *wheels)

    def uninstall(self, *names: str) -> None:
        """Uninstall distributions."""
        self.pip("uninstall", "--yes", *names)

    def ecotui(self, *arguments: str | Path) -> str:
        """Call the program; it must succeed."""
        return succeed(self.bin / "ecotui", "--lang", "en", *arguments, cwd=self.folder)

    def fails(self, code: int, *arguments: str | Path) -> str:
        """Call the program; it must end with a code and one line, which is returned."""
        done = run(self.bin / "ecotui", "--lang", "en", *arguments, cwd=self.folder)
        assert done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
        assert not done.stdout
        (line,) = done.stderr.splitlines()
        return line

    def exporters(self) -> dict[str, dict[str, Any]]:
        """What ``exporters --json`` says, by id."""
        return {one["id"]: one for one in json.loads(self.ecotui("exporters", "--json"))}

    def plugins(self) -> dict[str, dict[str, Any]]:
        """What ``plugins list --json`` says, by name."""
        return {one["name"]: one for one in json.loads(self.ecotui("plugins", "list", "--json"))}

    def files(self) -> set[str]:
        """What is installed, without bytecode."""
        return {
            str(path.relative_to(self.folder))
            for path in self.folder.glob("lib/python*/site-packages/**/*")
            if "__pycache__" not in path.parts
        } | {path.name for path in self.bin.iterdir()}
