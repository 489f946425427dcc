"""What writes the table; imported only to export, since pyarrow is heavy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ecotui.api import Entry, Selection, Target

from . import Options

#: What a row says of the measure. Numbers are the document's own.
MEASURE = pa.schema(
    [
        pa.field("plan_id", pa.string(), nullable=False),
        pa.field("plan", pa.string(), nullable=False),
        pa.field("chapter_number", pa.int64(), nullable=False),
        pa.field("chapter", pa.string(), nullable=False),
        pa.field("section_number", pa.int64()),
        pa.field("section", pa.string()),
        pa.field("measure_id", pa.string(), nullable=False),
        pa.field("measure_number", pa.int64(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("participants_open", pa.bool_(), nullable=False),
    ]
)

#: Who has which role in it, and at which place of the list, from 1. The four are null together, in
#: the only row of a measure that names nobody.
ASSIGNMENT = pa.schema(
    [
        pa.field("department", pa.string()),
        pa.field("department_kind", pa.string()),
        pa.field("role", pa.string()),
        pa.field("position", pa.int32()),
    ]
)

#: One row for each plan, measure, department and role.
SCHEMA = pa.schema([*MEASURE, *ASSIGNMENT])

#: Measures whose rows are held at once, and written as one row group.
GROUP = 10_000


class ParquetExporter:
    """Writes one Parquet file."""

    def export(self, selection: Selection, target: Target, options: Options) -> None:
        """Write the selection."""
        kinds = {facet.name: facet.kind for facet in selection.departments}
        measures = selection.measures
        with (
            target.binary() as file,
            pq.ParquetWriter(file, SCHEMA, compression=options.compression) as writer,
        ):
            for start in range(0, len(measures), GROUP):
                if target.cancelled:
                    return
                group = measures[start : start + GROUP]
                writer.write_table(_table(group, kinds))
                target.progress(start + len(group), len(measures))


def _table(group: Sequence[Entry], kinds: Mapping[str, str]) -> pa.Table:
    # A measure is turned into values once, however many departments it names.
    measures = _arrays(map(_measure, group), MEASURE)
    rows = [(at, *one) for at, entry in enumerate(group) for one in _assignments(entry, kinds)]
    places = pa.array([row[0] for row in rows], pa.int32())
    assignments = _arrays([row[1:] for row in rows], ASSIGNMENT)
    columns = [*(column.take(places) for column in measures), *assignments]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _arrays(rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> list[pa.Array]:
    columns = zip(*rows, strict=True)
    return [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]


def _measure(entry: Entry) -> tuple[Any, ...]:
    section = entry.section
    return (
        entry.plan.id,
        entry.plan.title,
        entry.chapter.number,
        entry.chapter.title,
        section.number if section else None,
        section.title if section else None,
        # The plan has a column of its own: the ids are those that it gives alone.
        entry.id.removeprefix(f"{entry.plan.id}/"),
        entry.number,
        entry.text,
        entry.participants_open,
    )


def _assignments(entry: Entry, kinds: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    for role, names in (("lead", entry.lead), ("participant", entry.participants)):
        for position, name in enumerate(names, 1):
            yield name, kinds[name], role, position
    if not entry.lead and not entry.participants:
        yield None, None, None, None
