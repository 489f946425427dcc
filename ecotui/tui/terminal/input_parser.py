"""From the bytes that a terminal sends to keys, pastes and reports, however a line splits them.

Textual's parser knows the sequences of keys, but it takes one of which the rest is late for Esc and
letters, and one that it does not know for the letters in it. So it is given characters and whole
sequences only, and those that it does not know are dropped.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import XTermParser

from ecotui.tui.terminal.flow_control import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.message import Message

#: Seconds after which an Esc was a key of its own: nothing that a terminal sends is torn so far
#: apart unless the line is at fault.
ESCAPE_WAIT_S = 0.1
#: Seconds in which the rest of a sequence may follow the Esc that was taken for a key, and those
#: that the end of any other sequence is waited for.
LATE_REST_S, SEQUENCE_WAIT_S = 1.0, 3.0
#: Characters after which a string has no end.
_LONGEST = 65536

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_WHOLE = re.compile(
    r"\x1b(?:"
    r"\[M...|\[\[.|\[(?!M|\[)[0-?]*[ -/]*[@-~]"  # CSI; a mouse of old, F keys of the Linux console
    r"|O[ -~]"  # SS3
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|[PX^_](?:[^\x1b]|\x1b(?!\\))*\x1b\\"  # DCS and other strings
    r")",
    re.DOTALL,
)
#: The beginning of one of these.
_PART = re.compile(
    r"\x1b(?:\[(?:M.{0,2}|\[|(?!M|\[)[0-?]*[ -/]*)|O|\][^\x07\x1b]*\x1b?"
    r"|[PX^_](?:[^\x1b]|\x1b(?!\\))*)?\Z",
    re.DOTALL,
)
#: What follows the Esc of a sequence, and what is dropped of one that goes wrong.
_REST = re.compile(r"\[|O(?:[A-HPQRSM]|\Z)")
_BROKEN = re.compile(r"\x1b\[[0-?]*[ -/]*")


class InputParser:
    """What comes from the terminal, put together again.

    Args:
        answered: Called when the terminal answers the question how it is.
        debug: Have Textual's parser keep a log.
    """

    def __init__(self, answered: Callable[[], None] = lambda: None, debug: bool = False) -> None:
        self._answered = answered
        self._debug = debug
        # What is no UTF-8, such as a character of another encoding, is no key.
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._parser = XTermParser(debug)
        self._part = ""
        self._paste: str | None = None
        self._until = 0.0
        # Until then, letters may be the rest of a sequence.
        self._late = 0.0
        # What is waited for began with an Esc that was told already.
        self._told = False

    def wait(self, now: float) -> float | None:
        """Seconds after which `tick` may have something; None for not before more has come."""
        return max(0.0, self._until - now) if self._part else None

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """Take bytes; gives what is complete."""
        text = self._decode(data)
        if not text:
            return
        if not self._part:
            self._told = now < self._late and _REST.match(text) is not None
            if self._told:
                # The Esc before it was none.
                self._part = "\x1b"
        self._late = 0.0
        text, self._part = self._part + text, ""
        yield from self._digest(text, now)

    def tick(self, now: float) -> Iterator[Message]:
        """Give what need not be waited for any longer."""
        if not self._part or now < self._until:
            return
        part, self._part = self._part, ""
        if part == "\x1b":
            self._late = now + LATE_REST_S
            yield events.Key("escape", "\x1b")
        elif len(part) == 2:
            yield from self._parser.feed(part[1]) if self._told else self._with_alt(part[1])

    def _digest(self, text: str, now: float) -> Iterator[Message]:
        at = 0
        while at < len(text):
            if self._paste is not None:
                at = self._pasting(text, at)
                if self._paste is None or not self._paste.endswith(_PASTED):
                    continue
                pasted, self._paste = self._paste[: -len(_PASTED)], None
                yield events.Paste(pasted.replace("\x00", ""))
            elif text[at] != "\x1b":
                end = text.find("\x1b", at)
                end = len(text) if end < 0 else end
                yield from self._parser.feed(text[at:end])
                at = end
            elif whole := _WHOLE.match(text, at):
                at = whole.end()
                yield from self._sequence(whole[0])
            elif _PART.match(text, at) and len(text) - at < _LONGEST:
                self._part = text[at:]
                self._until = now + (ESCAPE_WAIT_S if self._part == "\x1b" else SEQUENCE_WAIT_S)
                return
            elif text[at + 1] == "\x1b":
                yield events.Key("escape", "\x1b")
                at += 1
            elif broken := _BROKEN.match(text, at):
                at = broken.end()
            else:
                yield from self._with_alt(text[at + 1])
                at += 2

    def _pasting(self, text: str, at: int) -> int:
        """Take what is pasted, up to its end; gives where that is in the text."""
        assert self._paste is not None
        # The end may itself come in pieces.
        begun = max(0, len(self._paste) - len(_PASTED))
        whole = self._paste + text[at:]
        end = whole.find(_PASTED, begun)
        if end < 0:
            self._paste = whole
            return len(text)
        end += len(_PASTED)
        at += end - len(self._paste)
        self._paste = whole[:end]
        return at

    def _sequence(self, sequence: str) -> Iterator[Message]:
        if sequence == ANSWER:
            self._answered()
        elif sequence == _PASTE:
            self._paste = ""
        elif sequence[1] in "[O":
            yield from self._parser.feed(sequence)
            if self._parser._awaiting.timeout is not None:
                # It waits for more of what it does not know.
                self._parser = XTermParser(self._debug)

    def _with_alt(self, character: str) -> Iterator[Message]:
        keys = list(self._parser._sequence_to_key_events(f"\x1b{character}"))
        yield from keys or self._parser._sequence_to_key_events(character, alt=True)
