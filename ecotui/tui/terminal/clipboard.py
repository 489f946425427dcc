"""Copying: the text, the bytes that pass it to the terminal, and printing as a substitute."""

from __future__ import annotations

import base64
import signal
import sys
from collections.abc import Iterator, Mapping
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
    for name, value in task_fields(entry, selection.language):
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


def print_plain(app: App[Any], text: str) -> None:
    """Print a text outside the panes, wait for Enter, and come back.

    Raises:
        SuspendNotSupported: the app has no terminal.
    """
    with app.suspend():
        # Ctrl+C comes back too, instead of ending the app. For Ctrl+Z there may be no shell.
        interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
        stop = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        try:
            # A terminal without an alternate screen still shows the panes below the cursor.
            sys.stdout.write(f"\x1b[J{text}\n\n{_('press Enter to go back to the browser')} ")
            sys.stdout.flush()
            sys.stdin.readline()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
        finally:
            signal.signal(signal.SIGINT, interrupt)
            signal.signal(signal.SIGTSTP, stop)
