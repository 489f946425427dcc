"""Copying: the text, the bytes that pass it to the terminal, and printing as a substitute."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from shutil import which
from typing import Any

from textual.app import App

from ecotui.browser.outline import details, task_fields
from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.selection import Selection
from ecotui.text.display import visible

#: Bytes from which some terminals drop a sequence.
LIMIT = 74_994
#: Bytes that GNU screen passes on at once: releases differ, the smallest buffer has 256.
CHUNK = 240
#: What copies a text on the same machine; some only with a display, and they say so at once.
_TOOLS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
)
#: Variables that name a connection: the clipboard of this machine is not the user's.
_OVER_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
#: Seconds that a tool may take.
_TOOL_WAIT_S = 2.0


def text_of(selection: Selection, item: Heading | Entry) -> str:
    """A measure, or a heading with what the selection leaves below it, as lines of plain text."""
    if isinstance(item, Entry):
        return "\n".join(_measure(selection, item))
    parts = [_heading(item)]
    for other in selection.outline():
        if isinstance(other, Entry):
            if item.mask >> selection.index.position(other) & 1:
                parts.append("\n".join(_measure(selection, other)))
        elif item.members is None and other.level > item.level and not other.mask & ~item.mask:
            parts.append(_heading(other))
    return "\n\n".join(parts)


def _heading(item: Heading) -> str:
    return visible(f"{item.label}{item.title}")


def _measure(selection: Selection, entry: Entry) -> Iterator[str]:
    yield visible(f"{entry.number}. {entry.text}")
    for name, value in (*task_fields(entry), *details(entry.measure, _)):
        if value:
            yield visible(_("{name}: {value}").format(name=name, value=value))


def multiplexer(environ: Mapping[str, str]) -> str:
    """What the environment says that the terminal is: ``tmux``, ``screen``, or "" for another."""
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith("tmux"):
        return "tmux"
    return "screen" if environ.get("STY") or term.startswith("screen") else ""


def sequence(text: str, environ: Mapping[str, str], kind: str | None = None) -> bytes:
    """The sequence that makes a terminal copy a text (OSC 52), also behind tmux or GNU screen.

    tmux takes the sequence itself if its `set-clipboard` is on, and passes on a wrapped one if its
    `allow-passthrough` is. It does not tell, so it gets both. GNU screen takes only wrapped ones,
    in pieces.

    Args:
        text: What to copy.
        environ: The environment; it may be that of another terminal.
        kind: What the terminal says that it is; the environment decides if that is neither.
    """
    plain = _plain(text)
    kind = kind or multiplexer(environ)
    if kind == "tmux":
        return plain + b"\x1bPtmux;" + plain.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"
    if kind == "screen":
        pieces = [plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK)]
        return b"".join([b"\x1bP" + piece + b"\x1b\\" for piece in pieces])
    return plain


def _plain(text: str) -> bytes:
    return b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\a"


def is_too_long(text: str) -> bool:
    """Whether some terminals would drop the sequence."""
    return len(_plain(text)) >= LIMIT


def tmux_environment(environ: Mapping[str, str], kind: str | None) -> Mapping[str, str]:
    """The environment with which a command reaches the tmux of this terminal; empty if none does.

    ``sudo`` and ``su -`` drop the variables, but the shell before them has them still; and a server
    of the same user says whether it has this terminal.
    """
    if kind != "screen" and environ.get("TMUX"):
        return environ
    if kind != "tmux":
        return {}
    found = _tmux_of_shell() or _tmux_of_terminal(environ)
    return {**environ, **found} if found else {}


def _tmux_of_shell() -> dict[str, str]:
    """The variables of tmux of the nearest process before this one that has them."""
    process = os.getppid()
    # What has no terminal, such as sshd, is no part of this session.
    terminal = ""
    while process > 1 and terminal != "0":
        try:
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                parent, _group, _session, terminal = file.read().rpartition(")")[2].split()[1:5]
            with open(f"/proc/{process}/environ", encoding="utf-8", errors="replace") as file:
                pairs = [line.partition("=") for line in file.read().split("\0")]
        except (OSError, ValueError):
            # There is no such folder on this system, or the process is somebody else's.
            break
        found = {name: value for name, _equals, value in pairs if name in ("TMUX", "TMUX_PANE")}
        if found.get("TMUX") and terminal != "0":
            return found
        process = int(parent)
    return {}


def _tmux_of_terminal(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of tmux for the pane of this user that is this terminal."""
    tmux = which("tmux", path=environ.get("PATH"))
    folder = os.path.join(environ.get("TMUX_TMPDIR") or "/tmp", f"tmux-{os.getuid()}")
    try:
        sockets, own = sorted(os.listdir(folder)), os.ttyname(0)
    except OSError:
        return {}
    for name in sockets if tmux else ():
        socket = os.path.join(folder, name)
        panes = _run(
            [str(tmux), "-S", socket, "list-panes", "-aF", "#{pane_id} #{pane_tty}"], b"", environ
        )
        for pane in panes.stdout.decode(errors="replace").splitlines() if panes else ():
            if pane.partition(" ")[2] == own:
                return {"TMUX": f"{socket},0,0", "TMUX_PANE": pane.partition(" ")[0]}
    return {}


def copy_through_tmux(text: str, environ: Mapping[str, str]) -> bool:
    """Have tmux take a text and hand it to its terminal, whatever `set-clipboard` is.

    Returns:
        Whether the terminal around tmux takes it; otherwise it may be only in tmux's own buffer.
    """
    tmux = which("tmux", path=environ.get("PATH"))
    if tmux is None:
        return False
    tell = (";", "display-message", "-p", "#{client_termfeatures}")
    # Before version 3.2 there is no -w, and the buffer stays inside.
    for command in (("load-buffer", "-w", "-", *tell), ("load-buffer", "-")):
        done = _run([tmux, *command], text.encode(errors="replace"), environ)
        if done is not None and done.returncode == 0:
            return "clipboard" in done.stdout.decode(errors="replace").strip().split(",")
    return False


def local_tools(environ: Mapping[str, str]) -> list[list[str]]:
    """The installed commands that copy what they read, the likeliest first; none over SSH."""
    if any(environ.get(name) for name in _OVER_SSH):
        return []
    found = ((which(tool[0], path=environ.get("PATH")), tool) for tool in _TOOLS)
    tools = [[path, *tool[1:]] for path, tool in found if path]
    if environ.get("WAYLAND_DISPLAY"):
        tools.sort(key=lambda tool: os.path.basename(tool[0]) != "wl-copy")
    return tools


def copy_locally(text: str, tools: Sequence[Sequence[str]]) -> bool:
    """Have the first tool that works copy a text; each may take `_TOOL_WAIT_S`."""
    for tool in tools:
        # The one of Windows knows UTF-16 only.
        encoding = "utf-16-le" if tool[0].endswith(".exe") else "utf-8"
        done = _run(tool, text.encode(encoding, "replace"))
        if done is not None and done.returncode == 0:
            return True
    return False


def _run(
    command: Sequence[str], data: bytes, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes] | None:
    """Run a tool that reads some data; None if it cannot be run or hangs."""
    # A tool of the desktop stays behind to serve the text, and keeps what it inherits open: only
    # tmux, which does not, may answer.
    answer = subprocess.DEVNULL if environ is None else subprocess.PIPE
    try:
        return subprocess.run(
            command,
            input=data,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            timeout=_TOOL_WAIT_S,
            start_new_session=True,
            check=False,
            env=environ,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def print_plain(app: App[Any], text: str) -> None:
    """Print a text outside the panes, wait for Enter, and come back.

    Raises:
        SuspendNotSupported: the app has no terminal.
    """
    with app.suspend():
        # Ctrl+C comes back too, instead of ending the app. For Ctrl+Z there may be no shell, and
        # Ctrl+\ would end the app without saving.
        interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
        ignored = (signal.SIGTSTP, signal.SIGQUIT)
        before = [signal.signal(number, signal.SIG_IGN) for number in ignored]
        try:
            # A terminal without an alternate screen still shows the panes below the cursor.
            sys.stdout.write(f"\x1b[J{text}\n\n{_('press Enter to go back to the browser')} ")
            sys.stdout.flush()
            sys.stdin.readline()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
        finally:
            signal.signal(signal.SIGINT, interrupt)
            for number, handler in zip(ignored, before, strict=True):
                signal.signal(number, handler)
