"""Office files are zip files of XML. Both may be hostile, so they are opened here and nowhere else.

Not with python-docx: it opens every part that a document names, and fails where one is missing
(``word/NULL``, python-docx #797), while the text needs three of them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any

from ecotui.api import _
from ecotui.plugins.readers.formats import broken, recognise, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    Element = _Element
else:
    Element = Any

# Bytes that may be unpacked from one file, and that one part may have that becomes a tree, which
# takes ten times as much memory.
_MOST = 300_000_000
_MOST_OF_A_TREE = 32_000_000
# Of a small file nothing is to fear. XML of tables packs to a thirtieth at best.
_HARMLESS = 20_000_000
_RATIO = 250

# Of the strict variant of the format only the names differ.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (
        _STRICT + b"wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (_STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (_STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)

_OTHER_ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?(?:8|16)[\"'])", re.I)


class Package:
    """An office file, of which single parts are read.

    Args:
        data: The file.
        file: Its name, for messages.
        kind: The format that it has to be of, as `recognise` calls it.

    Raises:
        PlanError: it is of another format, or damaged.
    """

    def __init__(self, data: bytes, file: str, kind: str) -> None:
        self.file = file
        found = recognise(data)
        if found != kind:
            raise refusal(found, file)
        self.left = _MOST if len(data) * _RATIO > _MOST else max(_HARMLESS, len(data) * _RATIO)
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception:
            raise self.damaged() from None
        # Names are compared without regard to case, as the format wants it.
        self.members = {info.filename.lower(): info for info in self.archive.infolist()}

    def damaged(self, part: str = "") -> Exception:
        """The error for a part that cannot be read, or for all of the file."""
        if part:
            return broken(self.file, _("its part {name} is damaged").format(name=part))
        return broken(self.file, _("the file is damaged"))

    def read(self, part: str) -> bytes | None:
        """The bytes of a part by its name; None where there is no such part.

        Raises:
            PlanError: it is damaged, has a password, or is larger than any document.
        """
        info = self.members.get(part.lower())
        if info is None:
            return None
        # The library reads no more than this, whatever is packed.
        self.left -= info.file_size
        if self.left < 0:
            raise broken(self.file, _("it unpacks to more than any document holds"))
        try:
            return _usual_names(self.archive.read(info))
        except MemoryError:
            raise
        except Exception:
            # Whatever the libraries of the kinds of compression raise.
            raise self.damaged(part) from None

    def tree(self, part: str) -> Element | None:
        """The root of a part that is XML; None where there is no such part.

        Nothing is fetched, and no entity is resolved.

        Raises:
            PlanError: as `read`; or it is no XML, is nested deeper than any document, or declares
                a document type, which no office program does.
        """
        data = self.read(part)
        if data is None:
            return None
        if len(data) > _MOST_OF_A_TREE:
            raise broken(self.file, _("it unpacks to more than any document holds"))
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        self.refuse_types(data, part)
        try:
            root = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError):
            raise self.damaged(part) from None
        return root

    def refuse_types(self, data: bytes, part: str) -> None:
        """Refuse XML that declares a document type, and with it entities.

        Raises:
            PlanError: it does.
        """
        # Every other encoding has a mark, or is none that an office program writes.
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            if "<!DOCTYPE".encode(encoding) in data:
                raise self.damaged(part)
        if _OTHER_ENCODING.match(data):
            raise self.damaged(part)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file.

        Args:
            part: Its name; empty for the file as a whole.

        Returns:
            By id: the last word of the relation's type, such as ``styles``, and a part's name.
        """
        folder = posixpath.dirname(part)
        found: dict[str, tuple[str, str]] = {}
        for relation in self._relations(part):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = (kind, target)
        return found

    def links(self, part: str) -> dict[str, str]:
        """The addresses outside the file that a part refers to, by id. Nothing is fetched."""
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self._relations(part)
            if relation.get("TargetMode") == "External"
            and relation.get("Type", "").endswith("/hyperlink")
        }

    def _relations(self, part: str) -> Iterable[Element]:
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return () if root is None else root

    def related(self, part: str, kind: str, usual: str) -> str:
        """The name of the part that another refers to by a relation of a kind.

        Args:
            part: The part that refers; empty for the file as a whole.
            kind: The last word of the relation's type.
            usual: The name where nothing is said.
        """
        for found, target in self.relations(part).values():
            if found == kind:
                return target
        return usual


def _usual_names(data: bytes) -> bytes:
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL:
            data = data.replace(strict, usual)
    return data
