"""The business file: tables, the one write path, journal, backup, import. Knows the framework, no Qt."""
