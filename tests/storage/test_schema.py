"""The shape of a file: the script, the tables and the chain of migrations are one and the same."""

import re
import sqlite3
from contextlib import closing

import pytest

from storage import sqlite
from storage.migration import SCRIPTS, run_scripts
from storage.schema import SCHEMA_VERSION, known_structure, script, script_from_tables, strange_object


def test_the_script_is_what_the_tables_say() -> None:
    assert script() == script_from_tables(), "write it anew: python -m storage.schema"


def parts(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Every object with the columns and constraints that its SQL lists, whatever their order and white space."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: sorted(re.split(r" ?, (?=CONSTRAINT)", re.sub(r"\s+", " ", sql.replace('"', "")).rstrip(" )")))
        for name, sql in found
    }


def test_the_chain_of_migrations_from_nothing_makes_the_same_file() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as migrated:
        with run_scripts(migrated, 0, SCHEMA_VERSION):
            pass
        with closing(sqlite3.connect(":memory:")) as made:
            made.executescript(script())
            assert frozenset(sqlite.structure(migrated)) == known_structure()
            tidy = {name: [part.rstrip(" )") for part in listed] for name, listed in parts(migrated).items()}
            assert tidy == {name: [part.rstrip(" )") for part in listed] for name, listed in parts(made).items()}
            state = "SELECT * FROM file_state"
            assert migrated.execute(state).fetchall() == made.execute(state).fetchall()


def test_there_is_a_script_for_each_version() -> None:
    names = sorted(file.name[:4] for file in (SCRIPTS / "versions").glob("*.py"))
    assert names == [f"{version:04d}" for version in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("file", sorted((SCRIPTS / "versions").glob("*.py")), ids=lambda file: file.stem)
def test_a_migration_knows_nothing_of_the_tables_of_today(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert set(re.findall(r"^(?:import|from) (\w+)", text, re.M)) <= {"sqlalchemy", "alembic"}


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("CREATE TRIGGER steal AFTER INSERT ON deal BEGIN DELETE FROM client; END", "trigger steal"),
        ("CREATE VIEW deals AS SELECT * FROM deal", "view deals"),
        ("CREATE TABLE more (x)", "column more x"),
        ("ALTER TABLE client ADD COLUMN huge GENERATED ALWAYS AS (zeroblob(1000000000)) VIRTUAL", "column client huge"),
        ("CREATE INDEX slow ON deal (note)", "index slow"),
        ("DROP INDEX ix_deal_open", "index ix_deal_open"),
        ("DROP TABLE action", "column action agreed_on"),
    ],
)
def test_what_handshake_did_not_make_is_named(statement: str, named: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script())
        assert strange_object(connection) is None
        connection.execute(statement)
        strange = strange_object(connection)
        assert strange is not None
        assert named in strange
