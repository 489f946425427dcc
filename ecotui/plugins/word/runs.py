"""Runs of text in WordprocessingML."""

from __future__ import annotations

import re
from html import escape

# Without the hint Word takes quotation marks, dashes and dots from a Latin font: too narrow.
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_BREAKS = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": "</w:t><w:tab/><w:t>"}
_BREAK = re.compile("[\n\t]")


def run(text: str, *, bold: bool = False, colour: str = "", style: str = "") -> str:
    """A run of safe text, in which line breaks and tabs stay.

    A colour has six hex digits; the style is the id of a character style.
    """
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties += "" if text.isascii() else _HINT
    if bold:
        properties += "<w:b/>"
    if colour:
        properties += f'<w:color w:val="{colour}"/>'
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    inner = _BREAK.sub(lambda found: _BREAKS[found[0]], escape(text, quote=False))
    return f'<w:r>{properties}<w:t xml:space="preserve">{inner}</w:t></w:r>'
