"""What a file is, by its first bytes: names of files lie, and a clerk cannot see that they do."""

from __future__ import annotations

import io
import re
import zipfile

from ecotui.api import N_, PlanError, Problem, _

# Formats that begin with a signature of their own.
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Streams of an OLE file, by which its program is known. An encrypted package comes first: it
# may hold anything.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
# Members of a zip file, by which its program is known.
_MEMBERS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# Text and Markdown may begin with other tags.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table)[\s>/]",
    re.I | re.S,
)
# How far a page may begin with comments and blanks.
_BEGINNING = 4096

_NAMES = {
    "doc": N_("an old Word or WPS document (.doc)"),
    "xls": N_("an old Excel or WPS workbook (.xls)"),
    "ppt": N_("a PowerPoint presentation"),
    "pptx": N_("a PowerPoint presentation"),
    "ole": N_("a file of an old office program"),
    "encrypted": N_("an office file with a password"),
    "docx": N_("a Word document (.docx)"),
    "xlsx": N_("an Excel workbook (.xlsx)"),
    "xlsb": N_("a binary Excel workbook (.xlsb)"),
    "odt": N_("an OpenDocument text (.odt)"),
    "ods": N_("an OpenDocument spreadsheet (.ods)"),
    "ofd": N_("an OFD document, laid out page by page"),
    "pdf": N_("a PDF, laid out page by page"),
    "rtf": N_("a document in Rich Text Format (.rtf)"),
    "html": N_("a web page (HTML)"),
    "mht": N_("a web archive (.mht)"),
    "wordml": N_("a Word document in XML (.xml)"),
    "excelml": N_("an Excel workbook in XML (.xml)"),
    "image": N_("an image"),
    "archive": N_("an archive of files"),
}
_AS_DOCX = N_("save it as .docx (Word, WPS or LibreOffice can) and import that")
_AS_XLSX = N_("save it as .xlsx (Excel, WPS or LibreOffice can) and import that")
_AS_TEXT = N_("copy its text into a text file and import that, or ask for the Word file")
_UNPACK = N_("take the document out of it and import that")
_RENAME = N_("give the file the ending .{ending} and import it again")
_ADVICE = {
    "doc": _AS_DOCX,
    "rtf": _AS_DOCX,
    "odt": _AS_DOCX,
    "mht": _AS_DOCX,
    "wordml": _AS_DOCX,
    "ole": _AS_DOCX,
    "xls": _AS_XLSX,
    "xlsb": _AS_XLSX,
    "ods": _AS_XLSX,
    "excelml": _AS_XLSX,
    "encrypted": N_("open it with its password, save it without, and import that"),
    "pdf": _AS_TEXT,
    "ofd": _AS_TEXT,
    "ppt": _AS_TEXT,
    "pptx": _AS_TEXT,
    "image": N_("ask for the file that it was made from"),
    "archive": _UNPACK,
    "docx": _RENAME,
    "xlsx": _RENAME,
    "html": _RENAME,
}


def recognise(data: bytes) -> str | None:
    """The format of a file by its content, such as ``"docx"``, ``"doc"`` or ``"pdf"``.

    Returns:
        One of the keys that `refusal` has words for; None for text, and for what is unknown.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(_OLE):
        # Names of streams are UTF-16 and end with a null.
        for stream, kind in _STREAMS:
            if f"{stream}\0".encode("utf-16-le") in data:
                return kind
        return "ole"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    beginning = data[:_BEGINNING]
    if b"%PDF-" in beginning[:1024]:
        return "pdf"
    if b"<?mso-application" in beginning:
        return "excelml" if b"Excel.Sheet" in beginning else "wordml"
    if beginning[:512].lower().lstrip().startswith((b"mime-version:", b"from: <saved by")):
        return "mht"
    return "html" if _HTML.match(beginning) else None


def _zip_kind(data: bytes) -> str:
    if data[30:38] == b"mimetype":
        for media_type, kind in _OPEN_DOCUMENT.items():
            if data.startswith(media_type, 38):
                return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except Exception:
        # A broken archive has its names in front of its members too.
        names = [name for name, _kind in _MEMBERS if name.encode() in data]
    for name, kind in _MEMBERS:
        if any(member.startswith(name) for member in names):
            return kind
    return "archive"


def refusal(kind: str | None, file: str) -> PlanError:
    """Why a reader takes no file of some format, and what to do.

    Args:
        kind: The format, as `recognise` gives it.
        file: Its name, for the message.
    """
    if kind is None:
        return broken(file, _("the file is empty, damaged or of an unknown format"))
    message = _("this is {what}").format(what=_(_NAMES[kind]))
    advice = _(_ADVICE[kind]).format(ending=kind)
    return PlanError([Problem(file, None, message, advice)])


def broken(file: str, message: str) -> PlanError:
    """The error for a file that is damaged, or that nobody would write in good faith."""
    advice = _("open it in the program that wrote it, save it anew and import that")
    return PlanError([Problem(file, None, message, advice)])
