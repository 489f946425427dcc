"""What a query says, and the selection that it leaves."""
