"""Changing a file behind Handshake's back."""

import sqlite3
from contextlib import closing
from pathlib import Path


def spoil(path: Path, *statements: str) -> None:
    """Run statements on a file with no check of keys and constraints."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            connection.execute(statement)
