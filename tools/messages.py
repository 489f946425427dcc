"""Bring the message catalogues up to date with the code, and compile them.

Run with the development dependencies installed: ``python tools/messages.py``. Message ids are
the English texts in the code. Existing translations are kept; those of removed messages are
dropped; new messages get an empty translation and are named on standard error. A catalogue has no
dates and no line numbers, so it changes only if a message does.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "ecotui" / "locale"
LANGUAGES = ("zh",)

#: Functions that take messages as literal arguments, and how many. `translate` and `label`
#: translate into the language of a document, the others into that of the interface.
KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2, "translate": 1, "label": 1, "say": 1}

HEADER = """\
# Messages of ecotui; `make messages` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)

Key = str | tuple[str, ...]


def extracted() -> Catalog:
    """The messages in the code, each once, without translations."""
    found = Catalog(charset="utf-8")
    for file in sorted((ROOT / "ecotui").rglob("*.py")):
        for message in messages_in(file.read_text(encoding="utf-8")):
            found.add(message)
    return found


def messages_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """The messages of one source text; plural messages as (singular, plural).

    Babel's own extractor overlooks a call in the arguments of another.
    """
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = getattr(function, "id", None) or getattr(function, "attr", None)
        count = KEYWORDS.get(name or "", 0)
        texts = [
            argument.value
            for argument in node.args[:count]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if count and len(texts) == count and all(texts):
            yield texts[0] if count == 1 else tuple(texts)


def po_file(language: str) -> Path:
    """The catalogue file of a language that translators edit."""
    return LOCALE / language / "LC_MESSAGES" / "ecotui.po"


def mo_file(language: str) -> Path:
    """The compiled catalogue file of a language that the program reads."""
    return po_file(language).with_suffix(".mo")


def read(language: str) -> Catalog:
    """The catalogue of a language; empty if there is no file yet."""
    file = po_file(language)
    with io.BytesIO(file.read_bytes() if file.exists() else b"") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def updated(language: str) -> Catalog:
    """The messages in the code, with their translations from the catalogue."""
    old = read(language)
    new = Catalog(locale=language, charset="utf-8", creation_date=_NO_DATE, revision_date=_NO_DATE)
    new.fuzzy = False
    for message in extracted():
        if message.id:
            known = old.get(message.id if isinstance(message.id, str) else message.id[0])
            translation = known.string if known is not None and known.id == message.id else None
            new.add(message.id, translation, flags=message.flags)
    return new


def po_text(catalogue: Catalog, language: str) -> str:
    """The text of a catalogue file."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language) + stream.getvalue().decode().strip("\n") + "\n"


def translations(catalogue: Catalog) -> dict[Key, Key]:
    """The translated messages of a catalogue, read from a .po or a .mo file."""
    return {
        _frozen(message.id): _frozen(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


def _frozen(text: str | list[str] | tuple[str, ...]) -> Key:
    return text if isinstance(text, str) else tuple(text)


def missing(catalogue: Catalog) -> Iterator[Key]:
    """The messages without a translation."""
    known = translations(catalogue)
    for message in catalogue:
        if message.id and not all(known.get(_frozen(message.id), ("",))):
            yield _frozen(message.id)


def update(language: str) -> bool:
    """Write both files of a language if they differ; report messages without a translation.

    Returns:
        Whether every message is translated.
    """
    catalogue = updated(language)
    text, po, mo = po_text(catalogue, language), po_file(language), mo_file(language)
    if not po.exists() or po.read_text(encoding="utf-8") != text:
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_text(text, encoding="utf-8")
    current: dict[Key, Key] = {}
    if mo.exists():
        with mo.open("rb") as stream:
            current = translations(read_mo(stream))
    # Other versions of Babel write other bytes for the same messages. That is not a change.
    if not mo.exists() or current != translations(catalogue):
        with mo.open("wb") as stream:
            write_mo(stream, catalogue)
    untranslated = list(missing(catalogue))
    for message in untranslated:
        print(f"{po.relative_to(ROOT)}: no translation: {message!r}", file=sys.stderr)
    return not untranslated


def main() -> int:
    """Update every language; 1 if a translation is missing."""
    complete = [update(language) for language in LANGUAGES]
    return 0 if all(complete) else 1


if __name__ == "__main__":
    sys.exit(main())
