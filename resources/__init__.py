"""Icons, starter content, page templates and words: data, read by name."""
