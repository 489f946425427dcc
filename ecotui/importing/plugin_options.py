"""The options of importers: where their values come from, and how an importer gets them."""

from __future__ import annotations

from ecotui import i18n
from ecotui.i18n import _
from ecotui.options import OptionError, build

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from ecotui.options import Option
    from ecotui.plugin_host.registry import Registered


def build_options(listed: Registered, values: Mapping[str, Any]) -> Any:
    """An instance of an importer's type of options; what is not named has its default.

    Raises:
        OptionError: a value is not allowed, or the values do not go together.
        PluginBroken: the class of the options failed.
    """
    try:
        return build(listed.spec.options, values)
    except OptionError:
        raise
    except ValueError as error:
        raise OptionError(_("{name}: {value}").format(name=listed.key, value=error)) from None
    # The class of the options is the plugin's code.
    except Exception as error:
        raise listed.failure(error) from error


def chosen_options(
    listed: Registered,
    given: Mapping[str, Sequence[str]],
    configured: Mapping[str, Any],
    complain: Callable[[tuple[str, ...], str], str],
) -> tuple[Any, list[str]]:
    """The options of an importer, and what to say of those in the configuration.

    Args:
        listed: The importer.
        given: What ``--option`` says, by name; of several values a list takes all, others the last.
        configured: What ``[importers.ID]`` says.
        complain: Puts the file and the line before a message, by the keys that it is about.

    Raises:
        OptionError: an option is unknown, or a value is not allowed; it says where it comes from.
        PluginBroken: the class of the options failed.
    """
    known = {one.name: one for one in listed.options}
    values: dict[str, Any] = {}
    said: list[str] = []
    at = ("importers", listed.spec.id)
    for name, value in configured.items():
        if name not in known:
            said.append(complain((*at, name), _unknown(name, known)))
        elif name not in given:
            try:
                values[name] = known[name].parse(value)
            except OptionError:
                raise OptionError(
                    complain((*at, name), _refused(known[name], ".".join((*at, name)), value))
                ) from None
    for typed, given_values in given.items():
        # As a flag is written.
        name = typed.replace("-", "_")
        if name not in known:
            raise OptionError(
                _("{name}: {value}").format(name=listed.key, value=_unknown(typed, known))
            )
        value = ",".join(given_values) if known[name].type == "list" else given_values[-1]
        try:
            values[name] = known[name].parse(value)
        except OptionError:
            raise OptionError(_refused(known[name], f"--option {typed}", value)) from None
    return build_options(listed, values), said


def _refused(one: Option, where: str, value: object) -> str:
    message = _('{option} takes {allowed}, not "{value}"')
    return message.format(option=where, allowed=one.allowed, value=one.text(value))


def _unknown(name: str, known: Mapping[str, Option]) -> str:
    message = _("unknown option {option}; the options are {known}")
    return message.format(option=name, known=", ".join(known) or _("none"))


def taken(method: Callable[..., Any], options: object) -> dict[str, Any]:
    """Those of the further arguments, by name, that a method of an importer takes."""
    import inspect

    offered = {"options": options, "language": i18n.language()}
    try:
        parameters = inspect.signature(method).parameters
    # It may be no function of Python's; then it takes what importers always took.
    except (TypeError, ValueError):
        return {}
    if any(one.kind is one.VAR_KEYWORD for one in parameters.values()):
        return offered
    return {name: value for name, value in offered.items() if name in parameters}
