"""Bytes become text, or one line says why not."""

from __future__ import annotations

import codecs
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotui import i18n
from ecotui.model.toml import PlanError
from ecotui.plugins.readers.encodings import decode
from ecotui.plugins.readers.formats import recognise

SIMPLIFIED = (
    "附件\r\n健全生态保护补偿机制重点任务分工方案\r\n一、加强林业建设。到2026年12月，"
    "完善省级公益林补偿标准动态调整机制。（省林业厅牵头，财政厅、省发展改革委参加）\r\n"
)
TRADITIONAL = (
    "附件\r\n健全生態保護補償機制重點任務分工方案\r\n一、加強林業建設。到2026年12月，"
    "完善省級公益林補償標準動態調整機制。（省林業廳牽頭，財政廳、省發展改革委參加）\r\n"
)


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_text_of_every_encoding_is_read(text: str, encoding: str) -> None:
    found, name = decode(text.encode(encoding), "a.txt")
    assert found == text
    assert name == encoding.upper().removesuffix("-SIG")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf_16_is_known_without_a_mark_too(encoding: str, mark: str) -> None:
    assert decode((mark + SIMPLIFIED).encode(encoding), "a.txt") == (SIMPLIFIED, "UTF-16")


def test_traditional_text_in_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5"), "a.txt") == (TRADITIONAL, "Big5")


@pytest.mark.parametrize(
    "text", ["省林业厅", "林业", "財政廳、教育廳", "序号,任务\r\n1,甲", "镕", "啊", "①：（）"]
)
def test_a_few_characters_of_gb18030_are_enough(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.csv") == (text, "GB18030")


def test_characters_of_four_bytes_are_read() -> None:
    assert decode("𠮷县、㙍人民政府负责".encode("gb18030"), "a")[0] == "𠮷县、㙍人民政府负责"


def test_plain_english_and_nothing_are_utf_8() -> None:
    assert decode(b"1. Lead: A\n", "a") == ("1. Lead: A\n", "UTF-8")
    assert decode(b"", "a") == ("", "UTF-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            SIMPLIFIED.encode()[:70] + b"\xff" + SIMPLIFIED.encode()[70:],
            "a:3: byte 0xff is not UTF-8",
        ),
        (SIMPLIFIED.encode()[:-3], "byte 0xef is not UTF-8"),
        (SIMPLIFIED.encode("gb18030") + b"\n\xff\xff", "a:5: byte 0xff is not GB18030"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "is not UTF-16"),
        (bytes(range(256)) * 9, "damaged or of an unknown format"),
        (b"\x01\x02\x03\x04" * 9, "damaged or of an unknown format"),
        (b"ab\0\1\2def\0\0", "damaged or of an unknown format"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(PlanError) as caught:
        decode(data, "a")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def archive(*names: str) -> bytes:
    with io.BytesIO() as stream:
        with zipfile.ZipFile(stream, "w") as target:
            for name in names:
                target.writestr(zipfile.ZipInfo(name), b"")
        return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OPEN_DOCUMENT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "kind", "advice"),
    [
        (OLE + "WordDocument\0".encode("utf-16-le"), "doc", "save it as .docx"),
        (OLE + "Workbook\0".encode("utf-16-le"), "xls", "save it as .xlsx"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "encrypted", "password"),
        (OLE, "ole", "save it as .docx"),
        (b"%PDF-1.7\n", "pdf", "copy its text"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx", "the ending .docx"),
        (archive("[Content_Types].xml", "word/document.xml")[:-9], "docx", "the ending .docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx", "the ending .xlsx"),
        (archive("xl/workbook.bin"), "xlsb", "save it as .xlsx"),
        (archive("ppt/presentation.xml"), "pptx", "copy its text"),
        (archive("OFD.xml"), "ofd", "copy its text"),
        (archive("方案.docx"), "archive", "take the document out"),
        (OPEN_DOCUMENT + b"text", "odt", "save it as .docx"),
        (OPEN_DOCUMENT + b"spreadsheet", "ods", "save it as .xlsx"),
        (b"\x89PNG\r\n\x1a\n", "image", "ask for the file"),
    ],
)
def test_a_file_is_known_by_its_first_bytes(data: bytes, kind: str, advice: str) -> None:
    assert recognise(data) == kind
    with pytest.raises(PlanError) as caught:
        decode(data, "a.txt")
    assert advice in str(caught.value)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html>", "html"),
        (b"\r\n<!-- saved -->\r\n<HTML lang=zh>", "html"),
        (b"<?xml version='1.0'?><html>", "html"),
        (b"<table border=1>", "html"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w>", "wordml"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"MIME-Version: 1.0\r\n", "mht"),
        (b"", None),
        (b"# Plan\n<table>", None),
        (b"<p align=center>\n\n# Plan", None),
    ],
)
def test_text_of_a_known_format_is_named(data: bytes, kind: str | None) -> None:
    assert recognise(data) == kind


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused_in_one_line(data: bytes) -> None:
    try:
        text, _encoding = decode(data, "a")
    except PlanError as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(text, str)


@given(st.text(st.sampled_from(SIMPLIFIED + TRADITIONAL), min_size=4))
def test_text_of_utf_8_and_gb18030_comes_back(text: str) -> None:
    assert decode(text.encode(), "a") == (text, "UTF-8")
