"""Parses the bytes that a terminal sends into keys, pastes and reports, however they are split.

Textual's parser knows the sequences of keys. But if the rest of a sequence is late, it takes the
beginning for Esc and letters, and it takes an unknown sequence for its letters. So it is given only
characters and whole sequences, and its leftovers of unknown ones are dropped.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from ecotui.tui.terminal.flow_control import ANSWER

#: Seconds after which Esc, or Alt with O or [, is a key: only a faulty line splits the first two
#: characters of a sequence for longer, and who typed Esc does not wait to type on.
ESCAPE_WAIT_S = 0.1
#: Seconds to wait for the end of a sequence that has begun for certain.
SEQUENCE_WAIT_S = 3.0
#: The question which kind of terminal it is (secondary device attributes), and the answers of the
#: two that others stand behind.
KIND_QUESTION = "\x1b[>c"
_KINDS = {"84": "tmux", "83": "screen"}
_KIND = re.compile(r"\x1b\[>(\d*)[\d;]*c")
#: A sequence of so many characters has no end.
_MAX_CHARACTERS = 65536
#: Nobody types more in one go.
_TYPED = 100

_PASTE_START, _PASTE_END = "\x1b[200~", "\x1b[201~"
_WHOLE = re.compile(
    r"\x1b(?:"
    r"\[M...|\[\[.|\[(?!M|\[)[0-?]*[ -/]*[@-~]"  # CSI; old mice, F keys of the Linux console
    r"|O[ -~]"  # SS3
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|[PX^_][^\x1b]*\x1b\\"  # DCS and other strings
    r")",
    re.DOTALL,
)
#: The beginning of a sequence.
_PART = re.compile(
    r"\x1b(?:\[(?:M.{0,2}|\[|(?!M|\[)[0-?]*[ -/]*)|O|\][^\x07\x1b]*\x1b?"
    r"|[PX^_][^\x1b]*\x1b?)?\Z",
    re.DOTALL,
)
#: The part of a broken sequence that is dropped.
_BROKEN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*|[PX^_][^\x1b]*)")


# What still belongs to a sequence that is dropped for its length, up to its end.
_REST_OF_CSI = re.compile(r"[0-?]*[ -/]*(?P<end>[@-~])?")
_REST_OF_STRING = re.compile(r"[^\x07\x18\x1a\x1b]*(?P<end>[\x07\x18\x1a]|\x1b\\)?")

#: Reports of the size, and of whether there are any. The kernel says it, and a wrong one is costly.
_SIZE = re.compile(r"\x1b\[(?:48;[\d:;]*t|\?2048;\d*\$y)")


class InputParser:
    """Turns pieces of input into whole messages.

    Args:
        answered: Called when the terminal answers the question of `FlowControl`.
        kind: Called with ``tmux`` or ``screen`` if the terminal says that it is that, "" otherwise.
        debug: Have Textual's parser write a log.
    """

    def __init__(
        self,
        answered: Callable[[], object] = lambda: None,
        debug: bool = False,
        kind: Callable[[str], object] = lambda _kind: None,
    ) -> None:
        self._answered = answered
        self._kind = kind
        self._debug = debug
        # Bytes that are not UTF-8 are dropped.
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._parser = XTermParser(debug)
        self._part = ""
        self._paste: str | None = None
        #: What the rest of a dropped sequence is made of, and until when it may come.
        self._dropped: re.Pattern[str] | None = None
        self._dropped_until = 0.0
        self._deadline = 0.0

    def wait(self, now: float) -> float | None:
        """Seconds after which to call `tick`; None if it has nothing to do before more input."""
        return max(0.0, self._deadline - now) if self._part else None

    def feed(self, data: bytes, now: float) -> Iterator[Message]:
        """The messages that are complete with these bytes."""
        text = self._decode(data)
        if not text:
            return
        if now > self._dropped_until:
            self._dropped = None
        text, self._part, begun = self._part + text, "", len(self._part) > 2
        yield from self._parse(text, now, begun)

    def tick(self, now: float) -> Iterator[Message]:
        """The messages whose waiting time is over."""
        if not self._part or now < self._deadline:
            return
        part, self._part = self._part, ""
        if part == "\x1b":
            yield events.Key("escape", "\x1b")
        elif len(part) == 2:
            yield from self._with_alt(part[1])

    def _parse(self, text: str, now: float, begun: bool) -> Iterator[Message]:
        at = 0
        while at < len(text):
            if self._paste is not None:
                at = self._add_paste(text, at)
                if self._paste is None or not self._paste.endswith(_PASTE_END):
                    continue
                pasted, self._paste = self._paste[: -len(_PASTE_END)], None
                yield events.Paste(pasted.replace("\x00", ""))
            elif self._dropped is not None:
                rest = self._dropped.match(text, at)
                assert rest is not None
                at = rest.end()
                if rest["end"] or at < len(text):
                    self._dropped = None
                elif len(rest[0]) > _TYPED:
                    self._dropped_until = now + SEQUENCE_WAIT_S
            elif text[at] != "\x1b":
                end = text.find("\x1b", at)
                end = len(text) if end < 0 else end
                yield from self._parser.feed(text[at:end])
                at = end
            elif whole := _WHOLE.match(text, at):
                at = whole.end()
                yield from self._sequence(whole[0])
            elif _PART.match(text, at) and len(text) - at < _MAX_CHARACTERS:
                self._part = text[at:]
                if at or not begun:
                    # Once for a sequence: whoever types on must not wait for its end for ever.
                    is_begun = len(self._part) > 2
                    self._deadline = now + (SEQUENCE_WAIT_S if is_begun else ESCAPE_WAIT_S)
                return
            elif text[at + 1] == "\x1b":
                yield events.Key("escape", "\x1b")
                at += 1
            elif broken := _BROKEN.match(text, at):
                at = broken.end()
                if at == len(text):
                    is_csi = broken[0][1] == "["
                    self._dropped = _REST_OF_CSI if is_csi else _REST_OF_STRING
                    self._dropped_until = now + SEQUENCE_WAIT_S
            else:
                yield from self._with_alt(text[at + 1])
                at += 2

    def _add_paste(self, text: str, at: int) -> int:
        """Add pasted text up to its end marker, and return the position after it."""
        assert self._paste is not None
        # The end marker may be split too.
        begun = max(0, len(self._paste) - len(_PASTE_END))
        whole = self._paste + text[at:]
        end = whole.find(_PASTE_END, begun)
        if end < 0:
            self._paste = whole
            return len(text)
        end += len(_PASTE_END)
        at += end - len(self._paste)
        self._paste = whole[:end]
        return at

    def _sequence(self, sequence: str) -> Iterator[Message]:
        if sequence == ANSWER:
            self._answered()
        elif kind := _KIND.fullmatch(sequence):
            self._kind(_KINDS.get(kind[1], ""))
        elif sequence == _PASTE_START:
            self._paste = ""
        elif _SIZE.fullmatch(sequence):
            pass
        elif sequence[1] in "[O":
            try:
                yield from list(self._parser.feed(sequence))
            except (ArithmeticError, ValueError):
                # It reckons with numbers that make no sense, or has no word for a release of a key.
                self._parser = XTermParser(self._debug)
            if self._parser._awaiting.timeout is not None:
                # It does not know the sequence and waits for more of it.
                self._parser = XTermParser(self._debug)

    def _with_alt(self, character: str) -> Iterator[Message]:
        keys = list(self._parser._sequence_to_key_events(f"\x1b{character}"))
        yield from keys or self._parser._sequence_to_key_events(character, alt=True)
