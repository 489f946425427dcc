"""The browser without a face: its state, its actions, and what it saves."""
