"""Questions raised and decided in a real file on days gone by, for the tests of what is read from them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import time_machine

from desktop.actions.desk import Desk, read_desk
from desktop.actions.escalation import decide, move_up, raise_question, save_words
from desktop.actions.intake import create_deal, move_deal
from framework.agreement import Zone
from framework.asking import Conditions
from framework.deal import Stage
from framework.people import Function
from framework.questions import Cause, DecisionKind, Question
from storage.book import Author, Book
from storage.intake import read_deal
from storage.questions import read_question


class LadderStory:
    """Ana sells and owns, Ben delivers; what they did on the ladder of the sample business."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.ana, self.ben = self.desk(date(2026, 11, 23)).business.people[:2]

    def desk(self, day: date) -> Desk:
        return read_desk(self.book, day)

    def deal(self, day: date, client: str, **fields: Any) -> str:
        """A fascia asked for on `day`."""
        desk = self.desk(day)
        fascia = next(each.id for each in desk.business.offerings.values() if each.name == "Illuminated fascia")
        given = {
            "client": client,
            "offering_id": fascia,
            "value": Decimal(6800),
            "cost": Decimal(4000),
            "custom_parts": 0,
            "payment_days": 30,
            "created_on": day,
            **fields,
        }
        with time_machine.travel(_at(day, 8), tick=False):
            return create_deal(book=self.book, who=_author(self.ana), today=day, digits=2, fields=given)

    def raised(
        self, day: date, deal_id: str | None = None, *, subject: str = "", hour: int = 9, jumps: str | None = None
    ) -> Question:
        """A question that Ana raises, with the words of both sides."""
        with time_machine.travel(_at(day, hour), tick=False):
            desk = self.desk(day)
            deal = None if deal_id is None else read_deal(self.book, deal_id, digits=2)
            key = raise_question(
                book=self.book,
                who=_author(self.ana),
                desk=desk,
                deal=deal,
                subject=subject,
                words="Opening day is fixed",
                function=Function.SALES,
                to_owner_because=jumps,
            )
            save_words(
                book=self.book,
                who=_author(self.ben),
                digits=2,
                question=self.read(key),
                operations_say="The week is full",
                client_view="yes",
                cause=Cause.INCENTIVES,
            )
        return self.read(key)

    def to_the_owner(self, day: date, question: Question, hour: int = 10) -> Question:
        """Move a question up until it stands before the owner."""
        desk = self.desk(day)
        owner = next(step.id for step in desk.business.agreement.ladder if step.decides == "owner")
        while question.here.step_id != owner:
            with time_machine.travel(_at(day, hour), tick=False):
                move_up(book=self.book, who=_author(self.ben), desk=desk, question=question, tried="Another date")
            question = self.read(question.id)
        return question

    def decided(
        self,
        day: date,
        question: Question,
        kind: DecisionKind = DecisionKind.ACCEPT,
        *,
        hour: int = 12,
        say: str = "Done this once",
        conditions: Conditions = Conditions(),
        by_owner: bool = False,
    ) -> Question:
        with time_machine.travel(_at(day, hour), tick=False):
            decide(
                book=self.book,
                who=self.ana if by_owner else self.ben,
                desk=self.desk(day),
                question=self.read(question.id),
                kind=kind,
                say=say,
                conditions=conditions,
            )
        return self.read(question.id)

    def ended(self, day: date, deal_id: str, stage: Stage, zone: Zone = Zone.ASK) -> None:
        """Move a deal to where it ended."""
        with time_machine.travel(_at(day, 16), tick=False):
            deal = read_deal(self.book, deal_id, digits=2)
            assert deal is not None
            move_deal(book=self.book, who=_author(self.ana), today=day, digits=2, deal=deal, stage=stage, zone=zone)

    def read(self, key: str) -> Question:
        found = read_question(self.book, key, digits=2)
        assert found is not None
        return found


def _author(person: Any) -> Author:
    return Author(person.id, person.name)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
