"""Where there is no home, commands work, keep nothing, and say so where it matters."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ecotui.browser.session import Session, SharedSession
from ecotui.browser.session_store import SessionStore
from ecotui.files import expanded, home_folder, make_own_folder, own_folder
from ecotui.options import OptionError, declared
from ecotui.query.index import Index
from ecotui.settings import config, saved_views

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Run ecotui in an empty folder, with some home; gives exit code, output and messages."""
    here = tmp_path / "here"
    here.mkdir()

    def run(home: str, *arguments: str, **variables: str) -> tuple[int, str, str]:
        own = ("XDG_", "ECOTUI", "HOME")
        environment = {k: v for k, v in os.environ.items() if not k.startswith(own)}
        environment |= {"HOME": home, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **variables}
        done = subprocess.run(
            [sys.executable, "-m", "ecotui", "--lang", "en", *arguments],
            check=False,
            capture_output=True,
            cwd=here,
            env=environment,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        assert os.listdir(here) == []
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.parametrize("home", ["", "foo", "ABSENT", "FILE"])
def test_a_home_that_is_none(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, home: str
) -> None:
    (tmp_path / "file").touch()
    home = home.replace("FILE", str(tmp_path / "file")).replace("ABSENT", str(tmp_path / "absent"))
    code, listed, said = run(home, "list", "no:1", "--columns", "number", XDG_STATE_HOME="rel")
    assert (code, listed.split(), said) == (0, ["1"], "")
    code, out, said = run(home, "views", "save", "wet", "no:1", XDG_CONFIG_HOME="relative")
    assert (code, out, said.count("\n")) == (2, "", 1)
    assert said.startswith("ecotui: cannot write ")
    assert os.listdir(tmp_path) == ["file", "here"] or os.listdir(tmp_path) == ["here", "file"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "handouts", "-o", "~/out", "no:1"),
        ("list", "--plan", "~/x.toml"),
        ("list", "~/x.toml"),
        ("import", "~/x.md", "-o", "x.toml"),
        ("plugins", "new", "mine", "-o", "~/mine"),
    ],
)
def test_a_path_below_a_home_that_is_none(
    run: Callable[..., tuple[int, str, str]], arguments: tuple[str, ...]
) -> None:
    code, out, said = run("foo", *arguments)
    assert (code, out) == (2, "")
    assert "there is no home folder; set HOME to its path" in said
    assert said.count("\n") == 1


def test_paths_below_the_home_that_no_shell_has_seen(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert run(str(home), "export", "toml", "--output=~/plan.toml", "no:1-3")[0] == 0
    assert run(str(home), "export", "raci-csv", "-o", "~/x.csv", "--plan", "~/plan.toml")[0] == 0
    code, listed, _said = run(str(home), "list", "--columns", "number", ECOTUI_PLAN="~/plan.toml")
    assert (code, listed.split()) == (0, ["1", "2", "3"])
    assert sorted(os.listdir(home)) == ["plan.toml", "x.csv"]


def test_a_user_that_the_system_does_not_know(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def unknown(_number: int) -> None:
        raise KeyError

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for call in (
        home_folder,
        lambda: expanded("~"),
        lambda: expanded("~/a"),
        lambda: own_folder("XDG_STATE_HOME", ".local/state"),
    ):
        with pytest.raises(FileNotFoundError, match="there is no home folder"):
            call()
    assert config.read().problems == ()
    assert saved_views.read() == {}
    with pytest.raises(config.ConfigError, match="cannot write views.toml: there is no home"):
        saved_views.write({"a": "b"})
    assert expanded("~nobody-at-all/x") == "~nobody-at-all/x"
    assert list(tmp_path.iterdir()) == []


def test_paths_of_options_begin_at_the_home_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from dataclasses import dataclass

    from ecotui.options import option

    @dataclass(frozen=True)
    class Options:
        template: Path = option(Path(), help="x")

    (one,) = declared(Options)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert one.parse("~/t.docx") == tmp_path / "t.docx"
    monkeypatch.setenv("HOME", "foo")
    with pytest.raises(OptionError, match="there is no home folder"):
        one.parse("~/t.docx")
    assert one.parse("") == Path()


def test_without_a_home_the_browser_says_once_that_nothing_is_saved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, index: Index
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "foo")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    store = SessionStore(index)
    assert store.load() == (Session(), SharedSession())
    assert store.complaints() == ["nothing is saved: there is no home folder; set HOME to its path"]
    assert store.stage(Session(query="no:1"), SharedSession())
    store.write()
    assert not store.complaints(last=True)
    assert list(tmp_path.iterdir()) == []


def test_the_home_itself_is_never_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", f"{tmp_path}/home/")
    with pytest.raises(FileNotFoundError):
        make_own_folder(f"{tmp_path}/home/.config/ecotui")
    assert list(tmp_path.iterdir()) == []
    make_own_folder(f"{tmp_path}/homes/ecotui")
    os.mkdir(tmp_path / "home")
    make_own_folder(f"{tmp_path}/home/.config/ecotui")
    assert os.path.isdir(tmp_path / "home" / ".config" / "ecotui")


#: Everything is imported before, over a home of its own: another user may not read where it lies.
AS_ANOTHER = """
import gettext, os, sys
from ecotui import i18n
i18n.use("en")
from ecotui.settings import saved_views
from ecotui.text.reasons import reason
reason(PermissionError(13, "Permission denied"))
home, os.environ["HOME"] = os.environ["HOME"], sys.argv[1]
saved_views.write({"b": "no:2"})
os.environ["HOME"] = home
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print(saved_views.read())
try:
    saved_views.write({"b": "no:2"})
except Exception as error:
    print(error)
"""


def test_a_home_that_only_others_may_write(tmp_path: Path) -> None:
    """As another user where this one is root, whom no mode stops."""
    home = tmp_path / "home"
    (tmp_path / "first").mkdir()
    (home / ".config" / "ecotui").mkdir(parents=True)
    file = home / ".config" / "ecotui" / "views.toml"
    file.write_text('a = "no:1"\n')
    for path in (file, file.parent, home / ".config", home):
        path.chmod(0o555)
    # Another user gets in nowhere but from here.
    above = os.open(home, os.O_RDONLY)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER, str(tmp_path / "first")],
            env={**environment, "HOME": f"/proc/self/fd/{above}", "PYTHONPATH": str(ROOT)},
            pass_fds=[above],
            capture_output=True,
            check=True,
            text=True,
        )
    finally:
        os.close(above)
        home.chmod(0o755)
        for path in (home / ".config", file.parent):
            path.chmod(0o755)
    told = done.stdout.splitlines()
    assert told[0] == "{'a': 'no:1'}"
    assert told[1].startswith("cannot write ")
    assert told[1].endswith(("it is write-protected", "Read-only file system"))
    assert file.read_text() == 'a = "no:1"\n'
