"""Which reader a file needs by its content, and old office files by way of LibreOffice.

Names of files lie: a ``.doc`` is often a web page, a ``.txt`` a Word document.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil

from ecotui.api import Note, Place, _, convert_with
from ecotui.plugins.readers.formats import recognise, refusal
from ecotui.plugins.readers.packages import Package

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ecotui.api import Block

#: The readers of formats that are known by their content.
_READERS = ("docx", "xlsx", "html")
#: What LibreOffice makes of old formats.
_CONVERTED = {"doc": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}
_WAIT_S = 120
# The kind of a field: in RTF, and in a .doc behind its sign, in either width of characters.
_FIELD = re.compile(
    rb"(?:\\fldinst(?:[\s{}*]|\\[a-z]+-?\d*)*+|\x13 ?)(?P<kind>[A-Z]{2,14})\b"
    rb"|\x13\0(?: \0)?(?P<wide>(?:[A-Z]\0){2,14})"
)
# The same in an OpenDocument text.
_OPEN_FIELD = re.compile(
    rb"<text:(text-input|variable-(?!decl)\w+|user-field-(?!decl)\w+|user-defined|conditional-text|hidden-\w+|expression"
    rb"|placeholder|drop-down|file-name|title|subject|date|time|\w+-ref|database-\w+|author-\w+)\b"
)
# A formula in RTF, and a hidden section in an OpenDocument text.
_FORMULA = re.compile(rb"\\moMath(?![A-Za-z])")
_HIDDEN_SECTION = re.compile(
    rb"<text:section\b[^<>]*\btext:(?:display=\"(?:none|condition)\"|is-hidden=\"true\")"
)
#: Fields that hold no part of a text, or the same wherever they are read.
_SAFE_FIELDS = {
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "HYPERLINK"),
    *("SEQ", "EMBED", "SHAPE", "SYMBOL", "ADVANCE", "FORMTEXT"),
}
#: What LibreOffice is told not to do: a document may name pictures and sheets elsewhere, whose
#: owner would learn that it was read. Links are blocked and not updated, and the proxy is nobody.
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "MacroSecurityLevel": "3",
    },
    "Office.Calc/Content/Update": {"Link": "2"},
    "Office.Writer/Content/Update": {"Link": "2"},
    "Inet/Settings": {
        "ooInetProxyType": "1",
        "ooInetNoProxy": "",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}


def by_content(data: bytes, file: str, own: str | None) -> Iterator[Block] | None:
    """The blocks of a file that is of another format than its name says; None if it is not.

    Args:
        data: The file.
        file: Its name, for messages.
        own: The format of the reader that was chosen; None for text.

    Raises:
        PlanError: nothing here reads the format.
    """
    kind = recognise(data)
    if kind == own:
        return None
    if kind in _READERS:
        return _read(str(kind), data, file)
    if kind in _CONVERTED and (office := _libreoffice()):
        return _through_libreoffice(office, str(kind), data, file)
    if kind is None and own is not None:
        # Text where an office file was promised: its reader says what is wrong with it.
        return None
    if own is None and kind not in _CONVERTED:
        return None
    raise refusal(kind, file)


def _read(kind: str, data: bytes, file: str) -> Iterator[Block]:
    reader: Any = importlib.import_module(f"ecotui.plugins.readers.{kind}").Reader()
    blocks: Iterator[Block] = reader.blocks(data, file)
    return blocks


def _libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _through_libreoffice(office: str, kind: str, data: bytes, file: str) -> Iterator[Block]:
    """The blocks of an old office file, after LibreOffice has converted it."""
    wanted = _CONVERTED[kind]
    source, made = f"document.{kind}", f"document.{wanted}"

    def command(folder: str) -> list[str]:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        options = [profile, "--headless", "--convert-to", wanted, "--outdir", folder]
        return [office, *options, os.path.join(folder, source)]

    files = {source: data, "profile/user/registrymodifications.xcu": _settings()}
    try:
        converted = convert_with(command, files, made, _WAIT_S)
    except OSError:
        raise refusal(kind, file) from None
    yield Note(_("converted from .{ending} by LibreOffice").format(ending=kind), Place(paragraph=1))
    if fields := _computed_fields(kind, data, file):
        message = _("LibreOffice computes these fields anew; compare what they show: {fields}")
        yield Note(message.format(fields=", ".join(fields)), Place(paragraph=1))
    yield from (Note(text, Place(paragraph=1)) for text in _changed(kind, data, file))
    yield from _read(wanted, converted, file)


def _computed_fields(kind: str, data: bytes, file: str) -> list[str]:
    """The kinds of the fields of a text whose last result a conversion may lose, or repeat."""
    if kind == "odt":
        content = Package(data, file, kind).read("content.xml") or b""
        return sorted({one.decode() for one in _OPEN_FIELD.findall(content)})
    if kind not in ("doc", "rtf"):
        return []
    kinds = [one["kind"] or one["wide"].replace(b"\0", b"") for one in _FIELD.finditer(data)]
    return sorted({one.decode() for one in kinds} - _SAFE_FIELDS)


def _changed(kind: str, data: bytes, file: str) -> Iterator[str]:
    """What a conversion shows otherwise than the document does."""
    if kind == "rtf" and (formulas := len(_FORMULA.findall(data))):
        message = _("LibreOffice may lose formulas; compare them with the document: {count}")
        yield message.format(count=formulas)
    if kind == "odt":
        content = Package(data, file, kind).read("content.xml") or b""
        if sections := len(_HIDDEN_SECTION.findall(content)):
            yield _("hidden sections are read too: {count}").format(count=sections)


def _settings() -> bytes:
    """The settings of a user's profile, in the format of LibreOffice's registry."""
    items = [
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, settings in _SETTINGS.items()
        for name, value in settings.items()
    ]
    namespace = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f"<oor:items {namespace}>{''.join(items)}</oor:items>".encode()
