"""A business file with an agreement, as those who work there use it: every question reads the file anew."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desktop.actions.agreement import Standing, begin_proposal, propose, read_standing, save_rule, sign
from desktop.actions.business import create_business
from framework.agreement import Measure, Rule
from framework.agreement_versions import Version
from framework.business import Business
from framework.people import Function, Person
from storage.book import Author, Book
from storage.business import read_business
from storage.founding import Founder
from storage.people import read_members
from storage.verify import check, content_tables

TODAY = date(2026, 11, 23)
SALES, OPERATIONS = Function.SALES, Function.OPERATIONS
ANA_AND_BEN = (Founder("Ana", sells=True, delivers=False), Founder("Ben", sells=False, delivers=True))
BOTH_ALONE = (Founder("Cleo", sells=True, delivers=True),)


def new_file(
    path: Path, founders: tuple[Founder, ...] = ANA_AND_BEN, *, in_force: bool = True, today: date = TODAY
) -> Book:
    """Make a sign shop, its agreement in force from `today`, or as the first draft that is still to be signed."""
    return create_business(
        path=path,
        name="Mine",
        kind="sign-shop",
        founders=founders,
        country=None,
        currency="EUR",
        weekly_hours=None,
        today=today,
        in_force=in_force,
    )


class AgreementFile:
    """An open file and short ways to ask and to act. `today` is the day on which it all happens."""

    def __init__(self, book: Book, today: date = TODAY) -> None:
        self.book, self.today = book, today

    # Asking

    @property
    def standing(self) -> Standing:
        return read_standing(self.book, 2, self.today)

    @property
    def open(self) -> Version:
        found = self.standing.open
        assert found is not None
        return found

    @property
    def in_force(self) -> Version:
        found = self.standing.in_force
        assert found is not None
        return found

    @property
    def business(self) -> Business:
        return read_business(self.book, self.today)

    @property
    def people(self) -> tuple[Person, ...]:
        return self.business.people

    def author(self, name: str) -> Author:
        return next(Author(m.person.id, m.person.name) for m in read_members(self.book) if m.person.name == name)

    def rule(self, measure: Measure | str, offering_id: str | None = None, version: Version | None = None) -> Rule:
        """Return a rule of the open version, of the one in force where there is none: by measure, or by its words."""
        standing = self.standing
        version = version or standing.open or standing.in_force
        assert version is not None
        for rule in version.agreement.rules:
            if rule.offering_id == offering_id and measure in (rule.measure, rule.say):
                return rule
        raise AssertionError(f"no rule about {measure}")

    def sentences(self) -> list[Rule]:
        """Return the statement rules of the open version, or of the one in force."""
        version = self.standing.open or self.in_force
        return [rule for rule in version.agreement.rules if rule.measure is None]

    # Acting

    def begin(self, who: str = "Ana") -> str:
        return begin_proposal(book=self.book, who=self.author(who), standing=self.standing)

    def save(self, rule: Rule, who: str = "Ana", version: Version | None = None) -> None:
        save_rule(book=self.book, who=self.author(who), version=version or self.open, rule=rule)

    def edit(self, measure: Measure, who: str = "Ana", **fields: Any) -> None:
        """Change the general rule of a measure in the open version, begun where there is none."""
        self.begin(who)
        self.save(self.rule(measure)._replace(**fields), who)

    def propose(
        self, who: str = "Ana", starts_on: date | None = None, why: str = "Seven days is too little"
    ) -> int | None:
        return propose(
            book=self.book,
            who=self.author(who),
            standing=self.standing,
            version=self.open,
            people=self.people,
            why=why,
            starts_on=starts_on,
            today=self.today,
        )

    def sign(self, side: Function, who: str, version: Version | None = None) -> int | None:
        return sign(
            book=self.book,
            who=self.author(who),
            standing=self.standing,
            version=version or self.open,
            people=self.people,
            side=side,
            today=self.today,
        )

    def agree(self, starts_on: date | None = None) -> int:
        """Have Ana propose what is open, and Ben sign it."""
        assert self.propose("Ana", starts_on) is None
        number = self.sign(OPERATIONS, "Ben")
        assert number is not None
        return number


def content(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the journal, without how often each was changed."""
    found = {}
    for table, columns in content_tables(book.connection).items():
        listed = ", ".join(f'"{column}"' for column in columns if column != "version")
        found[table] = sorted(book.rows(f'SELECT {listed} FROM "{table}"'), key=repr)
    return found


def assert_whole(book: Book) -> None:
    """Fail when the file would not pass `verify`."""
    report = check(book.connection)
    assert report.ok, report.findings


def assert_nothing_written(book: Book, act: Callable[[], object]) -> None:
    """Fail when `act`, which raises, leaves anything in the file or in the history."""
    before, changes = content(book), book.row("SELECT count(*) FROM change")
    try:
        act()
    finally:
        assert content(book) == before and book.row("SELECT count(*) FROM change") == changes


def assert_undone_and_redone(book: Book, act: Callable[[], object], label: str) -> None:
    """Do `act`, and fail unless it is one change called `label` that Undo takes back whole and Redo makes again."""
    before, changes = content(book), book.history()[0].seq
    act()
    after = content(book)
    assert after != before and book.undo_label == label and book.history()[0].seq == changes + 1
    assert_whole(book)
    for _ in range(2):
        book.undo()
        assert content(book) == before
        assert_whole(book)
        assert book.redo_label == label
        book.redo()
        assert content(book) == after
        assert_whole(book)
