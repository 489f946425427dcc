"""What the exporters of Word documents share: the document, its styles, its tables."""
