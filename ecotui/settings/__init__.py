"""What users configure: ``config.toml``, schemes of their own, saved views."""
