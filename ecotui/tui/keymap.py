"""What the browser can be told to do: one table, from which all that speaks of keys is made.

Bindings, key bar, help, command palette and the documentation's table come from `ACTIONS`; the
user's ``[keys]`` in ``config.toml`` change the keys of an action everywhere at once.
"""

from __future__ import annotations

import re
import string
import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS

from ecotui.browser.actions import ACTIONS, BROWSER, PLACES, Action
from ecotui.i18n import _
from ecotui.text.suggestions import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import Binding

#: Keys that have a name, as people write them.
_LABELS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→",
    "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "delete": "Del", "insert": "Ins",
    "backspace": "Backspace", "enter": "Enter", "space": "Space", "tab": "Tab",
    "home": "Home", "end": "End",
}  # fmt: skip


def _name_of(sign: str) -> str:
    """What Textual calls the key of a sign: by its name in Unicode, with some exceptions."""
    name = re.sub(r"\W", "_", unicodedata.name(sign).lower())
    return KEY_NAME_REPLACEMENTS.get(name, name)


# Signs are written as themselves.
_LABELS |= {_name_of(sign): sign for sign in string.punctuation}
_NAMED = {written.lower(): name for name, written in _LABELS.items()} | {
    name: name for name in (*_LABELS, *(f"f{number}" for number in range(1, 13)))
}
_MODIFIERS = ("ctrl", "alt", "shift")


def key_label(key: str) -> str:
    """A key as people write it: ``Ctrl+d`` for ``ctrl+d``, ``/`` for ``slash``."""
    *modifiers, last = key.split("+")
    last = _LABELS.get(last) or (last.upper() if last in _NAMED else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), last])


def parse_key(written: str) -> str | None:
    """Textual's name of a key that a person wrote; None if there is no such key."""
    *modifiers, last = written.split("+") if len(written) > 1 else [written]
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    last = last.strip() or last
    key = _NAMED.get(last.lower()) or (last if len(last) == 1 and last.isalnum() else None)
    if key is None or any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    return "+".join([*modifiers, key])


class Keymap:
    """Which keys do what: the defaults, as the user changed them.

    Args:
        changes: Keys by the name of an action, as ``[keys]`` in ``config.toml`` has them.

    Attributes:
        problems: What is wrong with the changes, by the name of the action; its default stays.
    """

    def __init__(self, changes: Mapping[str, object] | None = None) -> None:
        self._keys = {action.name: tuple(action.keys.split(",")) for action in ACTIONS}
        self.problems: list[tuple[str, str]] = []
        self._changed: dict[str, tuple[str, ...]] = {}
        for name, written in (changes or {}).items():
            if (keys := self._read(name, written)) is not None:
                self._changed[name] = keys
        self._drop_clashes()

    def _read(self, name: str, written: object) -> tuple[str, ...] | None:
        if name not in self._keys:
            message = _("there is no action {name}").format(name=name)
            hint = did_you_mean(name, self._keys)
            self.problems.append((name, f"{message}; {hint}" if hint else message))
            return None
        listed = [written] if isinstance(written, str) else written
        if not isinstance(listed, list) or not listed:
            self.problems.append(
                (name, _('write {name} = "x" or ["x", "Ctrl+x"]').format(name=name))
            )
            return None
        keys = []
        for one in listed:
            key = parse_key(one) if isinstance(one, str) and one else None
            if key is None:
                message = _(
                    "{key} cannot be a key for {name}; write x, X, Ctrl+x, F5, Space or PgDn"
                )
                self.problems.append((name, message.format(key=one, name=name)))
                return None
            if key == "escape" and name != "back":
                self.problems.append(
                    (name, _("Esc always goes back; give {name} another key").format(name=name))
                )
                return None
            keys.append(key)
        return tuple(dict.fromkeys(keys))

    def _drop_clashes(self) -> None:
        """Give back their defaults to changes whose key another action of the same place has."""
        again = True
        while again:
            again = False
            for name, keys in list(self._changed.items()):
                other = self._other(name, keys)
                if other is None:
                    continue
                key, taken_by = other
                message = _("{key} is already used for {other}; {name} keeps {default}")
                self.problems.append(
                    (
                        name,
                        message.format(
                            key=key_label(key),
                            other=taken_by,
                            name=name,
                            default=" ".join(map(key_label, self._keys[name])),
                        ),
                    )
                )
                del self._changed[name]
                again = True

    def _other(self, name: str, keys: tuple[str, ...]) -> tuple[str, str] | None:
        """A key of these that another action has where this one works, and that action."""
        target = next(action.target for action in ACTIONS if action.name == name)
        for action in ACTIONS:
            if action.name != name and _meet(action.target, target):
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
        return " ".join(map(key_label, self.keys_of(action)))

    @property
    def changed(self) -> dict[str, str]:
        """The changes as Textual wants them: keys with commas between, by id of a binding."""
        return {name: ",".join(keys) for name, keys in self._changed.items()}


def _meet(one: str, other: str) -> bool:
    """Whether the keys of two targets work at the same time somewhere."""
    return any(one in targets and other in targets for targets in PLACES.values())


def bindings(target: str, names: Iterable[str] = ()) -> list[Binding]:
    """The bindings of one target, as Textual wants them.

    Args:
        target: The target.
        names: Actions of other targets that work there too.
    """
    from textual.binding import Binding

    found = []
    for action in ACTIONS:
        if action.target == target or action.name in names:
            call = action.name
            if action.target == BROWSER:
                # The main screen says why an action is not available; other screens only have help.
                call = f"do({call!r})" if target == BROWSER else f"app.{call}"
            found.append(Binding(action.keys, call, id=action.name, show=False))
    return found
