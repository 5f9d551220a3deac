"""The open business in a window: the file, who is acting, today, and the desk worked out from them."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.clock import local_today
from framework.business import Business
from framework.deal import SOLD_STAGES
from framework.people import Person
from storage.amounts import minor_digits
from storage.book import Author, Book, News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.business import read_business
from storage.intake import stage_of

if TYPE_CHECKING:
    from desktop.actions.desk import Desk

MANY = 50
"""With more changed deals than this, the workload is worked out anew without looking at each."""


class Session(QObject):
    """One open business file, as a window and its rooms see it.

    Signals: `news_came(News)` after every change, here or elsewhere; `person_changed()` when somebody else acts;
    `day_changed()` after midnight.
    """

    news_came = Signal(object)
    person_changed = Signal()
    day_changed = Signal()

    def __init__(self, book: Book, *, today: date | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self._fixed_today = today
        self._today = today or local_today()
        self._business: Business | None = None
        self._desk: Desk | None = None
        self._person_id = ""
        book.subscribe(self._take_news)

    @property
    def today(self) -> date:
        """Return the day that counts as today."""
        return self._today

    @property
    def business(self) -> Business:
        """Return the business, read when first needed after a change. Raises Trouble for a file without one."""
        if self._business is None:
            self._business = read_business(self.book, self._today)
        return self._business

    @property
    def digits(self) -> int:
        """Return the decimals of the business's money."""
        return minor_digits(self.business.currency)

    @property
    def desk(self) -> "Desk":
        """Return the business with its workload, worked out when first needed after a change."""
        if self._desk is None:
            from desktop.actions.desk import read_desk  # behind the first paint

            self._desk = read_desk(self.book, self._today, self.business)
        return self._desk

    @property
    def has_desk(self) -> bool:
        """Say whether the workload is worked out already."""
        return self._desk is not None

    @property
    def person(self) -> Person | None:
        """Return who is acting; None in a business without people."""
        people = self.business.people
        return next((person for person in people if person.id == self._person_id), people[0] if people else None)

    @property
    def author(self) -> Author:
        """Return who is acting, as a change keeps it."""
        person = self.person
        return Author(person.id, person.name) if person is not None else Author()

    def act_as(self, person_id: str) -> None:
        """Let somebody else act from now on."""
        self._person_id = person_id
        self.person_changed.emit()

    def catch_up(self) -> None:
        """Hear what other windows have changed, and notice a new day. Raises Trouble when the file is gone."""
        if self._fixed_today is None and local_today() != self._today:
            self._today = local_today()
            self._business = None
            self._desk = None
            self.day_changed.emit()
        self.book.catch_up()

    def close(self) -> None:
        """Close the file."""
        self.book.close()

    def _take_news(self, news: News) -> None:
        if BUSINESS_TOPICS & news.topics.keys():
            self._business = None
            self._desk = None
        elif self._desk is not None and self._moves_desk(news, self._desk):
            self._desk = None
        self.news_came.emit(news)

    def _moves_desk(self, news: News, desk: "Desk") -> bool:
        touched = set(news.topics.get("deal", frozenset()))
        if news.topics.get("deal_hours"):
            # Hours belong to a deal that may be sold; which one, the journal row does not say.
            return True
        if len(touched) > MANY:
            return True
        return any(desk.workload.holds(deal_id) or self._is_sold(deal_id) for deal_id in touched)

    def _is_sold(self, deal_id: str) -> bool:
        found = stage_of(self.book, deal_id)
        return found in SOLD_STAGES
