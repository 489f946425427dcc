"""What openxml-audit finds in office files: broken schemas, and what Office would repair."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from openxml_audit import OpenXmlValidator, context


def faults(path: Path) -> list[str]:
    """What is wrong with an office file."""
    # A release of the library without this function has no need of it.
    known = hasattr(context, "_sibling_position")
    with mock.patch.object(context, "_sibling_position", quick_positions(), create=not known):
        return [str(error) for error in _validator().validate(path).errors]


@cache
def _validator() -> OpenXmlValidator:
    # It reads the schemas, which takes a second.
    return OpenXmlValidator()


def quick_positions() -> Callable[[Any], int]:
    """What counts an element's place among its siblings without counting all of them each time.

    The audit asks for one element after another, to name the place of a finding. Counting anew
    takes more than half of its time where a sheet has thousands of rows.
    """
    latest: dict[str, tuple[Any, int]] = {}

    def position(element: Any) -> int:
        before = next(element.itersiblings(element.tag, preceding=True), None)
        known, count = latest.get(element.tag, (None, 0))
        found = 1 if before is None else count + 1 if known is before else counted(element)
        latest[element.tag] = element, found
        return found

    return position


def counted(element: Any) -> int:
    """The place of an element among its siblings of the same name, from 1."""
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
