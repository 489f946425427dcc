"""Readers: each turns files of one format into blocks. What the blocks mean is no matter here."""
