"""ecotui: browse a task-allocation plan from the keyboard, and export it."""

__version__ = "0.1.0"
