"""Whether what a plugin registered is a usable spec."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ecotui.options import declared
from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec

_ID = re.compile(r"[a-z][a-z0-9-]*")
_EXTENSION = re.compile(r"\w[\w.-]*")
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")
_FACTORY = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def validate(spec: object) -> None:
    """Check what a plugin registered.

    Raises:
        TypeError: it is no usable spec; the message says why in one line.
    """
    if not isinstance(spec, (ExporterSpec, ImporterSpec)):
        raise TypeError(f"registered {type(spec).__name__}, not a spec")
    if not isinstance(spec.id, str) or not _ID.fullmatch(spec.id):
        raise TypeError(f"id {spec.id!r} is not [a-z][a-z0-9-]*")
    for name in ("title", "summary"):
        value = getattr(spec, name)
        if not isinstance(value, str) or not value.strip():
            raise TypeError(f"{spec.id}: {name} is not a text")
    for name in ("extensions", "requires"):
        value = getattr(spec, name)
        if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
            raise TypeError(f"{spec.id}: {name} is not a tuple of strings")
    if not _is_translations(spec.translations):
        raise TypeError(f"{spec.id}: translations is not a mapping of languages to texts by texts")
    if type(spec.api) is not int:
        raise TypeError(f"{spec.id}: api is not a whole number")
    for extension in spec.extensions:
        if not _EXTENSION.fullmatch(extension):
            raise TypeError(f"{spec.id}: extension {extension!r} is not a file extension")
    for module in spec.requires:
        if not _MODULE.fullmatch(module):
            raise TypeError(f"{spec.id}: {module!r} in requires is not the name of a module")
    if not isinstance(spec.factory, str) or not _FACTORY.fullmatch(spec.factory):
        raise TypeError(f'{spec.id}: factory {spec.factory!r} is not "package.module:Class"')
    if isinstance(spec, ExporterSpec):
        if spec.kind not in ("text", "binary", "tree"):
            raise TypeError(f"{spec.id}: kind {spec.kind!r} is not text, binary or tree")
        for name in ("media_type", "lossy"):
            if not isinstance(getattr(spec, name), str):
                raise TypeError(f"{spec.id}: {name} is not a string")
        try:
            declared(spec.options)
        # An annotation that cannot be evaluated raises whatever its evaluation does.
        except Exception as error:
            raise TypeError(f"{spec.id}: {error}") from None


def _is_translations(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(language, str)
        and isinstance(texts, Mapping)
        and all(isinstance(text, str) for pair in texts.items() for text in pair)
        for language, texts in value.items()
    )
