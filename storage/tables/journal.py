"""The journal: every change, its rows before and after, and the digest of all rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant


class ChangeRow(SQLModel, table=True):
    """One change: who did what when, in which window; `undoes` is the change that it puts back."""

    __tablename__ = "change"
    __table_args__ = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    who: str = Field(default="", max_length=32)
    who_name: str = ""
    label: str
    undoes: int | None = None
    window: str = Field(max_length=32)


class ChangedRow(SQLModel, table=True):
    """One row touched by a change. `before` and `after` are JSON of the columns that differ; null: no such row."""

    __tablename__ = "changed_row"
    __table_args__ = {"sqlite_autoincrement": True}
    seq: int | None = Field(default=None, primary_key=True)
    change_seq: int = Field(
        sa_column=Column(
            Integer, ForeignKey("change.seq", deferrable=True, initially="DEFERRED"), nullable=False, index=True
        )
    )
    topic: str
    row_id: str = Field(max_length=32, index=True)
    before: str | None = None
    after: str | None = None


class FileStateRow(SQLModel, table=True):
    """What the file knows of itself: one row, with the digest of all other rows."""

    __tablename__ = "file_state"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(default=1, primary_key=True)
    digest: str = Field(max_length=32)
