"""Writing what became of the deals of the sample business."""

from datetime import UTC, date, datetime, time, timedelta

from framework.outcome import Received, Shortfall
from resources.sample_outcome import SampleLook, SampleOutcome, sample_outcome
from resources.words import tr
from storage.amounts import minor_digits
from storage.book import Author, Book
from storage.business import read_business
from storage.outcome import add_save, save_received
from storage.writing import Change


def write_sample_outcome(book: Book, authors: dict[str, Author], today: date) -> None:
    """Add it to the sample's deals, in a change of each kind. `authors` are the people by their key in the sample."""
    content = sample_outcome()
    seller, deliverer = list(authors.values())[:2]
    digits = minor_digits(read_business(book, today).currency)
    with book.change(tr("What was received"), who=deliverer, for_good=True) as change:
        _write_received(book, change, content)
    with book.change(tr("Looks back"), who=seller, for_good=True) as change:
        for look in content.looks:
            _write_looks(book, change, look, seller, today)
    with book.change(tr("Failures that were prevented"), who=deliverer, for_good=True) as change:
        for save in content.saves:
            fields = {
                "say": save.say,
                "saved_on": today + timedelta(days=save.day),
                "value": save.value,
                "deal_id": _deal(book, save.deal)[0],
                "person_id": authors[save.who].id,
                "function": save.side,
            }
            add_save(change, fields, digits=digits)


def _write_received(book: Book, change: Change, content: SampleOutcome) -> None:
    for said in content.received:
        shortfalls = tuple((Shortfall(kind), say) for kind, say in said.shortfalls)
        save_received(book, change, _deal(book, said.deal)[0], Received(said.rework_note, said.comment, shortfalls))


def _write_looks(book: Book, change: Change, look: SampleLook, seller: Author, today: date) -> None:
    for ref in look.deals:
        deal_id, delivered_on = _deal(book, ref)
        row = {"deal_id": deal_id, "days": look.days}
        if look.still is not None:
            assert delivered_on is not None
            day = min(delivered_on + timedelta(days=look.days + look.after), today)
            row |= {
                "still_client": look.still,
                "client_score": look.score,
                "as_promised": look.as_promised,
                "sell_again": look.sell_again,
                "say": look.say,
                "answered_at": datetime.combine(day, time(8, 30), UTC),
                "who": seller.id,
            }
        change.add("look_back", row)


def _deal(book: Book, ref: str) -> tuple[str, date | None]:
    found = book.row("SELECT id, delivered_on FROM deal WHERE ref = ?", (ref,))
    assert found is not None, ref
    return found[0], None if found[1] is None else date.fromisoformat(found[1])
