"""A digest of the texts of a sheet, by which a changed one is known when it is read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def digest(texts: Iterable[str]) -> str:
    """A digest of texts in any order, so that a sheet may be sorted; blanks do not count."""
    total = 0
    for text in texts:
        plain = "".join(text.split()).encode("utf-8", "replace")
        total += int.from_bytes(hashlib.sha256(plain).digest()[:8], "big") if plain else 0
    return f"{total % 2**64:016x}"
