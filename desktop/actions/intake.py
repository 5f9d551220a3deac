"""Actions of intake: a deal is added, edited, copied, moved or deleted, and its checklist answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from framework.agreement import Zone
from framework.checklist import Answer
from framework.deal import Deal, Stage
from framework.outcome import OUTCOME_STAGES
from framework.stages import copied, is_promise, moved, with_first_promise
from resources.words import tr
from storage.book import Author, Book
from storage.intake_writing import add_deal, next_ref, remove_deal, save_answer, update_deal
from storage.outcome import make_look_backs


def stage_label(stage: Stage) -> str:
    """Return how a move to `stage` is called in Undo and in the history; {client} is to be filled in."""
    return {
        Stage.LEAD: tr("Back to lead: {client}"),
        Stage.INTAKE: tr("Back to intake: {client}"),
        Stage.OFFERED: tr("Offered: {client}"),
        Stage.WON: tr("Won: {client}"),
        Stage.IN_DELIVERY: tr("In delivery: {client}"),
        Stage.DELIVERED: tr("Delivered: {client}"),
        Stage.LOST: tr("Lost: {client}"),
    }[stage]


def create_deal(*, book: Book, who: Author, today: date, digits: int, fields: Mapping[str, Any]) -> str:
    """Add a deal in intake and return its key. Raises Trouble without a client."""
    label = tr("New deal: {client}").format(client=fields["client"])
    with book.change(label, who=who) as change:
        given = {"stage": Stage.INTAKE, "created_on": today, **fields}
        if not given.get("ref"):
            given["ref"] = next_ref(book, today)
        return add_deal(book, change, given, digits=digits)


def edit_deal(*, book: Book, who: Author, digits: int, deal: Deal, fields: Mapping[str, Any]) -> None:
    """Change fields of the deal as it was read. Raises Conflict when somebody changed it since."""
    label = tr("Edit: {client}").format(client=deal.client)
    with book.change(label, who=who) as change:
        kept = with_first_promise(deal, dict(fields))
        update_deal(book, change, deal.id, kept, digits=digits, seen=deal.version)


def copy_deal(*, book: Book, who: Author, today: date, digits: int, deal: Deal) -> str:
    """Copy a deal to a fresh page, without answers, and return the copy's key."""
    with book.change(tr("Copy: {client}").format(client=deal.client), who=who) as change:
        fields = {**copied(deal, today), "ref": next_ref(book, today)}
        return add_deal(book, change, fields, digits=digits)


def delete_deal(*, book: Book, who: Author, deal: Deal) -> None:
    """Delete a deal with its answers; Undo brings all of it back."""
    with book.change(tr("Delete: {client}").format(client=deal.client), who=who) as change:
        remove_deal(book, change, deal.id)


def move_deal(
    *, book: Book, who: Author, today: date, digits: int, deal: Deal, stage: Stage, zone: Zone, reason: str = ""
) -> None:
    """Move a deal to another stage. The verdict `zone` at the moment of promising is kept with it, and why."""
    label = stage_label(stage).format(client=deal.client)
    with book.change(label, who=who) as change:
        fields = moved(deal, stage, today, change.at)
        if is_promise(deal, stage):
            fields |= {"promised_zone": zone, "against_reason": reason}
        update_deal(book, change, deal.id, fields, digits=digits, seen=deal.version)
        if stage in OUTCOME_STAGES:
            make_look_backs(book, change, deal.id)


def answer_item(
    *,
    book: Book,
    who: Author,
    deal_id: str,
    item: str,
    say: str,
    answer: Answer | None,
    note: str | None = None,
    seen: int | None = None,
) -> None:
    """Keep the answer to one question of the checklist (None: open again). `say` names it in Undo."""
    label = tr("Tick: {item}") if answer is not None else tr("Open again: {item}")
    with book.change(label.format(item=say), who=who) as change:
        save_answer(book, change, deal_id, item, answer, note=note, seen=seen)
