"""What stands in a Word file, for tests."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Style and text of each paragraph."""
    return [(p.style.name or "", p.text) for p in opened(path).paragraphs if p.style]


def part(path: Path, name: str) -> Any:
    """A part of the package, as XML."""
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def style_of(path: Path, style: str) -> Any:
    return part(path, "word/styles.xml").find(f".//{W}style[@{W}styleId='{style}']")
