"""Plot the times of a start and of a letter against the size of the plan.

``python tools/plot_scale.py`` reads ``docs/img/scale.json``, which ``benchmarks/scale.py`` saves,
and writes ``docs/img/scale.svg``. Only this program needs matplotlib: ``pip install -e '.[plot]'``.
"""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib as mpl

IMAGES = Path(__file__).parents[1] / "docs" / "img"
#: For each program: its figure, its colour, and the mark of a point.
STARTS = {
    "ecotui": ("start", "#1b6e3c", "o"),
    "visidata": ("start", "#b5651d", "s"),
    "fzf": ("start", "#5b5ea6", "^"),
    "Textual Tree": ("start", "#888888", "x"),
}
LETTERS = {
    "ecotui": ("letter", "#1b6e3c", "o"),
    "visidata": ("choosing", "#b5651d", "s"),
    "fzf": ("letter", "#5b5ea6", "^"),
    "Textual Tree": ("letter", "#888888", "x"),
}
LABELS = {
    ("visidata", "start"): "visidata, all rows",
    ("visidata", "choosing"): "visidata, select and open",
    ("fzf", "start"): "fzf, all lines",
    ("fzf", "letter"): "fzf, list at rest",
}


def main() -> None:
    """Draw both plots."""
    mpl.use("svg")
    # The same figures must give the same file.
    mpl.rcParams.update({"svg.hashsalt": "ecotui", "svg.fonttype": "none"})
    from matplotlib import pyplot as plt

    figures = json.loads((IMAGES / "scale.json").read_text(encoding="utf-8"))
    plot, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for axes, title, programs in ((left, "start", STARTS), (right, "a letter", LETTERS)):
        for program, (figure, colour, mark) in programs.items():
            points = [
                (int(size), found[program][figure])
                for size, found in figures.items()
                if program in found
            ]
            sizes, times = zip(*points, strict=True)
            label = LABELS.get((program, figure), program)
            axes.plot(sizes, times, color=colour, marker=mark, label=label)
        axes.set(xscale="log", yscale="log", title=title, xlabel="measures", ylabel="ms")
        axes.grid(visible=True, which="major", color="#dddddd")
        axes.legend(frameon=False, fontsize=8)
    plot.savefig(IMAGES / "scale.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
