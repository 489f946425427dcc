"""The keys of the actions: the defaults, and the user's changes.

Bindings, key bar, help, command palette and the table in the documentation are made from `ACTIONS`;
``[keys]`` in ``config.toml`` changes the keys of an action in all of them.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Collection, Mapping

from textual.binding import Binding

from ecotui.browser.actions import ACTIONS, BROWSER, PLACES, Action
from ecotui.i18n import _, also
from ecotui.text.suggestions import did_you_mean
from ecotui.tui.terminal.typed_text import key_name

#: Labels of keys that have a name in Textual.
_LABELS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→",
    "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "delete": "Del", "insert": "Ins",
    "backspace": "Backspace", "enter": "Enter", "space": "Space", "tab": "Tab",
    "home": "Home", "end": "End",
}  # fmt: skip
# Punctuation is its own label.
_LABELS |= {key_name(sign): sign for sign in string.punctuation}
_NAMED = {written.lower(): name for name, written in _LABELS.items()} | {
    name: name for name in (*_LABELS, *(f"f{number}" for number in range(1, 13)))
}
_NAMED |= {" ": "space", "\u3000": "space"}
#: The labels of keys that are one: what is typed says where to go.
_DIGITS, _EVERY_DIGIT = "1 2 3 4 5 6 7 8 9", "1–9"
_MODIFIERS = ("ctrl", "alt", "shift")


def key_label(key: str) -> str:
    """A key as people write it: ``Ctrl+d`` for ``ctrl+d``, ``/`` for ``slash``."""
    *modifiers, last = key.split("+")
    last = _LABELS.get(last) or (last.upper() if last in _NAMED else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


def parse_key(written: str) -> str | None:
    """Textual's name of a key that a person wrote; None if there is no such key."""
    written = unicodedata.normalize("NFC", written)
    *modifiers, last = written.split("+") if len(written) > 1 else [written]
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    last = last.strip() or last
    key = _NAMED.get(last.lower())
    if key is None and len(last) == 1 and last.isprintable():
        key = key_name(last)
        # The name does not lead back to the character.
        _LABELS.setdefault(key, last)
    if key is None or any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    return "+".join([*modifiers, key])


class Keymap:
    """The keys of every action.

    Args:
        changes: Keys by the name of an action, as in ``[keys]`` of ``config.toml``.

    Attributes:
        problems: Name of an action and what is wrong with its change; its default stays.
    """

    def __init__(self, changes: Mapping[str, object] | None = None) -> None:
        self._keys = {action.name: tuple(action.keys.split(",")) for action in ACTIONS}
        self.problems: list[tuple[str, str]] = []
        self._changed: dict[str, tuple[str, ...]] = {}
        for name, written in (changes or {}).items():
            try:
                self._changed[name] = self._read(name, written)
            except ValueError as error:
                self.problems.append((name, str(error)))
        self._drop_clashes()

    def _read(self, name: str, written: object) -> tuple[str, ...]:
        """The keys of a change; `ValueError` if it is wrong."""
        if name not in self._keys:
            message = _("there is no action {name}").format(name=name)
            hint = did_you_mean(name, self._keys)
            raise ValueError(also(message, hint or ""))
        listed = [written] if isinstance(written, str) else written
        if not isinstance(listed, list) or not listed:
            raise ValueError(_('write {name} = "x" or ["x", "Ctrl+x"]').format(name=name))
        keys = []
        for one in listed:
            key = parse_key(one) if isinstance(one, str) and one else None
            if key is None:
                message = _(
                    "{key} cannot be a key for {name}; write x, X, Ctrl+x, F5, Space or PgDn"
                )
                raise ValueError(message.format(key=one, name=name))
            if key == "escape" and name != "back":
                message = _("Esc always goes back; give {name} another key")
                raise ValueError(message.format(name=name))
            keys.append(key)
        return tuple(dict.fromkeys(keys))

    def _drop_clashes(self) -> None:
        """Drop changes to a key that another action has in the same place."""
        dropped = True
        while dropped:
            dropped = False
            for name, keys in list(self._changed.items()):
                if clash := self._find_clash(name, keys):
                    key, other = clash
                    message = _("{key} is already used for {other}; {name} keeps {default}")
                    default = " ".join(map(key_label, self._keys[name]))
                    message = message.format(
                        key=key_label(key), other=other, name=name, default=default
                    )
                    self.problems.append((name, message))
                    del self._changed[name]
                    dropped = True

    def _find_clash(self, name: str, keys: tuple[str, ...]) -> tuple[str, str] | None:
        """One of these keys that another action has in the same place, and that action."""
        target = next(action.target for action in ACTIONS if action.name == name)
        for action in ACTIONS:
            if action.name != name and _share_place(action.target, target):
                for key in keys:
                    if key in self.keys_of(action):
                        return key, action.name
        return None

    def keys_of(self, action: Action) -> tuple[str, ...]:
        """The keys of an action, as Textual names them."""
        return self._changed.get(action.name) or self._keys[action.name]

    def first_label(self, name: str) -> str:
        """The first key of an action, by its name, as people write it."""
        return key_label((self._changed.get(name) or self._keys[name])[0])

    def labels(self, action: Action) -> str:
        """The keys of an action as people write them."""
        return " ".join(map(key_label, self.keys_of(action))).replace(_DIGITS, _EVERY_DIGIT)

    @property
    def changed(self) -> dict[str, str]:
        """The changes for Textual: keys separated by commas, by id of a binding."""
        return {name: ",".join(keys) for name, keys in self._changed.items()}


def _share_place(one: str, other: str) -> bool:
    """Whether the keys of two targets work in the same place."""
    return any(one in targets and other in targets for targets in PLACES.values())


def bindings(target: str, names: Collection[str] = ()) -> list[Binding]:
    """The bindings of a target, and of some actions of other targets that work there too."""
    found = []
    for action in ACTIONS:
        if action.target == target or action.name in names:
            call = action.name
            if action.target == BROWSER:
                # The main screen says why an action is not available; other screens only have help.
                call = f"do({call!r})" if target == BROWSER else f"app.{call}"
            found.append(Binding(action.keys, call, id=action.name, show=False))
    return found
