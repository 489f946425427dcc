"""The plan, and its form as TOML."""
