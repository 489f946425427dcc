"""The browser without a face: what is asked, what is left, and what is kept of it."""
