"""The cache gives the plan that the file says, or nothing."""

from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecotui.cli.session import Session
from ecotui.model import cache, toml, toml_fast
from ecotui.model.plan import Plan
from ecotui.model.toml import PlanError, dumps, loads

SHIPPED = Path(__file__).parents[2] / "data" / "allocation.toml"
KEY = "0" * 64 + "-1"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "ecotui" / "plans"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_bytes(SHIPPED.read_bytes())
    return path


def kept(file: Path) -> Path:
    """Have a plan kept, and give its file in the cache."""
    plan, key = cache.load(file)
    assert key is not None
    deque(cache.keep(key, plan), 0)
    return Path(cache.folder(), f"{key}.json")


def files(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


def test_a_plan_comes_from_the_cache_the_second_time_without_being_read_as_toml(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    kept(file)
    for module, name in ((toml, "tomli"), (toml_fast, "read"), (cache, "loads")):
        monkeypatch.setattr(module, name, None)
    found, key = cache.load(file)
    assert key is None
    assert found == plan
    # Equal is not enough: a list where a tuple should be is not frozen, and 1 equals true.
    assert repr(found) == repr(plan)
    assert hash(found) == hash(plan)
    assert len(files(home)) == 1


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(...)
def test_any_plan_that_is_kept_comes_back_as_it_was(plan: Plan) -> None:
    deque(cache.keep(KEY, plan), 0)
    found = cache.recall(KEY)
    assert found == plan
    assert repr(found) == repr(plan)


def test_a_file_that_changes_is_read_anew(file: Path) -> None:
    kept(file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("分领域任务", "分领域任務"), encoding="utf-8")
    plan, key = cache.load(file)
    assert key is not None
    assert plan.chapters[0].title == "分领域任務"
    file.write_text(text, encoding="utf-8")
    assert cache.load(file)[1] is None


def test_a_file_that_is_wrong_has_its_problems_although_it_was_right_before(file: Path) -> None:
    kept(file)
    wrong = file.read_text(encoding="utf-8").replace("schema = 1", "schema = 2")
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(PlanError, match="schema"):
        cache.load(file)
    with pytest.raises(PlanError):
        cache.load(file.with_name("none.toml"))


CONTENT = st.binary(max_size=40) | st.sampled_from(
    [b"[]\n", b"[[]]\n", b'"x"\n', b"{}\n", b"null\n", b"1\n", b"[" * 100_000, b"\xff\n", b"NaN\n"]
)


def test_a_file_that_lacks_its_last_byte_counts_as_none(file: Path) -> None:
    deque(cache.keep(KEY, loads(SHIPPED.read_text(encoding="utf-8"))), 0)
    path = Path(cache.folder(), f"{KEY}.json")
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.recall(KEY) is None


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_counts_as_none(data: st.DataObject, file: Path) -> None:
    path = Path(cache.folder(), f"{KEY}.json")
    if not path.exists():
        deque(cache.keep(KEY, loads(SHIPPED.read_text(encoding="utf-8"))), 0)
        path.with_name("whole").write_bytes(path.read_bytes())
    whole = path.with_name("whole").read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.sampled_from([0, 1, 5, len(whole)]))
    damaged = whole[:at] + data.draw(CONTENT) + whole[at + length :]
    path.write_bytes(damaged)
    if damaged == whole:
        assert cache.recall(KEY) is not None
    else:
        assert cache.recall(KEY) is None


def test_json_that_is_whole_but_none_of_ours_counts_as_none(file: Path) -> None:
    import hashlib

    path = kept(file)
    head, *_rest = path.read_bytes().splitlines(keepends=True)
    for lines in ([head], [b"[]\n"], [b"{}\n"], [b'{"a":1}\n', b"[1,2]\n"], [head, b"[[],[1]]\n"]):
        digest = hashlib.sha256(b"".join(lines)).hexdigest()
        path.write_bytes(b"".join([*lines, json.dumps(digest).encode(), b"\n"]))
        assert cache.load(file)[1] is not None, lines


def test_what_others_may_have_written_is_not_believed(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(file)
    for place, mode in ((path, 0o622), (path, 0o660), (home, 0o777)):
        before = place.stat().st_mode
        place.chmod(mode)
        assert cache.load(file)[1] is not None
        place.chmod(before)
        assert cache.load(file)[1] is None
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    plan, key = cache.load(file)
    assert key is not None
    content = path.read_bytes()
    deque(cache.keep(key, plan), 0)
    assert path.read_bytes() == content


def test_a_link_a_pipe_or_a_folder_in_its_place_is_passed_over(file: Path, tmp_path: Path) -> None:
    path = kept(file)
    real = path.rename(tmp_path / "real")
    path.symlink_to(real)
    assert cache.load(file)[1] is not None
    path.unlink()
    os.mkfifo(path)
    assert cache.load(file)[1] is not None
    path.unlink()
    path.mkdir()
    assert cache.load(file)[1] is not None
    plan, key = cache.load(file)
    assert key is not None
    deque(cache.keep(key, plan), 0)
    path.rmdir()
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(path.parent)
        server.bind(path.name[:90])
        assert cache.load(file)[1] is not None


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_cannot_be_written_is_no_matter(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    plan, key = cache.load(file)
    assert key is not None

    def fails(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    deque(cache.keep(key, plan), 0)
    assert files(home) == []
    monkeypatch.setattr(os, "makedirs", fails)
    deque(cache.keep(key, plan), 0)
    assert cache.load(file)[0] == plan


def test_a_disk_that_really_is_full_keeps_nothing(file: Path) -> None:
    """The limit on the size of files stands for the disk: the kernel refuses the write."""
    script = (
        "import resource, signal, sys\n"
        "from collections import deque\n"
        "from ecotui.model import cache\n"
        "plan, key = cache.load(sys.argv[1])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "deque(cache.keep(key, plan), 0)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)
    assert os.listdir(cache.folder()) == []


def test_what_is_given_up_leaves_nothing(file: Path, home: Path) -> None:
    plan, key = cache.load(file)
    assert key is not None
    steps = cache.keep(key, plan)
    next(steps)
    assert [name.endswith(".tmp") for name in files(home)] == [True]
    steps.close()
    assert files(home) == []


def test_a_cache_that_cannot_be_a_folder_is_no_matter(
    file: Path, tmp_path: Path, plan: Plan
) -> None:
    (tmp_path / "cache").write_text("")
    found, key = cache.load(file)
    assert found == plan
    assert key is not None
    deque(cache.keep(key, found), 0)


def test_the_files_that_were_used_last_stay(
    file: Path, home: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    now = time.time()
    for number in range(cache.MOST_FILES):
        key = f"{number:064}-1"
        deque(cache.keep(key, plan), 0)
        os.utime(home / f"{key}.json", (now, now - 1000 + number))
    # The oldest is used once more.
    assert cache.recall(f"{0:064}-1") == plan
    deque(cache.keep(KEY.replace("0", "f"), plan), 0)
    assert len(files(home)) == cache.MOST_FILES
    assert f"{0:064}-1.json" in files(home)
    assert f"{1:064}-1.json" not in files(home)
    size = (home / files(home)[0]).stat().st_size
    monkeypatch.setattr(cache, "MOST_BYTES", 3 * size + 1)
    cache.tidy()
    assert len(files(home)) == 3


def test_what_a_killed_process_left_is_deleted_but_not_what_one_is_writing(
    file: Path, home: Path
) -> None:
    kept(file)
    for name, age in (("old.tmp", 7200), ("new.tmp", 0)):
        (home / name).write_text("")
        os.utime(home / name, (time.time() - age,) * 2)
    cache.tidy()
    assert [name for name in files(home) if name.endswith(".tmp")] == ["new.tmp"]


def test_files_and_folder_are_nobody_elses_business(file: Path, home: Path) -> None:
    assert kept(file).stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700


def test_a_session_uses_it_for_large_plans_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    small = Session([str(SHIPPED)])
    assert len(small.index.entries) == 44
    assert small.uncached == []
    measure = plan.chapters[0].sections[0].measures[0]
    many = tuple([measure.replace(number=number) for number in range(1, 2001)])
    large = plan.replace(chapters=(plan.chapters[0].replace(measures=many, sections=()),))
    path = tmp_path / "large.toml"
    path.write_text(dumps(large), encoding="utf-8")
    first = Session([str(path)])
    assert first.index.plans == (large,)
    assert [kept for _key, kept in first.uncached] == [large]
    for key, made in first.uncached:
        deque(cache.keep(key, made), 0)
    second = Session([str(path)])
    assert second.index.plans == (large,)
    assert second.uncached == []
