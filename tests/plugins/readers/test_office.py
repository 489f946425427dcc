"""The content of a file decides which reader takes it, whatever its name says."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from ecotui.api import Note, Paragraph, PlanError
from ecotui.plugins.readers import office

PAGE = "<html><body><p>甲方案</p></body></html>".encode()
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "WordDocument\0".encode("utf-16-le")


def blocks(reader: str, data: bytes) -> list[Any]:
    made = importlib.import_module(f"ecotui.plugins.readers.{reader}").Reader()
    return list(made.blocks(data, f"方案.{reader}"))


@pytest.mark.parametrize("reader", ["docx", "xlsx", "text", "csv"])
def test_a_web_page_is_read_as_one(reader: str) -> None:
    assert [b.text for b in blocks(reader, PAGE) if isinstance(b, Paragraph)] == ["甲方案"]


def test_without_libreoffice_an_old_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_libreoffice", lambda: None)
    with pytest.raises(PlanError, match=r"save it as \.docx"):
        blocks("docx", OLD)


def test_libreoffice_converts_an_old_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    # A stand-in that writes a page where LibreOffice would write a document.
    program.write_text(
        '#!/bin/sh\nfor last; do :; done\nout=$(dirname "$last")\n'
        f"cp '{tmp_path / 'page'}' \"$out/document.docx\"\n"
    )
    program.chmod(0o755)
    (tmp_path / "page").write_bytes(PAGE)
    monkeypatch.setattr(office, "_libreoffice", lambda: str(program))
    note, paragraph = blocks("docx", OLD)
    assert isinstance(note, Note)
    assert note.message == "converted from .doc by LibreOffice"
    assert paragraph.text == "甲方案"


def test_an_old_file_that_libreoffice_cannot_read_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "_libreoffice", lambda: "/bin/false")
    with pytest.raises(PlanError, match=r"save it as \.docx"):
        blocks("docx", OLD)
