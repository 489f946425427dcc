"""``python -m ecotui`` is ``ecotui``."""

from ecotui.cli import main

main()
