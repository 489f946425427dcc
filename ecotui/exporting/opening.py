"""Opening a file with the program that the system has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

from ecotui.i18n import _


def opener(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The command that opens a file; "" if there is none, or no screen to open it on."""
    if platform == "darwin":
        return "" if _is_remote(environ) else "open"
    if environ.get("WSL_DISTRO_NAME") and shutil.which("wslview"):
        return "wslview"
    has_screen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return "xdg-open" if has_screen and shutil.which("xdg-open") else ""


def why_not(environ: Mapping[str, str], *, restricted: bool, platform: str = sys.platform) -> str:
    """Why no file can be opened here; "" if it can."""
    if restricted:
        return _("files cannot be opened in restricted mode")
    if opener(environ, platform):
        return ""
    if _is_remote(environ):
        return _("nothing can be opened over SSH; copy the path, or fetch the file")
    return _("there is no program here that opens files")


def open_file(path: str) -> str:
    """Open a file or folder by its full path; why that failed, or ""."""
    command = [opener(os.environ), path]
    try:
        # The opener has nothing to read, and nothing to write on the screen.
        quiet = subprocess.DEVNULL
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, check=False
        )
    except OSError as error:
        return _("{path} could not be opened: {reason}").format(
            path=path, reason=error.strerror or str(error)
        )
    if done.returncode:
        reason = _("{command} ended with {code}").format(command=command[0], code=done.returncode)
        return _("{path} could not be opened: {reason}").format(path=path, reason=reason)
    return ""


def _is_remote(environ: Mapping[str, str]) -> bool:
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
