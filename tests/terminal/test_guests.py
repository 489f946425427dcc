"""Guests behind a real sshd, with the configuration of the documentation."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from needs import needs, program
from ssh import ACCOUNT, Server, serving
from terminal import PATIENCE, Terminal

from ecotui.files import shipped_plan

pytestmark = needs("sshd", "ssh", "ssh-keygen", "scp", "sftp")

DOCS = Path(__file__).parents[2] / "docs"
SECRET = "nobody's business"


class Place(NamedTuple):
    """Where guests are let in, and what lies beside it."""

    server: Server
    exports: Path
    beside: Path  # No guest reads or writes anything here but the plan

    def outside(self) -> dict[str, bytes]:
        """What lies outside the exports, except what the server itself keeps."""
        return {str(p): p.read_bytes() for p in sorted(self.beside.rglob("*")) if p.is_file()}


def page_settings(**names: str) -> str:
    """The block of either page, with names of this machine in the place of those there."""
    blocks = [
        re.findall(r"```sshd\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S)
        for page in ("how-to/guests.md", "zh/guests.md")
    ]
    (block,) = blocks[0]
    assert blocks[1] == [block], "the Chinese page says something else"
    for there, here in names.items():
        assert there in block, f"the page no longer says {there}"
        block = block.replace(there, here)
    return str(block)


def place_in(folder: Path, *, python: str, accepts: str = "", quota: str = "2M") -> Any:
    beside, exports = folder / "beside", folder / "exports"
    beside.mkdir()
    exports.mkdir()
    shutil.copy(shipped_plan(), beside / "plan.toml")
    (beside / "secret.toml").write_text(f'schema = 1\n[plan]\nid = "x"\ntitle = "{SECRET}"\n')
    names = {
        "User guest": f"User {getpass.getuser()}",
        "/opt/ecotui/bin/python": python,
        "/srv/ecotui/plan.toml": str(beside / "plan.toml"),
        "/srv/ecotui/exports": str(exports),
        "50M": quota,
    }
    if accepts:
        names["AcceptEnv LANG"] = f"AcceptEnv {accepts}"
    (folder / "sshd").mkdir()
    # What the page says about variables has to hold whatever the server accepts elsewhere.
    return exports, beside, serving(folder / "sshd", "AcceptEnv *\n" + page_settings(**names))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    exports, beside, server = place_in(tmp_path_factory.mktemp("guests"), python=sys.executable)
    with server as running:
        yield Place(running, exports, beside)


LogIn = Callable[..., Terminal]


def client(
    place: Place, *options: str, asked: str = "", name: str = "ssh", **env: str
) -> list[str]:
    variables = " ".join(f"{key}={value}" for key, value in {"LANG": "en_US.UTF-8", **env}.items())
    return place.server.client("-q", *options, "-o", f"SetEnv={variables}", asked=asked, name=name)


@pytest.fixture
def log_in(place: Place, run: Any) -> LogIn:
    """Logs a guest in, and waits for the browser."""

    def logged_in(*options: str, at: Place = place, asked: str = "", **env: str) -> Terminal:
        terminal: Terminal = run(*client(at, "-tt", *options, asked=asked, **env), answers=True)
        terminal.wait("44/44", "Measure 1", "q quit")
        return terminal

    return logged_in


def exported(terminal: Terminal, name: str, *said: str) -> None:
    """Try to export the plan under a name, from the browser and back to it."""
    terminal.send("e", "Export: 44 measures")
    terminal.send("G\t\x15" + name + "\r", *said)
    terminal.send("\x1b", "q quit", gone=("Export: 44",))


def test_whatever_is_asked_for_only_the_outline_comes(place: Place) -> None:
    before = place.outside()
    for asked in ("", f"touch {place.beside}/x; cat {place.beside}/secret.toml"):
        done = subprocess.run(
            client(place, "-T", asked=asked),
            input=f"touch {place.beside}/y\ncat {place.beside}/secret.toml\n",
            capture_output=True,
            text=True,
        )
        assert "44. 创新生态资金使用方式" in done.stdout, done.stderr
        assert SECRET not in done.stdout
    for name, *rest in (
        ("sftp", "-b", "/dev/null"),
        ("scp", "-O", f"{ACCOUNT}:{place.beside}/secret.toml", f"{place.exports}/stolen"),
    ):
        # The options of the program stand before its files.
        words = client(place, name=name)
        done = subprocess.run(
            [*words[:1], *rest[:-2], *words[1:], *rest[-2:]]
            if name == "scp"
            else [*words[:-1], *rest, words[-1]],
            capture_output=True,
            text=True,
        )
        assert done.returncode != 0, name
    for forwarding in (
        ("-W", f"127.0.0.1:{place.server.port}"),
        ("-N", "-R", "0:127.0.0.1:22", "-o", "ExitOnForwardFailure=yes"),
    ):
        done = subprocess.run(client(place, *forwarding), input="", capture_output=True, text=True)
        assert done.returncode != 0, forwarding
        assert "SSH-2.0" not in done.stdout
    assert place.outside() == before
    assert not (place.exports / "stolen").exists()


def environments(place: Place) -> Iterator[list[str]]:
    """With what the processes of guests began, as NAME=VALUE."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            began = (process / "environ").read_text(errors="replace").split("\0")
        except OSError:
            continue
        if b"--restricted" in words and bytes(place.exports) in words:
            yield began


def test_no_variable_arrives_that_the_page_does_not_accept(log_in: LogIn, place: Place) -> None:
    sent = dict.fromkeys(("PYTHONPATH", "LD_PRELOAD", "LESSOPEN", "XDG_CONFIG_HOME"), "/nowhere")
    terminal = log_in(**sent, asked="sh")
    environs = [one for one in environments(place) if any(one)]
    assert environs
    for environ in environs:
        assert not sent.keys() & {one.partition("=")[0] for one in environ}
        assert "LANG=en_US.UTF-8" in environ
    terminal.send("q")
    assert terminal.ended() == 0


def test_no_name_leads_out_of_the_folder(log_in: LogIn, place: Place) -> None:
    before = place.outside()
    os.symlink(place.beside / "new.md", place.exports / "link.md")
    terminal = log_in()
    exported(terminal, f"{place.beside}/a.md", "only a plain file name is allowed here")
    exported(terminal, "link.md", "link.md exists; choose another name")
    terminal.send("\x1a", "the browser cannot be suspended in restricted mode")
    terminal.send("q")
    assert terminal.ended() == 0
    assert place.outside() == before
    (place.exports / "link.md").unlink()
    assert not os.listdir(place.exports)


EXISTS = "same.md exists; choose another name"


def either(terminal: Terminal, *texts: str) -> str:
    """The text of several that comes first."""
    end = time.monotonic() + PATIENCE
    while not (found := [text for text in texts if text in terminal.text]):
        assert time.monotonic() < end, terminal.text
        terminal.read(0.1)
    return found[0]


def test_the_quota_and_a_name_are_for_all_guests_together(log_in: LogIn, place: Place) -> None:
    one, other = log_in(), log_in()
    for terminal in (one, other):
        terminal.send("e", "Export: 44 measures")
        terminal.send("G\t\x15same.md", "same.md")
    for terminal in (one, other):
        terminal.send("\r")
    said = [either(one, "wrote", EXISTS), either(other, "wrote", EXISTS)]
    assert sorted(said) == [EXISTS, "wrote"]
    (place.exports / "host.bin").write_bytes(bytes(2040 * 1024))
    loser = (one, other)[said.index(EXISTS)]
    loser.send("\x15other.md\r", "there is no room for this one")
    assert sorted(os.listdir(place.exports)) == ["host.bin", "same.md"]
    for name in ("host.bin", "same.md"):
        (place.exports / name).unlink()


#: Variables that change what programs read, write or run, with a folder of the attacker's.
STEERING = {
    **dict.fromkeys(("ECOTUI_PLAN",), "{0}/secret.toml"),
    **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"), "{0}"),
    **dict.fromkeys(("PYTHONPATH", "PYTHONUSERBASE", "PYTHONPYCACHEPREFIX"), "{0}"),
    **dict.fromkeys(("PYTHONSTARTUP", "INPUTRC", "TEXTUAL_LOG", "LESSOPEN", "TMUX"), "{0}/file"),
    **dict.fromkeys(("PAGER", "EDITOR", "VISUAL", "BROWSER"), "{0}/run"),
    **dict.fromkeys(("TEXTUAL_SCREENSHOT", "TEXTUAL_DEBUG", "PYTHONINSPECT"), "1"),
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_DRIVER": "sitecustomize:Driver",
    "TEXTUAL_PRESS": "q",
    "TEXTUAL_SCREENSHOT_LOCATION": "{0}",
    "PYTHONBREAKPOINT": "sitecustomize.stop",
    "ECOTUI_DRIVER": "stock",
    "LANGUAGE": "../../../..{0}",
    "DISPLAY": ":99",
    "STY": "1.x",
}
CHANGES = re.compile(
    r"(?:open|openat|openat2)\(.*O_(?:WRONLY|RDWR|CREAT)|(?:creat|truncate|mk|rename|unlink|rmdir|link|"
    r"symlink|chmod|fchmodat|chown|lchown|fchownat|utime|setxattr|mount)\w*\("
)


def calls(trace: Path) -> Iterator[tuple[str, list[str]]]:
    """The system calls of a trace, and the paths that each names."""
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        call = line.partition(" ")[2].strip()
        # ``-y`` says where a descriptor leads; a relative path starts there.
        found = re.findall(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', call)
        yield call, [os.path.normpath(os.path.join(folder, name)) for folder, name in found]


@needs("strace")
@pytest.mark.thorough
def test_no_system_call_reaches_outside(log_in: LogIn, tmp_path: Path) -> None:
    """Even where the server lets every variable pass."""
    trace, evil = tmp_path / "trace", tmp_path / "evil"
    traced = (
        f"{program('strace')} -f -y -s 4096 -e trace=%file,%process -o {trace} {sys.executable}"
    )
    exports, beside, serve = place_in(tmp_path, python=traced, accepts="*")
    (evil / "ecotui").mkdir(parents=True)
    shutil.copy(beside / "secret.toml", evil)
    (evil / "ecotui" / "config.toml").write_text('[keys]\nquit = "F12"\n')
    (evil / "sitecustomize.py").write_text(f"open({str(evil / 'ran')!r}, 'w')\n")
    (evil / "run").write_text(f"#!/bin/sh\ntouch {evil}/ran\n")
    (evil / "run").chmod(0o755)
    (exports / "there").mkdir()
    os.symlink(beside, exports / "up")
    os.symlink(beside / "new.toml", exports / "link.toml")
    os.link(beside / "secret.toml", exports / "hard.toml")
    with serve as server:
        place = Place(server, exports, beside)
        before = place.outside()
        steering = {name: value.format(evil) for name, value in STEERING.items()}
        terminal = log_in(at=place, asked=f"cat {beside}/secret.toml", **steering)
        guest_session(terminal, place)
        assert place.outside() == before
    assert not (evil / "ran").exists()
    assert sorted(os.listdir(exports)) == [
        "all",
        "hard.toml",
        "link.toml",
        "mine.toml",
        "there",
        "up",
    ]
    assert not os.listdir(exports / "there")
    started, written = 0, set()
    for call, named in calls(trace):
        started += call.startswith(("exec", "vfork", "fork"))
        if CHANGES.match(call):
            written.update(named)
        for path in named if re.match(r"(open|exec|readlink)", call) else ():
            own = path in (str(beside / "plan.toml"), str(exports)) or path.startswith(
                f"{exports}/"
            )
            assert own or not path.startswith(str(tmp_path)), call
    assert started == 1
    outside = {path for path in written if not path.startswith((f"{exports}/", "/dev/"))}
    assert not outside
    assert written & {f"{exports}/mine.toml"}


def guest_session(terminal: Terminal, place: Place) -> None:
    """What somebody tries who is let in."""
    for keys, said in (
        ("O", "no other file can be opened here"),
        ("/湿地\rv", "views cannot be saved or deleted in restricted mode"),
        ("x\x1a", "the browser cannot be suspended in restricted mode"),
    ):
        terminal.send(keys, said)
    # Ctrl+\ would dump the memory; what Textual's own palette could do is not there.
    terminal.send("\x1c\x10screenshot", "no command has this name")
    terminal.send("\x1b", "q quit", gone=("no command has this name",))
    terminal.send("p", "press Enter to go back")
    terminal.send("\x1a\x1c:!sh\r", "q quit", gone=("press Enter",))
    terminal.send("yY", "copied")
    terminal.send("/\x1b[200~" + "湿地 ../../etc/passwd " * 20 + "\x1b[201~", "etc/passwd")
    terminal.send("\x1b", "44/44", "q quit")
    plain, above = "only a plain file name is allowed here", str(place.beside)
    for name in ("../beside/a.toml", f"{above}/a.toml", "~/a.toml", ".profile", "-rf", "/dev/null"):
        exported(terminal, name, plain)
    exported(terminal, "up/a.toml", plain)
    exported(terminal, "/proc/self/cwd/a.toml", plain)
    exported(terminal, "名" * 100, "too long")
    for name in ("link.toml", "hard.toml", "up", "there"):
        exported(terminal, name, f"{name} exists; choose another name")
    terminal.send("e", "Export: 44 measures")
    terminal.send("G\t\x15mine.toml\r", "wrote")
    terminal.send("\x10handouts", "export")
    terminal.send("\r", "Export: 44 measures")
    terminal.send("\t\x15all\r", "wrote")
    terminal.send("q", gone=("wrote",))
    assert terminal.ended() == 0
