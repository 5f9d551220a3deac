"""Actions of the handover: Operations accepts what was won or returns it, Sales hands it over again."""

from framework.deal import Deal
from framework.handover import Handed, handover_state, steps_open_to
from framework.people import Person
from resources.words import tr
from storage.book import Author, Book
from storage.handover import add_step, steps_of
from storage.intake import read_deal
from storage.trouble import Refused, Trouble

LONGEST = 2000


def accept_handover(*, book: Book, who: Person, digits: int, deal: Deal) -> None:
    """Accept a won deal as complete. Raises Trouble for who does not hold operations, and once it is accepted."""
    _step(book, who, digits, deal, Handed.ACCEPTED, tr("Handover accepted: {client}"), "")


def return_handover(*, book: Book, who: Person, digits: int, deal: Deal, say: str) -> None:
    """Return a won deal to Sales; `say` is what is missing. Raises Trouble without words, and as accepting does."""
    words = say.strip()
    if not words:
        raise Trouble(tr("Write what is missing, so that Sales can bring it."))
    if len(words) > LONGEST:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST))
    _step(book, who, digits, deal, Handed.RETURNED, tr("Handover returned: {client}"), words)


def give_again(*, book: Book, who: Person, digits: int, deal: Deal, say: str = "") -> None:
    """Hand over again what was returned. Raises Trouble for who does not hold sales, and when it was not returned."""
    _step(book, who, digits, deal, Handed.GIVEN, tr("Handed over again: {client}"), say.strip())


def _step(book: Book, who: Person, digits: int, deal: Deal, kind: Handed, label: str, say: str) -> None:
    with book.change(label.format(client=deal.client), who=Author(who.id, who.name)) as change:
        # By the file, not by what was on screen: somebody else may have answered meanwhile.
        now = read_deal(book, deal.id, digits=digits)
        if now is None:
            raise Refused(tr("This deal was deleted in the meantime."))
        if kind not in steps_open_to(handover_state(now, steps_of(book, deal.id)), who):
            refused = tr("{client}: this was answered in the meantime, or it is for the other side to do.")
            raise Refused(refused.format(client=deal.client))
        add_step(change, deal.id, kind, say)
