"""Column kinds and names shared by all tables.

Keys are UUIDs as 32 hexadecimal digits, so that two copies of a business can one day be merged. Money is whole
minor units (`_minor`), quantities and hours are hundredths (`_hundredths`), percentages are basis points (`_bp`).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from storage.days import instant_text

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, written as ISO text of one fixed length so that it sorts as it happened."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """Write `value` as 2026-11-23T08:00:00.000000Z; raises ValueError for a naive instant."""
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """Read the text back as an aware UTC instant."""
        return None if value is None else datetime.fromisoformat(value)


def key() -> Any:
    """Return the primary key column: 32 hexadecimal digits."""
    return Field(primary_key=True, min_length=32, max_length=32)


def link(target: str, *, index: bool = True, **kwargs: Any) -> Any:
    """Return a column that points to `target` ("table.id"), checked at commit, so that order does not matter."""
    name = kwargs.pop("name", None)
    return Field(
        sa_column_args=(ForeignKey(target, name=name, deferrable=True, initially="DEFERRED"),),
        index=index,
        max_length=32,
        **kwargs,
    )


def one_of(column: str, values: type[Any] | tuple[str, ...], *, empty: bool = False) -> CheckConstraint:
    """Return a named check that `column` holds one of `values` (an enumeration or texts)."""
    listed = ", ".join(f"'{value}'" for value in values)
    text = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {text}" if empty else text, name=f"{column}_known")


def at_least(column: str, least: int, *, most: int | None = None) -> CheckConstraint:
    """Return a named check that `column` is empty or within its bounds."""
    text = f"{column} >= {least}" if most is None else f"{column} BETWEEN {least} AND {most}"
    return CheckConstraint(f"{column} IS NULL OR ({text})", name=f"{column}_range")
