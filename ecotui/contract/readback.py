"""Opens what an exporter wrote, and returns its text, in every common format."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET

from ecotui.i18n import _


class UnknownFormat(Exception):
    """There is no reader for a file; the author of the exporter must bring one."""


def files(path: str) -> Iterator[str]:
    """A file, or the files of a folder in order."""
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            yield os.path.join(folder, name)


def text(path: str) -> str:
    """The text of a file, or of all the files of a folder.

    Raises:
        UnknownFormat: it is binary, but not a ZIP archive (DOCX, XLSX, ODT, EPUB …), an SQLite
            database or a Parquet file.
        Exception: it is damaged.
    """
    return "\n".join(_file_text(file) for file in files(path))


def raw(path: str) -> str:
    """The text of a file or folder, even if it is damaged."""
    found = [Path(file).read_bytes() for file in files(path)]
    return "\n".join(data.decode("utf-8", "replace") for data in found)


def _file_text(file: str) -> str:
    data = Path(file).read_bytes()
    ending = os.path.splitext(file)[1].lower()
    if data[:2] == b"PK" or ending in (".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub"):
        return _archive(file)
    if data[:15] == b"SQLite format 3":
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            return "\n".join(database.iterdump())
    if data[:4] == b"PAR1" or ending == ".parquet":
        return _parquet(file)
    try:
        found = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if ending in (".txt", ".md", ".csv", ".html", ".json", ".xml", ".toml", ".svg", ".tex"):
            raise
        message = _("no reader for {file}; the author of the exporter must bring one")
        raise UnknownFormat(message.format(file=os.path.basename(file))) from None
    if ending == ".json":
        # Characters may be escaped in it.
        return json.dumps(json.loads(found), ensure_ascii=False)
    if ending in (".xml", ".svg"):
        return "".join(ET.fromstring(found).itertext())
    return found


def _archive(file: str) -> str:
    found: list[str] = []
    with zipfile.ZipFile(file) as archive:
        if damaged := archive.testzip():
            raise zipfile.BadZipFile(f"{damaged} is damaged")
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".xhtml")):
                found.extend(ET.fromstring(archive.read(name)).itertext())
            elif name.endswith((".txt", ".md", ".csv", ".html", ".json")):
                found.append(archive.read(name).decode("utf-8-sig"))
    return "\n".join(found)


def _parquet(file: str) -> str:
    try:
        # An exporter that writes such a file needs it.
        from pyarrow import parquet
    except ImportError:
        raise UnknownFormat(_("pyarrow, which reads Parquet, is not installed")) from None
    return json.dumps(parquet.read_table(file).to_pylist(), ensure_ascii=False, default=str)
