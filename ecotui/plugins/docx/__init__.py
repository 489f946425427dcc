"""The outline of a plan as a Word document."""
