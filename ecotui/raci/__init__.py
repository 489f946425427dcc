"""From roles to RACI letters: schemes, the matrix, and what is questionable in it."""
