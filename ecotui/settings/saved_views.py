"""The user's saved views."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ecotui.i18n import _
from ecotui.settings.config import ConfigError, folder, read_toml


def read() -> dict[str, str]:
    """The saved views: name to query text.

    Raises:
        ConfigError: the file cannot be read.
    """
    data, _text = read_toml("views.toml")
    return {name: text for name, text in data.items() if isinstance(text, str)}


def write(views: Mapping[str, str]) -> None:
    """Replace the saved views.

    Raises:
        ConfigError: the file cannot be written.
    """
    import tomli_w

    from ecotui.files import replacing
    from ecotui.text.reasons import reason

    path = os.path.join(folder(), "views.toml")
    try:
        os.makedirs(folder(), exist_ok=True)
        with replacing(path) as file:
            file.write(tomli_w.dumps(dict(sorted(views.items()))).encode())
    except OSError as error:
        message = _("cannot write {path}: {reason}")
        raise ConfigError(message.format(path=path, reason=reason(error))) from None
