"""English messages, and a folder for the plugins of one test."""

from __future__ import annotations
