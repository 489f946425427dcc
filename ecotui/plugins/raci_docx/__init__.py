"""The RACI matrix as a Word document."""
