"""Actions on the catalogue: what an open version of the agreement says of each offering."""

from collections.abc import Iterable

from desktop.actions.agreement import touch
from framework.agreement_versions import Version
from framework.catalogue import Offering
from resources.words import tr
from storage import agreement_writing as writing
from storage.agreement import read_rules
from storage.book import Author, Book
from storage.sheet.text import one_line
from storage.trouble import Trouble

LONGEST_NAME = 200
LONGEST_LIST = 2000
SHOWN = 3


def deals_by_offering(book: Book) -> dict[str, int]:
    """Return how many deals, open or over, name each offering; those that none names are left out."""
    found = book.rows("SELECT offering_id, count(*) FROM deal WHERE offering_id IS NOT NULL GROUP BY offering_id")
    return {offering: int(count) for offering, count in found}


def check_offering(book: Book, offering: Offering) -> Offering:
    """Return an offering as it would be kept: texts on one line each, without blank ones.

    Raises Trouble for a name that is missing, too long or taken, and for lists that are too long.
    """
    name = one_line(offering.name)
    if not name:
        raise Trouble(tr("An offering needs a name."))
    if len(name) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    # Compared here: to SQLite "Ä" and "ä" are different letters.
    others = [other for key, other in book.rows("SELECT id, name FROM offering") if key != offering.id]
    if any(other.casefold() == name.casefold() for other in others):
        raise Trouble(tr("There is an offering called “{name}” already. Change that one.").format(name=name))
    options, data_needed = _lines(offering.options), _lines(offering.data_needed)
    if max(len("\n".join(options)), len("\n".join(data_needed))) > LONGEST_LIST:
        raise Trouble(tr("{count} characters fit into a list. Say it shorter.").format(count=LONGEST_LIST))
    return offering._replace(name=name, options=options, data_needed=data_needed)


def save_offering(*, book: Book, who: Author, digits: int, version: Version, offering: Offering) -> str:
    """Write what an open version says of an offering, add it when it is new, and return its key.

    A new name holds for the offering itself, at once. Raises Trouble as `check_offering` does.
    """
    kept = check_offering(book, offering)
    label = tr("Offering: {name}") if kept.id else tr("New offering: {name}")
    with book.change(label.format(name=kept.name), who=who) as change:
        touch(book, change, version)
        key = kept.id
        if not key:
            last = book.row("SELECT max(position) + 1 FROM offering")
            key = change.add("offering", {"name": kept.name, "position": int(last[0] or 0) if last else 0})
        else:
            change.update("offering", key, {"name": kept.name})
        writing.save_terms(book, change, version.id, kept._replace(id=key), digits)
        return key


def put_back_offering(
    *, book: Book, who: Author, digits: int, version: Version, basis: Version, offering: Offering
) -> None:
    """Take an offering into an open version again as `basis` has it, with its own rules."""
    with book.change(tr("Offered again: {name}").format(name=offering.name), who=who) as change:
        touch(book, change, version)
        there = {rule.id for rule in read_rules(book, version.id)}
        writing.save_terms(book, change, version.id, offering, digits)
        change.flush()
        for rule in basis.agreement.rules:
            if rule.offering_id == offering.id and rule.id not in there:
                writing.put_rule_back(book, change, version.id, rule)
                change.flush()


def check_not_needed(book: Book, offering: Offering) -> None:
    """Raise Trouble while open deals name an offering, saying which."""
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


def retire_offering(*, book: Book, who: Author, version: Version, offering: Offering) -> None:
    """Take an offering out of an open version, with its own rules; deals that are over keep it.

    One that no other version holds and no deal names is gone for good. Raises Trouble while open deals name it,
    saying which.
    """
    check_not_needed(book, offering)
    with book.change(tr("No longer offered: {name}").format(name=offering.name), who=who) as change:
        touch(book, change, version)
        terms = writing.terms_of(book, version.id, offering.id)
        if terms is not None:
            writing.remove_terms(book, change, terms)
        for rule in read_rules(book, version.id):
            if rule.offering_id == offering.id:
                writing.remove_rule(book, change, version.id, rule.id)
        change.flush()
        if not _is_named(book, offering):
            change.remove("offering", offering.id)


def remove_offering(*, book: Book, who: Author, offering: Offering) -> None:
    """Delete an offering that no version holds and no deal names. Raises Trouble when one does."""
    named = book.row("SELECT count(*) FROM deal WHERE offering_id = ?", (offering.id,))
    count = int(named[0]) if named else 0
    if count:
        say = (
            tr("1 deal is for “{name}”. Give it another offering first, or add this one to the agreement.")
            if count == 1
            else tr("{count} deals are for “{name}”. Give them another one first, or add this one to the agreement.")
        )
        raise Trouble(say.format(count=count, name=offering.name))
    if _is_named(book, offering):
        raise Trouble(
            tr("“{name}” is part of a version of the agreement, and stays readable there.").format(name=offering.name)
        )
    with book.change(tr("Delete: {name}").format(name=offering.name), who=who) as change:
        change.remove("offering", offering.id)


def _is_named(book: Book, offering: Offering) -> bool:
    """Say whether a deal, a rule or a version still needs the offering to be there."""
    return any(
        book.row(f"SELECT 1 FROM {table} WHERE offering_id = ? LIMIT 1", (offering.id,)) is not None
        for table in ("deal", "rule", "offering_terms")
    )


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := one_line(text)))
