"""The options of importers: where their values come from, and how an importer gets them."""

from __future__ import annotations

from ecotui import i18n
from ecotui.i18n import _
from ecotui.options import OptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from ecotui.plugin_host.registry import Registered


def chosen_options(
    listed: Registered,
    given: Mapping[str, Sequence[str]],
    configured: tuple[Mapping[str, Any], Sequence[str], Mapping[str, str]],
) -> tuple[Any, Sequence[str]]:
    """The options of an importer, and what to say of those in the configuration.

    Args:
        listed: The importer.
        given: What ``--option`` says, by name; of several values a list takes all, others the last.
        configured: What `Config.options_of` says of ``[importers.ID]``.

    Raises:
        OptionError: an option is unknown, or a value is not allowed; it says where it comes from.
        PluginBroken: the class of the options failed.
    """
    known = {one.name: one for one in listed.options}
    usual, said, wrong = configured
    # As a flag is written.
    typed = {name.replace("-", "_"): name for name in given}
    for name, line in wrong.items():
        if name not in typed:
            raise OptionError(line)
    values = dict(usual)
    for name, word in typed.items():
        if name not in known:
            names = ", ".join(known) or _("none")
            message = _("unknown option {option}; the options are {known}")
            message = message.format(option=word, known=names)
            raise OptionError(_("{name}: {value}").format(name=listed.key, value=message))
        one = known[name]
        value = ",".join(given[word]) if one.type == "list" else given[word][-1]
        if (reason := one.refusal(value, called=f"--option {word}")) is not None:
            raise OptionError(reason)
        values[name] = value
    return listed.build(values), said


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
