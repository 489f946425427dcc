"""What is asked of the declarations of a plugin: its options and its translations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ecotui.i18n import LANGUAGES, _
from ecotui.options import NoOptions, Option, OptionError, declared
from ecotui.plugin_host.spec import ExporterSpec, ImporterSpec


def values(options: type) -> dict[str, dict[str, object]]:
    """Every choice, bound and switch of options but the defaults, each in a set of its own.

    By the flag that gives it.
    """
    found: dict[str, dict[str, object]] = {}
    for one in declared(options):
        for value in _values(one):
            if value != one.default or type(value) is not type(one.default):
                found[f"{one.flag} {one.text(value)}"] = {one.name: value}
    return found


def _values(option: Option) -> Sequence[object]:
    if option.type == "bool":
        return (False, True)
    if option.choices is not None:
        if option.type == "list":
            none = [] if option.default else [()]
            return [*none, *((choice,) for choice in option.choices), option.choices]
        return option.choices
    if option.type in ("int", "float"):
        of_type = int if option.type == "int" else float
        return [of_type(bound) for bound in (option.min, option.max) if bound is not None]
    return ()


def free(options: type) -> list[Option]:
    """The options of which no value but the default is known."""
    return [one for one in declared(options) if not _values(one)]


def option_problems(option: Option) -> Iterator[str]:
    """What is wrong with one option: it has no help, or a value of it cannot be given."""
    if not option.help.strip():
        yield _("{flag} has no help").format(flag=option.flag)
    values = [option.default, *(option.choices or () if option.type != "list" else ())]
    for value in values:
        for form in (value, as_typed(value), as_json(value)):
            try:
                got = option.parse(form)
            except OptionError as error:
                yield str(error)
                break
            got = option.plain(got)
            if got != value or type(got) is not type(value):
                message = _("{flag}: {value} is read as {other}")
                yield message.format(flag=option.flag, value=repr(value), other=repr(got))
                break


def as_json(value: object) -> object:
    """A value after it was written as JSON and read."""
    return json.loads(json.dumps(value))


def as_typed(value: object) -> str:
    """The value of an option as it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)


def translation_problems(spec: ExporterSpec | ImporterSpec) -> Iterator[str]:
    """Translations that nobody will ever see."""
    texts = {spec.title, spec.summary, getattr(spec, "lossy", "")}
    for option in declared(getattr(spec, "options", NoOptions)):
        texts |= {option.help, option.label, *option.labels.values()}
    translations: Mapping[str, Mapping[str, str]] = spec.translations
    for language, translated in translations.items():
        if language not in LANGUAGES:
            message = _('"{language}" is no language of ecotui; those are {known}')
            yield message.format(language=language, known=", ".join(LANGUAGES))
            continue
        for text in translated:
            if text not in texts:
                message = _('{language}: "{text}" is no text that the plugin declares')
                yield message.format(language=language, text=text)
