"""Draw pages of exported documents for the documentation; run by ``make pages``.

LibreOffice makes the pages and pdftoppm the pictures, so both must be installed, with a Chinese
font. The pictures depend on their versions and fonts: look at each one before you commit it.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any

from ecotui.exporting.run import run
from ecotui.model.toml import load
from ecotui.options import build, declared
from ecotui.plugin_host.registry import Registry
from ecotui.query.selection import select

ROOT = Path(__file__).parents[1]
#: The pictures: exporter, query, options, the page, and its resolution in dots per inch.
PICTURES: dict[str, tuple[str, str, dict[str, Any], int, int]] = {
    "matrix-section": ("raci-xlsx", "chapter:二 section:创新政策", {}, 1, 96),
    "matrix-whole": ("raci-xlsx", "", {"paper": "A3"}, 1, 96),
    "outline-official": ("docx", "", {"style": "official", "date": ""}, 1, 84),
    "table-official": ("docx", "", {"style": "official", "layout": "table", "date": ""}, 1, 84),
}
#: The largest picture, in bytes.
LARGEST = 200_000

#: Colours of a picture: as many as four bits can hold.
COLOURS = 16


def picture(name: str, folder: Path) -> bytes:
    """Export a selection, convert the document to PDF, and draw one of its pages."""
    exporter, query, options, page, resolution = PICTURES[name]
    listed = Registry(plugins=False).exporter(exporter)
    selection = select(load(ROOT / "data" / "allocation.toml"), query)
    known = {one.name for one in declared(listed.spec.options)}
    if "date" in known:
        # Without a date the page shows the day of printing: another picture every day.
        options = {"date": "2019年3月", **options}
    file = folder / f"{name}.{listed.spec.extensions[0]}"
    run(listed, selection, build(listed.spec.options, options), str(file))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    office = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*office, str(file)], check=True, stdout=subprocess.DEVNULL)
    draw = ["pdftoppm", "-singlefile", "-f", str(page), "-r", str(resolution)]
    drawn = subprocess.run(
        [*draw, str(file.with_suffix(".pdf"))], check=True, stdout=subprocess.PIPE
    )
    return png(drawn.stdout)


def png(image: bytes) -> bytes:
    """A PPM image as PNG in its most frequent colours. A page has few, so this takes a third.

    Args:
        image: Binary PPM, 8 bits per channel.
    """
    _magic, size, _depth, pixels = image.split(b"\n", 3)
    width, height = map(int, size.split())
    points = [pixels[at : at + 3] for at in range(0, len(pixels), 3)]
    counted = Counter(points)
    palette = [colour for colour, _count in counted.most_common(COLOURS)]

    def nearest(colour: bytes) -> int:
        distances = [sum((a - b) ** 2 for a, b in zip(colour, c, strict=True)) for c in palette]
        return distances.index(min(distances))

    places = {colour: nearest(colour) for colour in counted}
    # Four bits per pixel; a zero byte before each row means that it is not filtered.
    rows = bytearray()
    for row in range(height):
        line = [places[point] for point in points[row * width : (row + 1) * width]]
        line += [0] * (width % 2)
        rows.append(0)
        rows += bytes(a << 4 | b for a, b in zip(line[::2], line[1::2], strict=True))
    head = struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)
    chunks = (b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(rows, 9))
    out = b"\x89PNG\r\n\x1a\n"
    for kind, data in (*chunks, (b"IEND", b"")):
        check = zlib.crc32(kind + data)
        out += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)
    return out


def main(names: list[str]) -> None:
    """Draw the pictures of these names, or all of them."""
    for program in ("soffice", "pdftoppm"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is missing; on Debian: apt install libreoffice poppler-utils")
    os.environ["LC_ALL"] = "zh_CN.UTF-8"
    for name in names or list(PICTURES):
        with tempfile.TemporaryDirectory() as folder:
            made = picture(name, Path(folder))
        if len(made) > LARGEST:
            sys.exit(f"{name}: {len(made):,} bytes, more than {LARGEST:,}")
        (ROOT / "docs" / "img" / f"{name}.png").write_bytes(made)
        print(f"{name}.png: {len(made):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
