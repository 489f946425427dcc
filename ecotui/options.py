"""Options: one declaration for the command line, the dialog, ``config.toml`` and JSON."""

from __future__ import annotations

import dataclasses
import enum
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from ecotui.files import expanded
from ecotui.i18n import _


class OptionError(ValueError):
    """An option is unknown or its value is not allowed; the message says what is."""

    exit_code = 2


@dataclasses.dataclass(frozen=True)
class NoOptions:
    """The options of an exporter that has none."""


_INFO = "ecotui"
_TYPES: Mapping[str, Any] = {
    "bool": bool,
    "int": int,
    "float": float,
    "str": str,
    "list": tuple,
    "path": Path,
}


def option(
    default: Any,
    *,
    help: str = "",
    choices: Iterable[Any] | Callable[[], Iterable[Any]] | None = None,
    min: float | None = None,
    max: float | None = None,
    shared: str = "",
    label: str = "",
    labels: Mapping[Any, str] | None = None,
    advanced: bool = False,
) -> Any:
    """A field of an options dataclass: bool, int, float, str, Path, Enum, Literal, tuple[str, …].

    Args:
        default: Its value where nobody sets it. A `Path` is that of a file that the exporter opens
            and reads, `Path()` that of none; guests cannot set it.
        help: One sentence with its full stop, for ``--help`` and the export dialog.
        choices: The values allowed, for int, float, str and the items of a tuple, which is empty
            only if the default is; a function where they are known only at run time, such as the
            names of schemes: it is called whenever the plugin is listed, so it has to be quick. If
            yes and no are among them, the command line has the flags of a bool: --name and
            --no-name.
        min: The least number allowed.
        max: The greatest number allowed.
        shared: Name of the section of ``config.toml`` that sets it for every exporter, such as
            ``"raci"``; ``[exporters.ID]`` goes before.
        label: A word or two for the export dialog, in place of the help.
        labels: What the dialog shows in place of choices, by their values; only texts are
            replaced, the command line and JSON keep the values.
        advanced: Whether the dialog hides it until the user asks for more options.
    """
    if choices is not None and not callable(choices):
        choices = tuple(choices)
    info: dict[str, Any] = {
        "help": help,
        "choices": choices,
        "min": min,
        "max": max,
        "shared": shared,
    }
    info |= {"label": label, "labels": labels or {}, "advanced": advanced}
    return dataclasses.field(default=default, metadata={_INFO: info})


@dataclasses.dataclass(frozen=True)
class Option:
    """One declared option, as the command line, the dialog and JSON show it; see `option`."""

    name: str
    type: str  # ``"bool"``, ``"int"``, ``"float"``, ``"str"``, ``"choice"``, ``"list"``, ``"path"``
    default: Any  # As text or number, never an Enum or Path
    choices: tuple[Any, ...] | None
    help: str
    min: float | None
    max: float | None
    shared: str
    label: str
    labels: Mapping[str, str] = dataclasses.field(hash=False)  # By the choices as text
    advanced: bool
    annotation: Any = dataclasses.field(repr=False)  # The Python type, for building the value

    @property
    def flag(self) -> str:
        """The flag on the command line: ``--page-size``."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def is_switch(self) -> bool:
        """Whether it is a choice that has a flag for yes and one for no, as a bool has."""
        return self.type == "choice" and {"yes", "no"} <= set(self.choices or ())

    @property
    def choice_labels(self) -> list[str] | None:
        """What the dialog shows for each choice."""
        if self.choices is None:
            return None
        return [self.labels.get(str(choice), str(choice)) for choice in self.choices]

    @staticmethod
    def plain(value: Any) -> Any:
        """A value of the field as text or number: that of an Enum, and "" for a path of nothing."""
        if isinstance(value, Path):
            return str(value) if value != Path() else ""
        return value.value if isinstance(value, enum.Enum) else value

    def text(self, value: Any) -> str:
        """A value of the option as a user types it: the opposite of `parse`."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (tuple, list)) and self.type != "choice":
            return ",".join(map(str, value))
        return str(value)

    def parse(self, value: Any) -> Any:
        """The value of the field for a text (or an already typed value).

        Raises:
            OptionError: the value is not allowed.
        """
        if isinstance(value, str):
            value = self._from_text(value)
        elif self.type == "list" and isinstance(value, (list, tuple)):
            value = tuple(value)
        elif self.type == "float" and type(value) is int:
            value = float(value)
        elif self.is_switch and isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, enum.Enum):
            value = value.value
        if not self.takes(value):
            raise OptionError(self._refusal(value, self.flag))
        if _is_enum(self.annotation):
            return self.annotation(value)
        return value

    def _from_text(self, text: str) -> Any:
        try:
            if self.type == "int" and text.isascii():
                return int(text)
            if self.type == "float":
                return float(text)
        except ValueError:
            raise OptionError(self._refusal(text, self.flag)) from None
        if self.type == "bool":
            folded = text.strip().lower()
            if folded in ("true", "yes", "on", "1"):
                return True
            return False if folded in ("false", "no", "off", "0") else text
        if self.type == "list":
            return tuple(part.strip() for part in re.split(r"[,，]", text) if part.strip())
        if self.type == "path":
            try:
                return Path(expanded(text))
            except OSError as error:
                raise OptionError(f"{self.flag}: {_(error.strerror or '')}") from None
        if self.type == "choice":
            choices = {str(choice).casefold(): choice for choice in self.choices or ()}
            exact = {str(choice): choice for choice in self.choices or ()}
            return exact.get(text, choices.get(text.casefold(), text))
        return text

    def takes(self, value: Any) -> bool:
        """Whether a typed value, not a text that stands for one, is allowed."""
        if not isinstance(value, _TYPES.get(self.type, object)):
            return False
        if self.type in ("int", "float"):
            if isinstance(value, bool) or value != value:
                return False
            if (self.min is not None and value < self.min) or (
                self.max is not None and value > self.max
            ):
                return False
        if self.type == "list":
            if self.choices is None:
                return all(isinstance(item, str) for item in value)
            # Nothing is chosen only where that is the default.
            return (bool(value) or not self.default) and all(item in self.choices for item in value)
        return self.choices is None or value in self.choices

    def refusal(self, value: Any, *, called: str) -> str | None:
        """Why `parse` refuses a value, if it does, with what the option is ``called`` there."""
        try:
            self.parse(value)
        except OptionError:
            return self._refusal(value, called)
        return None

    def _refusal(self, value: Any, called: str) -> str:
        message = _('{option} takes {allowed}, not "{value}"')
        if isinstance(value, (tuple, list)):
            value = ",".join(map(str, value))
        return message.format(option=called, allowed=self.allowed, value=value)

    @property
    def range(self) -> str:
        """The least and the greatest number allowed: ``0…100``, or ""."""
        low = "" if self.min is None else f"{self.min:g}"
        high = "" if self.max is None else f"{self.max:g}"
        return f"{low}…{high}" if low or high else ""

    @property
    def allowed(self) -> str:
        """In words, which values the option takes."""
        if self.choices is not None:
            names = " / ".join(str(choice) for choice in self.choices)
            return _("a list of {choices}").format(choices=names) if self.type == "list" else names
        if self.type in ("int", "float"):
            kind = _("a whole number") if self.type == "int" else _("a number")
            return f"{kind} {self.range}".rstrip()
        words = {
            "bool": _("yes or no"),
            "list": _("a list with commas"),
            "path": _("a file"),
            "str": _("text"),
        }
        return words[self.type]


_OPTION = re.compile(r"[a-z][a-z0-9_]*")
#: Flags that every `export` command has itself.
RESERVED_OPTIONS = frozenset(
    {"allow_empty", "force", "help", "output", "path", "traceback", "where"}
)


def declared(options: type) -> tuple[Option, ...]:
    """The options that a dataclass declares, in order.

    Raises:
        TypeError: it is not a frozen dataclass, or a field has no default of its type, a type that
            options cannot have, a name that cannot be a flag or is one of the command's own, or
            bounds or choices that its type has no use for.
    """
    parameters = getattr(options, "__dataclass_params__", None)
    if not isinstance(options, type) or parameters is None or not parameters.frozen:
        raise TypeError(f"{options!r} is not a frozen dataclass")
    hints = typing.get_type_hints(options)
    found = []
    for field in dataclasses.fields(options):
        info = field.metadata.get(_INFO)
        if info is None or field.default is dataclasses.MISSING:
            raise TypeError(f"option {field.name!r} is not made with option(default)")
        if not _OPTION.fullmatch(field.name) or field.name in RESERVED_OPTIONS:
            raise TypeError(f"an option cannot have the name {field.name!r}")
        choices = info["choices"]
        try:
            choices = tuple(choices()) if callable(choices) else choices
        # The function is the plugin's code.
        except Exception as error:
            raise TypeError(f"choices of option {field.name!r}: {error}") from error
        kind, choices = _kind(hints[field.name], choices)
        default = Option.plain(field.default)
        labels = info["labels"]
        words = [info["label"], *labels.values()] if isinstance(labels, Mapping) else [None]
        if not all(isinstance(word, str) for word in words):
            raise TypeError(f"label or labels of option {field.name!r} are no texts")
        if not isinstance(info["help"], str):
            raise TypeError(f"help of option {field.name!r} is no text")
        bounds = [bound for bound in (info["min"], info["max"]) if bound is not None]
        if not all(isinstance(bound, (int, float)) for bound in bounds):
            raise TypeError(f"a bound of option {field.name!r} is no number")
        labels = {str(getattr(key, "value", key)): label for key, label in labels.items()}
        one = Option(
            **{**info, "choices": choices, "labels": labels},
            name=field.name,
            type=kind,
            default=default,
            annotation=hints[field.name],
        )
        is_member = not _is_enum(one.annotation) or isinstance(field.default, one.annotation)
        if not (is_member and one.takes(default if kind != "path" else field.default)):
            message = f"default of option {field.name!r} is {field.default!r}; it takes"
            raise TypeError(f"{message} {one.allowed}")
        if (one.min, one.max) != (None, None) and kind not in ("int", "float"):
            raise TypeError(f"option {field.name!r} is no number and has bounds")
        found.append(one)
    names = {one.name for one in found}
    for one in found:
        if one.type == "bool" and f"no_{one.name}" in names:
            raise TypeError(f"the flag of option 'no_{one.name}' is that of {one.name!r} for no")
    return tuple(found)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, enum.Enum)


def _kind(hint: Any, choices: tuple[Any, ...] | None) -> tuple[str, tuple[Any, ...] | None]:
    origin = typing.get_origin(hint)
    if (origin is Literal or _is_enum(hint) or hint in (bool, Path)) and choices is not None:
        raise TypeError(f"an option of the type {hint!r} has no choices of its own")
    if origin is Literal:
        return "choice", typing.get_args(hint)
    if _is_enum(hint):
        return "choice", tuple(member.value for member in hint)
    if hint is Path:
        return "path", None
    if origin is tuple and typing.get_args(hint) == (str, Ellipsis):
        return "list", choices
    if hint in (bool, int, float, str) and not isinstance(hint, types.UnionType):
        return ("choice" if choices is not None and hint is not bool else hint.__name__), choices
    raise TypeError(
        f"an option cannot have the type {hint!r}; it has bool, int, float, str, Path, "
        "tuple[str, ...], a Literal or an Enum"
    )


def build(options: type, values: Mapping[str, Any]) -> Any:
    """Make the options object from texts or typed values; what is not named has its default.

    Raises:
        OptionError: an option is unknown or a value not allowed.
    """
    known = {one.name: one for one in declared(options)}
    for name in values:
        if name not in known:
            flags = ", ".join(one.flag for one in known.values()) or _("none")
            message = _("unknown option {option}; the options are {known}")
            raise OptionError(message.format(option=f"--{name.replace('_', '-')}", known=flags))
    return options(**{name: known[name].parse(value) for name, value in values.items()})
