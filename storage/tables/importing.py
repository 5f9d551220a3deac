"""The table that remembers how the sheets of a source were read."""

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, key


class ImportSourceRow(SQLModel, table=True):
    """How sheets with these headers are read. `headers` are one a line; `columns` and `stages` are JSON."""

    __tablename__ = "import_source"
    __table_args__ = (UniqueConstraint("headers"),)
    id: str = key()
    headers: str = Field(min_length=1)
    name: str = Field(max_length=200)
    columns: str
    date_order: str | None = None
    stages: str = "{}"
    used_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    version: int = 1
