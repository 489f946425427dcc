"""The time of commands as whole processes, compared with a bare interpreter in the same run.

``python benchmarks/start.py [PAIRS]`` runs each command in turn with ``python -c pass``. It prints
medians, and the median of the ratios, which is reliable even if single times vary with the load of
the machine.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

BIN = Path(sys.executable).parent
COMMANDS = {
    "list": ["list"],
    "list --where 湿地": ["list", "--where", "湿地"],
    "list --where lyt (pinyin)": ["list", "--where", "lead:lyt"],
    "list --json": ["list", "--json"],
    "departments": ["departments"],
    "matrix": ["matrix"],
    "check": ["check"],
    "export markdown": ["export", "markdown"],
    "export docx": ["export", "docx", "-o", "-"],
    "export raci-xlsx": ["export", "raci-xlsx", "-o", "-"],
}


def seconds(command: list[str]) -> float:
    """The wall-clock time of a process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main(pairs: int) -> None:
    """Print one line per command."""
    bare = [sys.executable, "-c", "pass"]
    print(f"{'command':28} {'ms':>7} {'bare ms':>8} {'ratio':>6}   ({pairs} pairs, medians)")
    for name, arguments in COMMANDS.items():
        ours, theirs = [], []
        seconds([str(BIN / "ecotui"), *arguments])
        for _pair in range(pairs):
            ours.append(seconds([str(BIN / "ecotui"), *arguments]))
            theirs.append(seconds(bare))
        ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
        print(f"{name:28} {median(ours) * 1e3:7.1f} {median(theirs) * 1e3:8.1f} {ratio:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
