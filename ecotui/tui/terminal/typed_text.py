"""What people type and paste: keys under a Chinese input method, and text of several lines."""

from __future__ import annotations

import functools
import re

from textual.keys import _character_to_key

#: What input methods send for punctuation, and the ASCII character of the same key.
_PUNCTUATION = (
    ("、､。｡·・‘’“”《》〈〉【】「」『』〔〕￥¥×÷—–−…\u3000"),
    ("//..``''\"\"<><>[]{}{}[]$$*/_--^ "),
)
_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANKS = re.compile(r"[\t\xa0]")


def key_name(character: str) -> str:
    """Textual's name of the key that sends a character."""
    return _character_to_key(character)


@functools.cache
def _ascii_keys() -> dict[str, str]:
    # Full-width forms stand in the order of ASCII.
    forms = ((chr(code + 0xFEE0), chr(code)) for code in range(0x21, 0x7F))
    pairs = (*forms, *zip(*_PUNCTUATION, strict=True))
    return {key_name(sent): meant for sent, meant in pairs}


def ascii_of(key: str) -> str:
    """The character of the key that was pressed under an input method; empty for other keys.

    Such as ``/`` for the key of ``、``, and ``j`` for that of ``ｊ``.
    """
    return _ascii_keys().get(key, "")


def one_line(text: str) -> str:
    """A text for a field of one line: its line breaks and tabs are blanks."""
    return _BLANKS.sub(" ", " ".join(filter(None, _BREAKS.split(text))))
