"""Copying: what is copied, the bytes that hand it to the terminal, and the way without them."""

from __future__ import annotations

import base64
import signal
import sys

from ecotui.i18n import _
from ecotui.model.plan import Entry
from ecotui.query.index import Heading
from ecotui.query.measure_fields import task_fields
from ecotui.text.display import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from textual.app import App

    from ecotui.query.selection import Selection

#: A sequence has to be shorter than this; terminals on the way drop what is longer.
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
    """What makes a terminal copy a text (OSC 52), also one behind tmux or GNU screen.

    tmux takes the sequence itself where its `set-clipboard` is on, and hands a wrapped one through
    where its `allow-passthrough` is; it is silent about what it does not take, so it gets both.
    GNU screen takes only wrapped ones, in pieces.

    Args:
        text: What is copied.
        environ: Says what stands between: TMUX, STY, TERM.
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
    """Print a text on the screen from before, wait for Enter, and come back.

    Raises:
        SuspendNotSupported: there is no such screen.
    """
    with app.suspend():
        # Ctrl+C comes back too; the event loop would end the app. There may be no shell to which
        # Ctrl+Z could go.
        interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
        stop = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        try:
            # A terminal without a second screen still shows the panes from the cursor on.
            sys.stdout.write(f"\x1b[J{text}\n\n{_('press Enter to go back to the browser')} ")
            sys.stdout.flush()
            sys.stdin.readline()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
        finally:
            signal.signal(signal.SIGINT, interrupt)
            signal.signal(signal.SIGTSTP, stop)
