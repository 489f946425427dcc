"""Two plugins that call their exporters the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from wheels import Environment, run, wheel_of

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def clash(environment: Environment, work: Path) -> Iterator[Environment]:
    """Two distributions that bring an exporter of the same id."""
    wheels = []
    for name in ("first", "second"):
        source = work / "clash" / name
        source.mkdir(parents=True)
        shutil.copy(Path(__file__).parent / "clash" / "report.py", source / f"{name}_report.py")
        wheels.append(wheel_of(source, f"ecotui-{name}", {"report": f"{name}_report"}))
    environment.install(*wheels)
    yield environment
    environment.uninstall("ecotui-first", "ecotui-second")


def test_both_stay_reachable_and_the_bare_id_is_refused(clash: Environment) -> None:
    assert {"ecotui-first:report", "ecotui-second:report"} <= clash.exporters().keys()
    for name in ("first", "second"):
        assert clash.ecotui("export", f"ecotui-{name}:report") == f"{name}_report: 44\n"
    line = clash.fails(2, "export", "report")
    assert "ecotui-first:report" in line
    assert "ecotui-second:report" in line
    assert {plugin["status"] for plugin in clash.plugins().values()} == {"ok"}


def test_without_the_other_the_bare_id_is_enough(clash: Environment, tmp_path: Path) -> None:
    config = tmp_path / "ecotui" / "config.toml"
    config.parent.mkdir()
    config.write_text('[plugins]\ndisabled = ["ecotui-second"]\n', encoding="utf-8")
    done = run(
        *(clash.bin / "ecotui", "export", "report"), cwd=clash.folder, XDG_CONFIG_HOME=str(tmp_path)
    )
    assert (done.returncode, done.stdout) == (0, "first_report: 44\n")
