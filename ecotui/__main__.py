"""``python -m ecotui`` is ``ecotui``."""

import sys

# Python has put the current folder first, and a plugin must never be found there.
if not sys.flags.safe_path:
    del sys.path[0]

from ecotui.cli import main

main()
