"""The RACI matrix as an Excel workbook."""
