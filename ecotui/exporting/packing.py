"""ZIP archives of the same bytes on any day and on any system: DOCX, XLSX, PPTX, EPUB, ODS, KMZ."""

from __future__ import annotations

import os
from datetime import UTC, datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# The earliest and the latest time that a member of a ZIP archive can have.
_EARLIEST, _LATEST = 315_532_800, 4_354_819_198


def timestamp() -> datetime:
    """The time that files carry: ``SOURCE_DATE_EPOCH``, or else 1980-01-01, never the clock."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", ""))
    except ValueError:
        seconds = _EARLIEST
    return datetime.fromtimestamp(min(max(seconds, _EARLIEST), _LATEST), UTC)


def settle_time() -> None:
    """Have ``SOURCE_DATE_EPOCH`` name a time that an archive can have, if it is set at all.

    From Python 3.15 on `zipfile` reads it itself, and fails over any other.
    """
    if os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ["SOURCE_DATE_EPOCH"] = str(int(timestamp().timestamp()))


def pack(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of members by their names, in this order, each of `timestamp`.

    ``mimetype`` is stored as it is, which EPUB and OpenDocument ask for; the others are compressed.
    """
    import io
    import zipfile

    time = timestamp()
    date_time = (time.year, time.month, time.day, time.hour, time.minute, time.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, date_time)
            is_plain = name == "mimetype"
            member.compress_type = zipfile.ZIP_STORED if is_plain else zipfile.ZIP_DEFLATED
            # What would else tell the system that it was written on.
            member.create_system = 3
            archive.writestr(member, data)
    return out.getvalue()


def repacked(archive: bytes) -> bytes:
    """A ZIP archive that a library wrote, with the same members and none of its dates; see `pack`.

    A date inside a member, such as that of ``docProps/core.xml``, is the library's to leave out.
    """
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return pack({name: opened.read(name) for name in opened.namelist()})
