"""The version of the program: the one place that says it. A line each, for `pyproject.toml` and scripts read it too."""

VERSION = "0.9.0"
RELEASED = "2026-11-26"
"""The day on which it was finished (ISO)."""
