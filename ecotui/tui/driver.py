"""What stands between Textual and the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class Driver(LinuxDriver):
    """Textual's driver, but the screen goes to standard output, so ``2>file`` leaves it alone."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        assert sys.__stdout__ is not None
        self._file = sys.__stdout__
