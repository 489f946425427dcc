"""What the tests of the wheels share: what was built, and one environment, made once.

The steps build on one another's environment, so one process runs them all: every module here is of
the group ``wheel``.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from wheels import EXAMPLES, ROOT, Environment, one, succeed

NAMES = ("ecotui-html", "ecotui-ics", "ecotui-parquet")


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wheel")


@pytest.fixture(scope="session")
def built(work: Path) -> Path:
    """The folder that holds the sdist, the wheel that was built from it, and those of examples."""
    out = work / "dist"
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir"]
    succeed(*build, out, ROOT, cwd=work)
    for name in NAMES:
        succeed(*build, out, "--wheel", EXAMPLES / name, cwd=work)
    return out


@pytest.fixture(scope="session")
def environment(work: Path, built: Path) -> Environment:
    """An environment into which the wheel was installed as a user would."""
    fresh = Environment(work / "venv")
    fresh.pip("install", one(built, "ecotui-*.whl"))
    return fresh


@pytest.fixture(scope="session")
def libraries(environment: Environment) -> None:
    """What the examples, and their tests, need beside ecotui."""
    needed = set()
    for name in NAMES:
        text = (EXAMPLES / name / "pyproject.toml").read_text(encoding="utf-8")
        project = tomllib.loads(text)["project"]
        needed |= {*project["dependencies"], *project["optional-dependencies"]["test"]}
    # Bytecode of hundreds of modules that no test imports is not worth the wait.
    own = [requirement for requirement in needed if not requirement.startswith("ecotui")]
    environment.pip("install", "--no-compile", *sorted(own))


@pytest.fixture(scope="module")
def examples(environment: Environment, libraries: None, built: Path) -> Iterator[Environment]:
    """The environment with the examples in it."""
    wheels = [one(built, f"{name.replace('-', '_')}-*.whl") for name in NAMES]
    environment.install(*wheels)
    yield environment
    environment.uninstall(*NAMES)
