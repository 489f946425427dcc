"""The commands, a module for each group; imported only when one of them is called."""
