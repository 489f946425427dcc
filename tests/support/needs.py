"""Programs that tests run and Python does not bring, each with the Debian package that has it.

A test names its programs with `needs`, and is skipped where one is missing. ``python needs.py``
prints the packages that are missing here, which is what `.ci/run` installs.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

#: A program, or a file where only that is wanted.
PACKAGES = {
    # Where a line ends depends on the fonts: Chinese ones, and those as wide as Times and Arial.
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc": "fonts-noto-cjk",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf": "fonts-liberation2",
    "/usr/share/i18n/charmaps/GB18030.gz": "locales",
    # The Unicode Character Database.
    "/usr/share/unicode/EquivalentUnifiedIdeograph.txt": "unicode-data",
    # The parts of LibreOffice that read .xlsx and .docx.
    "/usr/lib/libreoffice/program/libsclo.so": "libreoffice-calc-nogui",
    "/usr/lib/libreoffice/program/libswlo.so": "libreoffice-writer-nogui",
    "bash": "bash",
    "chromedriver": "chromium-driver",
    "chromium": "chromium",
    "fish": "fish",
    "localedef": "libc-bin",
    "man": "man-db",
    "mandoc": "mandoc",
    "pdftohtml": "poppler-utils",
    "pdftotext": "poppler-utils",
    "scp": "openssh-client",
    "screen": "screen",
    "sftp": "openssh-client",
    "soffice": "libreoffice-common",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "sshd": "openssh-server",
    "strace": "strace",
    "tmux": "tmux",
    "zsh": "zsh",
}


def found(name: str) -> str | None:
    """Where a program or file of the table is, if it is here."""
    assert name in PACKAGES, f"{name}: name its package, so that .ci/run installs it"
    if "/" in name:
        return name if Path(name).exists() else None
    # Not every user has the folder of servers on the path.
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def program(name: str) -> str:
    """Where a program is that the test `needs`."""
    path = found(name)
    assert path is not None, f"the test lacks needs({name!r})"
    return path


def needs(*names: str) -> pytest.MarkDecorator:
    """Skip a test where one of these is missing, saying which package has it."""
    # Where this file is run, to install what is missing, pytest is not there yet.
    import pytest

    missing = [f"{name} (Debian: {PACKAGES[name]})" for name in names if not found(name)]
    return pytest.mark.skipif(bool(missing), reason=f"not here: {', '.join(missing)}")


if __name__ == "__main__":
    print(*sorted({package for name, package in PACKAGES.items() if not found(name)}))
