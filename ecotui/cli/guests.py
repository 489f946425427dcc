"""What a process gives up before a guest is at its keys."""

from __future__ import annotations

import os
import resource
import signal
import sys

from ecotui.cli import output
from ecotui.cli.errors import say
from ecotui.i18n import _

#: The variables that count. Those of the terminal and of the language a guest may set; sshd sets
#: the others itself, whatever it accepts from the line.
_KEPT = (
    *("HOME", "PATH", "SSH_CONNECTION", "SSH_TTY"),
    *("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR"),
    *("LANGUAGE", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES"),
)


def confine() -> None:
    r"""Let a guest neither steer the process from outside, nor stop it, nor read how it failed.

    Nothing of the environment counts but the terminal, the language and the home; Ctrl+Z and
    Ctrl+\ do nothing, no pager is started, no memory is dumped, and a failure is one line.
    """
    if sys.flags.inspect:
        say(_("Python would give a guest its own prompt: start it with -I, without PYTHONINSPECT"))
        sys.stderr.flush()
        # Every other end would lead to the prompt.
        os._exit(2)
    for name in set(os.environ).difference(_KEPT):
        del os.environ[name]
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    output.use(None, pager=False)
    # Guests write nothing but exports, whatever the account may write.
    sys.dont_write_bytecode = True
    sys.excepthook = _said


def _said(kind: type[BaseException], _error: BaseException, _trace: object) -> None:
    say(_("the browser failed: {error}").format(error=kind.__name__))
