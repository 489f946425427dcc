"""Archives of the same bytes on any day."""

from __future__ import annotations

import io
import zipfile

import pytest

from ecotui.api import pack, repacked, timestamp

MEMBERS = {"mimetype": b"application/epub+zip", "b.txt": b"b" * 1000, "a/措.txt": b"a"}


def test_an_archive_has_its_members_in_order_and_no_date_of_today() -> None:
    archive = pack(MEMBERS)
    assert archive == pack(dict(MEMBERS))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == list(MEMBERS)
        infos = opened.infolist()
        assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
        kinds = [info.compress_type for info in infos]
        assert kinds == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED]
        assert {name: opened.read(name) for name in opened.namelist()} == MEMBERS


def test_what_a_library_wrote_loses_its_dates() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, data) in enumerate(MEMBERS.items(), 1):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, number, 1, 2, 4)), data)
    assert repacked(out.getvalue()) == pack(MEMBERS)
    assert repacked(pack(MEMBERS)) == pack(MEMBERS)


def test_the_environment_may_name_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert timestamp().isoformat() == "2023-11-14T22:13:20+00:00"
    with zipfile.ZipFile(io.BytesIO(pack({"a": b""}))) as opened:
        assert opened.infolist()[0].date_time == (2023, 11, 14, 22, 13, 20)
    for odd in ("", "x", "-5", str(10**12)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        pack({"a": b""})
