"""Actions on what people put on the agenda ahead of time (framework.md section 8)."""

from datetime import date
from typing import TYPE_CHECKING

from framework.agenda import AddedItem
from framework.meeting import SectionKind
from resources.words import tr
from storage.book import Author, Book
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change

MOST_WORDS = 1000


def put_on_agenda(
    *,
    book: Book,
    who: Author,
    today: date,
    section: SectionKind,
    say: str,
    why: str = "",
    deal_id: str | None = None,
    question_id: str | None = None,
) -> str:
    """Put something on the next agenda and return its key; it comes back until it is settled or taken off.

    Raises Trouble without words, or with too many.
    """
    words = checked_words(say)
    with book.change(tr("On the agenda: {say}").format(say=words[:80]), who=who) as change:
        return put_on_agenda_in(change, today, section, words, why, deal_id=deal_id, question_id=question_id)


def put_on_agenda_in(
    change: "Change",
    today: date,
    section: SectionKind,
    say: str,
    why: str = "",
    *,
    deal_id: str | None = None,
    question_id: str | None = None,
) -> str:
    """Put something on the next agenda inside a change and return its key. Raises Trouble as `put_on_agenda` does."""
    return change.add(
        "agenda_item",
        {
            "section": str(section),
            "say": checked_words(say),
            "why": checked_words(why, needed=False),
            "person_id": change.who.id or None,
            "deal_id": deal_id,
            "question_id": question_id,
            "added_on": today,
        },
    )


def change_agenda_item(
    *, book: Book, who: Author, item: AddedItem, section: SectionKind, say: str, why: str = ""
) -> None:
    """Change what was put on the agenda. Raises Trouble without words, Conflict when somebody changed it since."""
    values = {"section": str(section), "say": checked_words(say), "why": checked_words(why, needed=False)}
    with book.change(tr("Change on the agenda: {say}").format(say=values["say"][:80]), who=who) as change:
        change.update("agenda_item", item.id, values, seen=item.version)


def take_off_agenda(*, book: Book, who: Author, item: AddedItem) -> None:
    """Take something off the agenda; Undo brings it back. Raises Refused when it is gone already."""
    with book.change(tr("Off the agenda: {say}").format(say=item.say[:80]), who=who) as change:
        change.update("agenda_item", item.id, {}, seen=item.version)
        change.remove("agenda_item", item.id)


def checked_words(say: str, *, needed: bool = True) -> str:
    """Return words on one line. Raises Trouble without any where they are needed, and with over 1,000 characters."""
    words = " ".join(say.split())
    if needed and not words:
        raise Trouble(tr("Write what it is about."))
    if len(words) > MOST_WORDS:
        raise Trouble(tr("There is room for 1,000 characters. Put the rest into the deal's notes."))
    return words
