"""The RACI matrix of a selection, full screen: title, grid, findings, and the row's wording."""
