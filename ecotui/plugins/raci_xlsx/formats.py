"""How the cells of the workbook look."""

from __future__ import annotations

from typing import Any

#: How the letters of each role look, and those that only a plan sets. They are told apart by
#: darkness and weight too, since most of these are printed in black and white.
INK = "#1F1F1F"
COLOURS: dict[str, dict[str, Any]] = {
    "first": {"bg_color": "#1F4E79", "font_color": "#FFFFFF", "bold": True},
    "other": {"bg_color": "#9DC3E6", "font_color": INK, "bold": True},
    "participant": {"bg_color": "#EAF1F8", "font_color": INK},
    "": {"bg_color": "#D9D9D9", "font_color": INK},
}
#: A number that is wrong.
WRONG: dict[str, Any] = {"bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True}

_LINK = "#0563C1"
_SONG, _HEI, _LATIN = "宋体", "黑体", "Arial"
_BODY: dict[str, Any] = {"font_name": _SONG, "font_size": 10.5, "valign": "vcenter"}
_CELL = {**_BODY, "border": 1}
_HEAD = {**_CELL, "font_name": _HEI, "align": "center", "text_wrap": True}
_LETTER = {**_CELL, "font_name": _LATIN, "align": "center"}
_BAND = {**_BODY, "font_name": _HEI, "top": 1, "bottom": 1}
# The button of the filter is below the name.
_NAME = {**_HEAD, "valign": "top"}
_GROUP = {**_NAME, "bg_color": "#E7E6E6"}

_BANDS = {
    "plan": {**_BAND, "font_size": 12, "bg_color": "#BFBFBF"},
    "chapter": {**_BAND, "font_size": 12, "bg_color": "#D9D9D9"},
    "section": {**_BAND, "bg_color": "#F2F2F2"},
}
#: The size of their type.
BAND_SIZES: dict[str, float] = {name: look["font_size"] for name, look in _BANDS.items()}

# What `open_mark` of a plan may be.
_OPEN_MARKS = ("等", " etc.")

FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_BODY, "font_name": _HEI, "font_size": 14, "align": "center", "text_wrap": True},
    "strong": {**_BODY, "font_name": _HEI},
    "line": {**_BODY, "text_wrap": True},
    "nothing": {**_BODY},
    "header": _HEAD,
    "department": _NAME,
    "department_upright": {**_NAME, "text_wrap": False},
    "group": _GROUP,
    "group_upright": {**_GROUP, "text_wrap": False},
    **_BANDS,
    **{f"{name}_long": {**look, "text_wrap": True} for name, look in _BANDS.items()},
    "chapter_over": {**_HEAD, "bg_color": "#D9D9D9"},
    "section_over": {**_HEAD, "bg_color": "#F2F2F2"},
    "clause": {**_CELL, "valign": "top", "align": "center", "text_wrap": True},
    "number": {**_LETTER, "text_wrap": True},
    "text": {**_CELL, "text_wrap": True},
    "name_group": {**_CELL, "text_wrap": True, "bg_color": "#E7E6E6"},
    "letter": {**_LETTER},
    # A chapter or section beside each measure: cut, so that rows stay as low as they are.
    "place": {**_BODY},
    # Where a long text goes on, nothing is to be filled in beside it.
    "rest": {**_LETTER, "bg_color": "#F2F2F2"},
    # The mark is shown behind the number, or the id, which stays what it is.
    **{
        f"number{mark}": {
            **_LETTER,
            "num_format": f'0"{mark}";;;@"{mark}"',
            "text_wrap": True,
        }
        for mark in _OPEN_MARKS
    },
    "role": {**_CELL, "align": "center"},
    "share": {**_LETTER, "num_format": "0%"},
    "date": {**_LETTER, "num_format": "yyyy-mm-dd"},
    **{f"letter_{role}": {**_LETTER, **style} for role, style in COLOURS.items()},
    "error": {**_CELL, "align": "center", "bold": True, "bg_color": "#FFC7CE"},
    "warning": {**_CELL, "align": "center", "bold": True, "bg_color": "#FFEB9C"},
    "info": {**_CELL, "align": "center", "bg_color": "#DDEBF7"},
    "link": {**_CELL, "font_color": _LINK, "underline": 1},
    "back": {**_BODY, "font_color": _LINK, "underline": 1},
    "total": {**_LETTER, "bold": True, "top": 2},
    "total_name": {**_CELL, "font_name": _HEI, "align": "right", "indent": 1},
    "check": {**_LETTER},
}


def in_language(look: dict[str, Any], language: str) -> dict[str, Any]:
    """A look in the fonts of a language: out of Chinese, what is in 黑体 beside tables is bold."""
    if language == "zh":
        return look
    strong = look["font_name"] == _HEI and "border" not in look
    return {**look, "font_name": _LATIN, **({"bold": True} if strong else {})}
