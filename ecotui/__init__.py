"""ecotui: browse a task-allocation plan from the keyboard, and hand out what it says."""

__version__ = "0.1.0"
