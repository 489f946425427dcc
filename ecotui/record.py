"""Frozen records: what ``dataclass(frozen=True, slots=True)`` gives, at no import cost.

`ecotui list` has about 15 ms between a bare interpreter and its first line. Importing the
standard ``dataclasses`` takes 9 of them (it needs ``inspect``), and each decorated class half a
millisecond more, so the core declares its values with this base class instead. To a type
checker they are dataclasses. Underneath they are tuples: those of a plan of 100,000 measures are
made in a fifth of the time that as many objects with slots take.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, ClassVar, Self, dataclass_transform

    # That records are tuples is nothing to build on.
    _Base = object
    _getter: Callable[[int, str], object]
else:
    # What named tuples of the standard library read their fields with; a property takes twice as
    # long.
    from _collections import _tuplegetter as _getter

    _Base = tuple

    def dataclass_transform(**_options):
        """What ``typing`` has for type checkers; the program need not import it."""
        return lambda cls: cls


class _RecordType(type):
    """Turns the annotations of a class body into fields, its values into defaults."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _RecordType:
        fields = tuple(namespace.get("__annotations__", ()))
        defaults = {key: namespace.pop(key) for key in fields if key in namespace}
        namespace["__slots__"] = ()
        namespace["__match_args__"] = namespace["_fields"] = fields
        namespace["_defaults"] = defaults
        for place, field in enumerate(fields):
            namespace[field] = _getter(place, field)
        return super().__new__(mcs, name, bases, namespace)


@dataclass_transform(frozen_default=True)
class Record(_Base, metaclass=_RecordType):
    """A frozen value; subclasses list their fields as annotations.

    Equality, hash and ``repr`` go by the fields in order.

    Raises:
        TypeError: on construction, when a field is missing, unknown or given twice.
        AttributeError: on any attempt to set or delete an attribute.
    """

    if TYPE_CHECKING:
        _fields: ClassVar[tuple[str, ...]]
        _defaults: ClassVar[dict[str, Any]]
    else:

        def __new__(cls, *args, **kwargs):
            """A record of these values."""
            if kwargs or len(args) != len(cls._fields):
                args = cls._arguments(args, kwargs)
            return tuple.__new__(cls, args)

    @classmethod
    def many(cls, rows: Iterable[tuple[Any, ...]]) -> list[Self]:
        """Records of rows, each of which holds a value for every field; none of them is checked."""
        make: Callable[[type[Self], Any], Self] = tuple.__new__  # type: ignore[assignment]
        return [make(cls, row) for row in rows]

    @classmethod
    def _arguments(cls, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """Bring arguments into the order of the fields, defaults filled in."""
        fields = cls._fields
        if len(args) > len(fields):
            raise TypeError(f"{cls.__name__} takes {len(fields)} values, got {len(args)}")
        values = {**cls._defaults, **dict(zip(fields, args, strict=False))}
        for key, value in kwargs.items():
            if key not in fields:
                raise TypeError(f"{cls.__name__} has no field {key!r}")
            if key in fields[: len(args)]:
                raise TypeError(f"{cls.__name__}: field {key!r} is given twice")
            values[key] = value
        missing = [field for field in fields if field not in values]
        if missing:
            raise TypeError(f"{cls.__name__} lacks {', '.join(missing)}")
        return tuple([values[field] for field in fields])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: cannot set {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: cannot delete {name}")

    def _values(self) -> tuple[Any, ...]:
        return tuple(self)  # type: ignore[arg-type]

    def replace(self, **changes: Any) -> Self:
        """Return a copy of this record with some fields changed."""
        values = dict(zip(self._fields, self._values(), strict=True))
        return type(self)(**{**values, **changes})

    def __eq__(self, other: object) -> bool:
        # Not NotImplemented: a plain tuple of the same values would then say that they are equal.
        return self is other or (type(other) is type(self) and self._values() == other._values())

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __bool__(self) -> bool:
        return True

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        pairs = zip(self._fields, self._values(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in pairs)})"

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), self._values()
