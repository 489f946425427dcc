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

from ecotui.browser.outline import task_fields
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
    for name, value in task_fields(entry):
        if value:
            yield visible(_("{name}: {value}").format(name=name, value=value))


def sequence(text: str, environ: Mapping[str, str]) -> bytes:
    """The sequence that makes a terminal copy a text (OSC 52), also behind tmux or GNU screen.

    tmux takes the sequence itself if its `set-clipboard` is on, and passes on a wrapped one if its
    `allow-passthrough` is. It does not tell, so it gets both. GNU screen takes only wrapped ones,
    in pieces.
    """
    plain = b"\x1b]52;c;" + base64.b64encode(text.encode()) + b"\a"
    term = environ.get("TERM", "")
    if environ.get("TMUX") or term.startswith("tmux"):
        return plain + b"\x1bPtmux;" + plain.replace(b"\x1b", b"\x1b\x1b") + b"\x1b\\"
    if environ.get("STY") or term.startswith("screen"):
        pieces = [plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK)]
        return b"".join([b"\x1bP" + piece + b"\x1b\\" for piece in pieces])
    return plain


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
        try:
            done = subprocess.run(
                tool,
                input=text.encode(encoding, "replace"),
                # A tool stays behind to serve the text, and keeps what it inherits open.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_TOOL_WAIT_S,
                start_new_session=True,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False


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
