"""From bytes to text: Unicode, or else one of the two older encodings of Chinese.

No detector of encodings: those weigh all encodings of the world against each other, and take
short GB2312 for Big5 (charset-normalizer #587) or Big5 for Korean (httpie #1628). What a Chinese
office has is one of four, and which one can nearly always be told for certain.
"""

from __future__ import annotations

import codecs
import re

from ecotui.api import PlanError, Problem, _
from ecotui.plugins.readers.formats import recognise, refusal

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
    (b"\x84\x31\x95\x33", "GB18030"),
)
_TEXT = (None, "html", "wordml", "excelml", "mht", "rtf")
# Control characters that no text has; a form feed, a vertical tab and an escape occur.
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f]")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Characters that nearly all of a Chinese or English document is made of.
_USUAL = re.compile("[\t\n\r -~\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# So many of them may come into a text, however short it is.
_FEW = 5
# How much of a file is looked at to tell its encoding.
_SAMPLE = 200_000


def decode(data: bytes, file: str) -> tuple[str, str]:
    """The text of a file, and the name of its encoding. What the file claims does not count.

    Args:
        data: The file.
        file: Its name, for messages.

    Returns:
        The text without a byte order mark, and ``"UTF-8"``, ``"UTF-16"``, ``"UTF-32"``,
        ``"GB18030"`` or ``"Big5"``.

    Raises:
        PlanError: it is no text, or is damaged.
    """
    kind = recognise(data)
    if kind not in _TEXT:
        raise refusal(kind, file)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, file).removeprefix("\ufeff"), encoding
    if b"\0" in data[:_SAMPLE]:
        return _strict(data, _wide(data, file), file), "UTF-16"
    encoding = _narrow(data)
    text = _strict(data, encoding, file)
    if len(_CONTROL.findall(text[:_SAMPLE])) > _FEW + len(text[:_SAMPLE]) / 50:
        raise refusal(None, file)
    return text, encoding


def _strict(data: bytes, encoding: str, file: str) -> str:
    """Decode, or say where it cannot be done."""
    codec = "cp950" if encoding == "Big5" else encoding
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("byte 0x{byte:02x} is not {encoding}").format(
            byte=data[error.start], encoding=encoding
        )
        advice = _("the file is damaged, or of another encoding; save it as UTF-8")
        raise PlanError([Problem(file, line, message, advice)]) from None


def _wide(data: bytes, file: str) -> str:
    """Which UTF-16 a file with zero bytes and without a mark is."""
    # Zero bytes alone do not tell: the second byte of 一 is one.
    sample = data[: _SAMPLE // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if len(_USUAL.findall(text)) * 10 > len(text) * 9:
            return encoding
    raise refusal(None, file)


def _narrow(data: bytes) -> str:
    """Which encoding a file without zero bytes has."""
    try:
        data.decode("utf-8")
        return "UTF-8"
    except UnicodeDecodeError:
        pass
    sample = data[:_SAMPLE]
    foreign = sum(byte > 0x7F for byte in sample)
    # Chance gives no text of another encoding so many whole characters of this one. A damaged
    # file is better refused than read as one of the others, in which any bytes are characters.
    if sum(map(len, _UTF8_CHARACTER.findall(sample))) * 10 > foreign * 9:
        return "UTF-8"
    return "Big5" if _is_big5(data, sample) else "GB18030"


def _is_big5(data: bytes, sample: bytes) -> bool:
    """Whether the pairs of a file are common characters in Big5, and rather not in GB18030."""
    try:
        data.decode("cp950")
    except UnicodeDecodeError:
        return False
    # Both put the characters in common use, and their punctuation, into blocks of their own.
    pairs: list[bytes] = _PAIR.findall(sample)
    big5 = sum(0xA1 <= pair[0] <= 0xC6 for pair in pairs)
    gb2312 = sum(pair[1] > 0xA0 and (pair[0] <= 0xA3 or 0xB0 <= pair[0] <= 0xD7) for pair in pairs)
    return big5 * 20 >= len(pairs) * 19 and big5 > gb2312
