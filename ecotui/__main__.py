"""``python -m ecotui`` is ``ecotui``."""

import sys

# Python has put the current folder first, and a plugin must never be found there.
del sys.path[0]

from ecotui.cli import main  # noqa: E402 - only after the current folder is gone

main()
