"""Prints, and then ends the program: the worst that an import can do at once."""

import sys

print("this must reach nobody's pipe")
sys.exit("broken on purpose")
