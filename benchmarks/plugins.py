"""How much installed plugins slow a start: none and fifty installed, in pairs.

``python benchmarks/plugins.py [PAIRS]`` starts the browser in a pseudo-terminal until the outline
is shown, and runs commands as whole processes. It prints medians, and the median of the differences
in a pair, which is reliable even if single times vary with the load of the machine.
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

COUNT = 50
BIN = Path(sys.executable).parent

SOURCE = """
from ecotui.api import ExporterSpec, hookimpl

@hookimpl
def ecotui_register_exporters():
    return [ExporterSpec(id="{name}", title="T", summary="S.", extensions=("txt",),
                         media_type="text/plain", kind="text", factory="{name}:X")]
"""


def install(folder: Path) -> None:
    """Write fifty plugins into a folder as pip installs them."""
    for number in range(COUNT):
        name = f"plugin{number:02}"
        (folder / f"{name}.py").write_text(SOURCE.format(name=name))
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[ecotui]\n{name} = {name}\n")


def browse(environment: dict[str, str]) -> float:
    """Seconds until the screen shows the whole outline of the shipped plan."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.execve(BIN / "ecotui", ["ecotui", "--lang", "en", "browse", "--fresh"], environment)
    seen = b""
    while b"44/44" not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            raise SystemExit("no outline after 20 s")
        seen += os.read(terminal, 65536)
    took = time.perf_counter() - start
    os.write(terminal, b"q")
    # Read until the other end has closed, which is an OSError here.
    with contextlib.suppress(OSError):
        while os.read(terminal, 65536):
            continue
    os.waitpid(child, 0)
    os.close(terminal)
    return took


def command(*arguments: str) -> Callable[[dict[str, str]], float]:
    """Makes a function that times one whole process."""

    def run(environment: dict[str, str]) -> float:
        start = time.perf_counter()
        subprocess.run(
            [BIN / "ecotui", *arguments], env=environment, stdout=subprocess.DEVNULL, check=True
        )
        return time.perf_counter() - start

    return run


def main(pairs: int) -> None:
    """Print one line per way to start."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / "none", Path(name) / "fifty"]
        for folder in folders:
            folder.mkdir()
        install(folders[1])
        environments = [
            {**os.environ, "HOME": name, "TERM": "xterm-256color", "PYTHONPATH": str(folder)}
            for folder in folders
        ]
        print(f"{'start':16} {'0 (ms)':>8} {COUNT:>3} (ms) {'more':>7}   ({pairs} pairs, medians)")
        runs = {
            "browse": browse,
            "list": command("list"),
            "export markdown": command("export", "markdown"),
            "plugins list": command("plugins", "list"),
        }
        for title, run in runs.items():
            for environment in environments:
                run(environment)
            times = [[run(environment) * 1e3 for environment in environments] for _ in range(pairs)]
            without, with_ = zip(*times, strict=True)
            more = median(b - a for a, b in times)
            print(f"{title:16} {median(without):8.1f} {median(with_):8.1f} {more:+7.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
