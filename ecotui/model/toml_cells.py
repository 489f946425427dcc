"""Setting letters in the text of a plan, so that its comments, order and layout stay."""

from __future__ import annotations

import re
from bisect import bisect

from ecotui.model import toml
from ecotui.model.toml_positions import locate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ecotui.model.plan import Measure, Plan
    from ecotui.model.toml_positions import Path

_HEADER = re.compile(r"\s*\[")
# An inline table of strings; what stands before and behind it.
_CELLS = re.compile(r"""(\s*raci\s*=\s*)\{(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#{}])*\}(\s*(?:#.*)?)""")


def with_cells(text: str, old: Plan, new: Plan) -> str | None:
    """The text of a plan, changed so that it says another plan, which differs in ``raci`` alone.

    None where the lines at fault are not as plain as most: all of it would have to be written anew,
    without comments.
    """
    plain = text.removeprefix("\ufeff")
    mark = text[: len(text) - len(plain)]
    if plain == toml.dumps(old):
        return mark + toml.dumps(new)
    changed = _changed(plain, old, new)
    try:
        return mark + changed if toml.loads(changed) == new else None
    except toml.PlanError:
        return None


def _changed(text: str, old: Plan, new: Plan) -> str:
    where = locate(text)
    lines = text.split("\n")
    headers = sorted(n for n in set(where.values()) if _HEADER.match(lines[n - 1]))
    pairs = zip(_measures(old), _measures(new), strict=True)
    edits = [
        (where[path], where.get((*path, "raci")), after.raci)
        for (path, before), (_path, after) in pairs
        if before.raci != after.raci and path in where
    ]
    # From the end, so that the numbers of lines before it stay right.
    for header, own, raci in sorted(edits, reverse=True):
        if own is not None:
            found = _CELLS.fullmatch(lines[own - 1])
            if found and raci:
                lines[own - 1] = f"{found[1]}{toml.inline(raci)}{found[2]}"
            elif found:
                lines[own - 1 : own] = [found[2].lstrip(" \t")] * bool(found[2].strip())
            continue
        after = bisect(headers, header)
        end = headers[after] - 1 if after < len(headers) else len(lines)
        # Behind the last value: comments below it belong to what follows.
        while lines[end - 1].strip()[:1] in ("", "#"):
            end -= 1
        ending = "\r" * lines[header - 1].endswith("\r")
        lines.insert(end, f"raci = {toml.inline(raci)}{ending}")
    return "\n".join(lines)


def _measures(plan: Plan) -> Iterator[tuple[Path, Measure]]:
    """Every measure with its path in a text."""
    for i, chapter in enumerate(plan.chapters):
        for k, measure in enumerate(chapter.measures):
            yield ("chapters", i, "measures", k), measure
        for j, section in enumerate(chapter.sections):
            for k, measure in enumerate(section.measures):
                yield ("chapters", i, "sections", j, "measures", k), measure
