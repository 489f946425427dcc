"""Office packages that are the same, byte for byte, whenever the same thing is written."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

# The earliest and the latest time that a member of a zip file can have.
_EARLIEST, _LATEST = 315_532_800, 4_354_819_198


def timestamp() -> datetime:
    """The time that files carry: ``SOURCE_DATE_EPOCH``, or else 1980-01-01, never the clock."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", ""))
    except ValueError:
        seconds = _EARLIEST
    return datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), UTC)


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members by their names in this order, all of them of `timestamp`."""
    time = timestamp()
    date_time = (time.year, time.month, time.day, time.hour, time.minute, time.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, date_time)
            member.compress_type = zipfile.ZIP_DEFLATED
            # What would else tell the system that it was written on.
            member.create_system = 3
            target.writestr(member, data)
    return out.getvalue()
