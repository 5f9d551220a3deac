"""Actions on the catalogue: what an open version of the agreement says of each offering."""

from desktop.actions.agreement import touch
from framework.agreement_versions import Version
from framework.catalogue import Offering
from resources.words import tr
from storage import agreement_writing as writing
from storage.book import Author, Book
from storage.sheet.text import one_line
from storage.trouble import Trouble

LONGEST_NAME = 200
SHOWN = 3


def save_offering(*, book: Book, who: Author, digits: int, version: Version, offering: Offering) -> str:
    """Write what an open version says of an offering, add it when it is new, and return its key.

    A new name holds for the offering itself, at once. Raises Trouble for a name that is missing or taken.
    """
    name = one_line(offering.name).strip()
    if not name:
        raise Trouble(tr("An offering needs a name."))
    if len(name) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    taken = book.row("SELECT id FROM offering WHERE lower(name) = lower(?) AND id <> ?", (name, offering.id))
    if taken is not None:
        raise Trouble(tr("There is an offering called “{name}” already. Change that one.").format(name=name))
    label = tr("Offering: {name}") if offering.id else tr("New offering: {name}")
    with book.change(label.format(name=name), who=who) as change:
        touch(book, change, version)
        key = offering.id
        if not key:
            count = book.row("SELECT count(*) FROM offering")
            key = change.add("offering", {"name": name, "position": count[0] if count else 0})
        else:
            change.update("offering", key, {"name": name})
        writing.save_terms(book, change, version.id, offering._replace(id=key, name=name), digits)
        return key


def retire_offering(*, book: Book, who: Author, version: Version, offering: Offering) -> None:
    """Take an offering out of an open version, with its own rules; deals that are over keep it.

    Raises Trouble while open deals name it, saying which.
    """
    _check_no_deals(book, offering)
    with book.change(tr("No longer offered: {name}").format(name=offering.name), who=who) as change:
        touch(book, change, version)
        terms = writing.terms_of(book, version.id, offering.id)
        if terms is not None:
            writing.remove_terms(book, change, terms)
        for rule in version.agreement.rules:
            if rule.offering_id == offering.id:
                writing.remove_rule(book, change, version.id, rule.id)


def remove_offering(*, book: Book, who: Author, offering: Offering) -> None:
    """Delete an offering that no version holds and no deal names. Raises Trouble when one does."""
    named = book.row("SELECT count(*) FROM deal WHERE offering_id = ?", (offering.id,))
    if named and named[0]:
        raise Trouble(
            tr("{deals} “{name}”. Give them another offering first, or add it to the agreement.").format(
                deals=_deals_name(int(named[0])), name=offering.name
            )
        )
    if book.row("SELECT id FROM offering_terms WHERE offering_id = ?", (offering.id,)) is not None:
        raise Trouble(
            tr("“{name}” is part of a version of the agreement, and stays readable there.").format(name=offering.name)
        )
    with book.change(tr("Delete: {name}").format(name=offering.name), who=who) as change:
        change.remove("offering", offering.id)


def _check_no_deals(book: Book, offering: Offering) -> None:
    found = book.rows(
        "SELECT ref FROM deal WHERE offering_id = ? AND stage NOT IN ('delivered', 'lost') ORDER BY ref", (offering.id,)
    )
    if not found:
        return
    refs = ", ".join(ref for (ref,) in found[:SHOWN]) + ("…" if len(found) > SHOWN else "")
    say = (
        tr("1 open deal is for “{name}” ({refs}). Give it another offering first; deals that are over keep theirs.")
        if len(found) == 1
        else tr(
            "{count} open deals are for “{name}” ({refs}). "
            "Give them another offering first; deals that are over keep theirs."
        )
    )
    raise Trouble(say.format(count=len(found), name=offering.name, refs=refs))


def _deals_name(count: int) -> str:
    return tr("1 deal names") if count == 1 else tr("{count} deals name").format(count=count)
