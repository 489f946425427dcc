"""How much guests may export."""

from __future__ import annotations

#: Bytes that the folder of exports may hold where the host says nothing, and its most files and
#: folders: empty ones take no bytes, but a file system has only so many.
DEFAULT_QUOTA, MOST_FILES = 50 << 20, 10_000

_UNITS = ("", "k", "M", "G")


def size_of(text: str) -> int:
    """The bytes that a text such as ``50M`` means; k, M and G are powers of 1,024.

    Raises:
        ValueError: it means none, or less than one.
    """
    number, unit = text.strip(), 0
    for power, letter in enumerate(_UNITS):
        if letter and number.lower().endswith(letter.lower()):
            number, unit = number[:-1], power
    if not (number.isascii() and number.isdigit() and len(number) <= 12 and int(number)):
        raise ValueError(text)
    return int(number) << 10 * unit


def size_text(size: int) -> str:
    """A number of bytes as `size_of` reads it, in the largest unit that it is a multiple of."""
    unit = 0
    while unit < len(_UNITS) - 1 and size and size % 1024 == 0:
        size, unit = size // 1024, unit + 1
    return f"{size}{_UNITS[unit]}"
