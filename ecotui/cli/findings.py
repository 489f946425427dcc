"""Findings as people read them on a terminal: by severity, whole, each with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ecotui.cli.output import laid_out, painted
from ecotui.i18n import _
from ecotui.raci.findings import Finding

_MARKS = {"error": "✗", "warning": "▲", "info": "·"}


def grouped(findings: Sequence[Finding]) -> Iterator[str]:
    """The lines of findings, which are sorted by severity."""
    rows = []
    for found in findings:
        advice = f"\n→ {found.suggestion}" if found.suggestion else ""
        rows.append(["", found.where, f"{found.message}{advice}"])
    blocks = iter(laid_out(rows, [["", "", ""]] * len(rows)))
    for number, (severity, group) in enumerate(groupby(findings, lambda one: one.severity)):
        if number:
            yield ""
        members = list(group)
        head = f"{_MARKS[severity]} {_(severity)} {len(members)}"
        yield painted(head, severity)
        for _found in members:
            yield from next(blocks)
