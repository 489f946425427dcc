"""The two languages of the interface and of the documents: Chinese and English.

Message ids are the English texts; the Chinese ones are in a gettext catalogue. The catalogue is
opened when the first Chinese message is wanted, so a listing, which has none, does not pay.
"""

from __future__ import annotations

import functools
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

LANGUAGES = ("zh", "en")

#: The folder of the catalogues.
FOLDER = os.path.join(os.path.dirname(__file__), "locale")

_language: str | None = None


def from_locale() -> str:
    """The language that the environment asks for.

    ``LC_ALL``, ``LC_MESSAGES`` and ``LANG`` decide in this order. Where they name no language
    (``C``, ``POSIX``, nothing), it is Chinese, the language of the plans; for any other, English.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            name = value.partition(".")[0].partition("@")[0]
            return "zh" if name in ("C", "POSIX") or name.lower().startswith("zh") else "en"
    return "zh"


def use(language: str | None) -> None:
    """Set the language of the messages; None goes back to the locale's."""
    global _language
    if language is not None and language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def language() -> str:
    """The language of the messages: ``"zh"`` or ``"en"``."""
    return _language or from_locale()


@functools.cache
def _catalogue(language: str) -> NullTranslations:
    import gettext

    return gettext.translation("ecotui", FOLDER, [language], fallback=language == "en")


def _(message: str) -> str:
    """A message in the language in use."""
    # The translation of nothing is the head of the catalogue.
    return message and _catalogue(language()).gettext(message)


def also(*parts: str) -> str:
    """Parts of one line in a row, without the empty ones."""
    first, *rest = [part for part in parts if part]
    for part in rest:
        first = _("{first}; {second}").format(first=first, second=part)
    return first


def sentences(*parts: str) -> str:
    """Sentences in a row, without the empty ones; after a Chinese full stop stands no blank."""
    return " ".join(filter(None, parts)).replace("。 ", "。")


def ngettext(singular: str, plural: str, count: int) -> str:
    """A message that counts something, in the language in use."""
    return _catalogue(language()).ngettext(singular, plural, count)


def translator(language: str) -> Callable[[str], str]:
    """What translates the texts of documents into one language, whatever the interface's."""
    return _catalogue(language).gettext


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark a text for translation where it is only stored."""
    return message
