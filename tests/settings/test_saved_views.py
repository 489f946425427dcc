"""A saved view changes its line of views.toml and nothing else, whoever else saves meanwhile."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from ecotui import files
from ecotui.settings import saved_views
from ecotui.settings.config import ConfigError
from ecotui.settings.toml_texts import texts, with_texts


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "ecotui" / "views.toml"
    path.parent.mkdir()
    return path


def save(name: str, query: str) -> None:
    with saved_views.changing() as views:
        views[name] = query


def delete(name: str) -> None:
    with saved_views.changing() as views:
        del views[name]


BY_HAND = '''\
# for the Monday meeting

z.last = "no view"   # dotted
wet = "section:湿地"  # ask "the water office" # first
number = 1
nan = nan
"林业 厅" = 'lead:林业厅 "#"'\t# 引号
\'single\'="""
no:1 \\
 ""no:2"""" # three and one
several = [ # a list
  "x = 1", # with "equals
  '[not a table]',
]
raw = \'\'\'
# no comment
[no table]
b = "x"\'\'\'
inline = { wet = "other", a = 1 }

  indented   =   "no:3"

# about what is below
[later] # a table
wet = "is:joint"
'''


def cut(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert text.count(old) == 1
        return text.replace(old, new)

    return change


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (
            lambda: save("wet", 'no:7 "a\\b"'),
            cut('wet = "section:湿地"  # ask', 'wet = "no:7 \\"a\\\\b\\""  # ask'),
        ),
        (
            lambda: delete("wet"),
            cut('wet = "section:湿地"  # ask "the water office" # first\n', ""),
        ),
        (
            lambda: save("林业 厅", "x"),
            cut("""'lead:林业厅 "#"'\t# 引号""", '"x"\t# 引号'),
        ),
        (lambda: delete("林业 厅"), cut("""\"林业 厅" = 'lead:林业厅 "#"'\t# 引号\n""", "")),
        (lambda: save("single", "y"), cut('"""\nno:1 \\\n ""no:2"""" #', '"y" #')),
        (
            lambda: delete("single"),
            cut('\'single\'="""\nno:1 \\\n ""no:2"""" # three and one\n', ""),
        ),
        (
            lambda: save("raw", "y"),
            cut("'''\n# no comment\n[no table]\nb = \"x\"'''\n", '"y"\n'),
        ),
        (lambda: save("indented", "y"), cut('indented   =   "no:3"', 'indented   =   "y"')),
        (lambda: delete("indented"), cut('  indented   =   "no:3"\n', "")),
        (
            lambda: save("新 的", "y"),
            cut('indented   =   "no:3"\n', 'indented   =   "no:3"\n"新 的" = "y"\n'),
        ),
        (lambda: save("indented", "no:3"), lambda text: text),
    ],
)
def test_only_the_line_of_the_view_changes(
    file: Path, change: Callable[[], None], wanted: Callable[[str], str], mark: str, ends: str
) -> None:
    written = [mark + text.replace("\n", ends) for text in (BY_HAND, wanted(BY_HAND))]
    file.write_bytes(written[0].encode())
    before = saved_views.read()
    change()
    assert file.read_bytes() == written[1].encode()
    assert len(saved_views.read().keys() ^ before.keys()) <= 1


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", 'n = "q"\n'),
        ("# views", '# views\nn = "q"'),
        ("# views\n", '# views\nn = "q"\n'),
        ('a = "b"', 'a = "b"\nn = "q"'),
        ('a = "b"\r\nc = 1', 'a = "b"\r\nc = 1\r\nn = "q"'),
        ('a = "b"\n\n# end\n', 'a = "b"\nn = "q"\n\n# end\n'),
        ("# about t\n[t]\nx = 1\n", 'n = "q"\n# about t\n[t]\nx = 1\n'),
        ("# views\n\n# about t\n[t]\n", '# views\n\nn = "q"\n# about t\n[t]\n'),
        ("[[t]]\nx = 1", 'n = "q"\n[[t]]\nx = 1'),
        ('a = "b" # c\n[t]\n', 'a = "b" # c\nn = "q"\n[t]\n'),
    ],
)
def test_a_new_view_stands_before_the_first_table(file: Path, text: str, changed: str) -> None:
    file.write_bytes(text.encode())
    save("n", "q")
    assert file.read_bytes() == changed.encode()
    delete("n")
    assert tomli.loads(file.read_text()) == tomli.loads(text)


@pytest.mark.parametrize("name", ["number", "later", "z", "several", "inline"])
def test_what_is_no_view_is_not_replaced(file: Path, name: str) -> None:
    file.write_text(BY_HAND)
    with pytest.raises(ConfigError, match=rf"views\.toml(:\d+)?: {name} is no query") as caught:
        save(name, "q")
    assert "\n" not in str(caught.value)
    assert file.read_text() == BY_HAND


@pytest.mark.parametrize("text", ['a = "b\n', 'a = "b"\na = "c"\n', "\ufeff\ufeff", "[t\n"])
def test_a_file_that_is_no_toml_is_named_with_its_line_and_stays(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError, match=r"cannot read .*views\.toml:\d+: "):
        save("n", "q")
    assert file.read_text() == text


def test_what_is_not_utf_8_is_said_where_it_stands(file: Path) -> None:
    file.write_bytes(b'a = "b"\nb = "\xff"\n')
    with pytest.raises(ConfigError, match=r"views\.toml:2: byte 0xff is not UTF-8$"):
        save("n", "q")
    file.write_bytes(b"# ours\n")
    with pytest.raises(ConfigError, match="the view holds what is not UTF-8"):
        save("n", "\udcff")
    assert file.read_bytes() == b"# ours\n"


def test_a_full_disk_leaves_the_file_as_it_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    file.write_text("# ours\n")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match="cannot write .*: Disk quota exceeded"):
        save("n", "q")
    assert file.read_text() == "# ours\n"
    assert [path.name for path in file.parent.iterdir()] == ["views.toml"]


def test_a_pipe_in_place_of_the_file_holds_nobody_up(file: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(ConfigError, match="it is no regular file"):
        save("n", "q")
    with pytest.raises(ConfigError, match="it is no regular file"):
        saved_views.read()


def test_a_link_stays_one_and_the_mode_too(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text('a = "b"\n')
    real.chmod(0o640)
    file.symlink_to(real)
    save("n", "q")
    assert file.is_symlink()
    assert real.read_text() == 'a = "b"\nn = "q"\n'
    assert real.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["views.toml"]


def test_other_names_of_the_file_are_said(file: Path, tmp_path: Path) -> None:
    """They keep what they have, since a file is replaced as a whole."""
    assert saved_views.replacement_note() == ""
    file.write_text('a = "b"\n')
    assert saved_views.replacement_note() == ""
    other = tmp_path / "backup.toml"
    os.link(file, other)
    said = f"{file} has 1 other name (a hard link), which keeps the old content"
    assert saved_views.replacement_note() == said
    save("n", "q")
    assert other.read_text() == 'a = "b"\n'
    assert saved_views.replacement_note() == ""


def test_a_file_that_is_write_protected_stays(file: Path) -> None:
    file.write_text('a = "b"\n')
    file.chmod(0o444)
    with pytest.raises(ConfigError) as caught:
        save("n", "q")
    assert str(caught.value) == f"cannot write {file}: it is write-protected"
    assert file.read_text() == 'a = "b"\n'


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | st.sampled_from("abc")
blank = st.sampled_from(["", "\n", "# c = 'x'\n", "#\n\n"])
values = st.sampled_from(
    ["1", "nan", "[1,\n2]", "{ a = '#' }", '"""\n"""', "'''\n[x]\n'''", '"a # b"', "'\"'", "1.0"]
)


@settings(max_examples=50)
@given(
    st.lists(st.tuples(blank, st.sampled_from("abcde"), values, blank), max_size=5),
    blank,
    st.sampled_from(["", "[t]\na = 1\n", "# t\n[[t.u]]\nb = '''\n'''"]),
    st.dictionaries(names, names, max_size=3),
)
def test_any_file_reads_back_as_meant(
    lines: list[tuple[str, str, str, str]], last: str, table: str, views: dict[str, str]
) -> None:
    seen = {name: (before, value, after) for before, name, value, after in lines}
    text = "".join(
        f"{before}{name} = {value} {after or chr(10)}"
        for name, (before, value, after) in seen.items()
    )
    text += last + table
    data = tomli.loads(text, parse_float=str)
    others = {name: value for name, value in data.items() if name not in texts(tomli.loads(text))}
    if views.keys() & others.keys():
        with pytest.raises(ValueError, match="."):
            with_texts(text, views)
        return
    changed = with_texts(text, views)
    assert tomli.loads(changed, parse_float=str) == {**others, **views}
    assert with_texts(changed, views) == changed


# -- several at once


def test_what_several_processes_save_at_once_is_all_there(file: Path) -> None:
    file.write_text("# ours\n[t]\n")
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "ecotui", "views", *command],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.DEVNULL,
        )
        for command in [("save", f"v{n}", f"no:{n}") for n in range(1, 9)]
    ]
    assert [one.wait() for one in started] == [0] * len(started)
    assert saved_views.read() == {f"v{n}": f"no:{n}" for n in range(1, 9)}
    assert file.read_text().startswith("# ours\n") or file.read_text().endswith("# ours\n[t]\n")


@pytest.mark.parametrize("folders_too", [True, False])
def test_threads_that_change_views_lose_none(
    file: Path, monkeypatch: pytest.MonkeyPatch, folders_too: bool
) -> None:
    """Also where, as on NFS, only what is open for writing can be locked."""
    flock = fcntl.flock

    def refuse(descriptor: int, operation: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):
            raise OSError(9, "Bad file descriptor")
        flock(descriptor, operation)

    if not folders_too:
        monkeypatch.setattr(fcntl, "flock", refuse)
    barrier = threading.Barrier(4)

    def work(name: str) -> None:
        barrier.wait()
        for number in range(8):
            save(f"{name}{number}", "q")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(saved_views.read()) == 32


def test_where_nothing_can_be_locked_views_are_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", refuse)
    (file.parent / ".lock").symlink_to("/etc/passwd")
    save("n", "q")
    assert saved_views.read() == {"n": "q"}


def test_who_holds_the_lock_for_ever_is_told_and_nothing_changes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_views, "LOCK_WAIT_S", 0.0)
    with files.locked(str(file.parent)), pytest.raises(ConfigError) as caught:
        save("n", "q")
    assert str(caught.value) == f"cannot write {file}: another process is changing it"
    assert not file.exists()
    save("n", "q")
    assert saved_views.read() == {"n": "q"}
