"""Prints, and then ends the program: a plugin at its worst."""

import sys

print("this must reach nobody's pipe")
sys.exit("broken on purpose")
