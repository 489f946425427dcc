"""The content of a file decides which reader takes it, whatever its name says."""

from __future__ import annotations

import http.server
import importlib
import io
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from needs import needs, program

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


def linked(address: str) -> bytes:
    """A text of OpenDocument with a picture that stands elsewhere."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    declared = " ".join(f'xmlns:{one}="{name}:{whole}:1.0"' for one, whole in spaces.items())
    kind = "application/vnd.oasis.opendocument.text"
    files = {
        "mimetype": kind,
        "META-INF/manifest.xml": (
            f'<m:manifest xmlns:m="{name}:manifest:1.0"><m:file-entry m:full-path="/"'
            f' m:media-type="{kind}"/><m:file-entry m:full-path="content.xml"'
            ' m:media-type="text/xml"/></m:manifest>'
        ),
        "content.xml": (
            f'<office:document-content {declared} xmlns:xlink="http://www.w3.org/1999/xlink"'
            ' office:version="1.2"><office:body><office:text><text:p>甲方案</text:p><text:p>'
            '<draw:frame svg:width="1cm" svg:height="1cm"><draw:image'
            f' xlink:href="{address}/a.png" xlink:type="simple"/></draw:frame></text:p>'
            "</office:text></office:body></office:document-content>"
        ),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return made.getvalue()


@pytest.mark.thorough
@needs("/usr/lib/libreoffice/program/libswlo.so", "soffice")
def test_what_a_document_names_elsewhere_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its owner would learn when, and from where, the document is read."""
    monkeypatch.setattr(office, "_libreoffice", lambda: program("soffice"))
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - as the library calls them

        def log_message(self, *_arguments: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        found = blocks("docx", linked(f"http://127.0.0.1:{server.server_port}"))
        server.shutdown()
    assert "甲方案" in [block.text for block in found if isinstance(block, Paragraph)]
    assert asked == []


@pytest.mark.parametrize(
    ("kind", "data", "fields"),
    [
        ("rtf", rb"{\field{\*\fldinst {FILLIN \"a\"}}{\fldrslt {b}}}", ["FILLIN"]),
        ("rtf", rb"{\field{\*\fldinst {\rtlch\fcs1 \af0 \ltrch IF 1 = 1}}}", ["IF"]),
        ("rtf", rb"{\field{\*\fldinst PAGE}}{\field{\*\fldinst { HYPERLINK \"x\"}}}", []),
        ("doc", b"\x13 REF _Ref1 \x14a\x15\x13PAGE\x14", ["REF"]),
        ("doc", "\x13 DATE \x14\x13 PAGE".encode("utf-16-le"), ["DATE"]),
    ],
)
def test_fields_whose_result_a_conversion_may_lose_are_found(
    kind: str, data: bytes, fields: list[str]
) -> None:
    assert office._computed_fields(kind, data, "方案") == fields


def with_text(text: bytes) -> bytes:
    """A text of OpenDocument that begins with some elements."""
    made = io.BytesIO()
    data = io.BytesIO(linked("http://127.0.0.1"))
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"<text:p><draw", text + b"<text:p><draw")
            new.writestr(name, content)
    return made.getvalue()


def test_fields_of_an_open_document_are_found() -> None:
    data = with_text(b"<text:p><text:text-input/></text:p>")
    assert office._computed_fields("odt", data, "方案") == ["text-input"]
    assert list(office._changed("odt", data, "方案")) == []


@pytest.mark.parametrize("how", ['display="none"', 'display="condition"', 'is-hidden="true"'])
def test_hidden_sections_of_an_open_document_are_said(how: str) -> None:
    data = with_text(f'<text:section text:name="内部" text:{how}></text:section>'.encode())
    assert list(office._changed("odt", data, "方案")) == ["hidden sections are read too: 1"]
    shown = with_text(b'<text:section text:name="a" text:display="true"></text:section>')
    assert list(office._changed("odt", shown, "方案")) == []


def test_formulas_of_rtf_are_said() -> None:
    data = rb"{\mmath{\*\moMath{\mr 1}}}{\moMathPara}{\*\moMath{\mr 2}}"
    message = "LibreOffice may lose formulas; compare them with the document: 2"
    assert list(office._changed("rtf", data, "方案")) == [message]
