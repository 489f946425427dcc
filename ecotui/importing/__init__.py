"""Reading documents into plans: tables, the wording of what they say, and ids for plans."""
