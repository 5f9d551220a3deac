"""The people of the business: who works here and what they do, and who has left."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.rooms.agreement_cards import CardsPage
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.people import voice
from desktop.wording.roles import role, works_in
from desktop.wording.typed import typed
from resources.words import tr
from storage.people import Member, read_members
from widgets.rows_card import Cell, Row

COLUMNS = (3.0, 3.0, 4.0)


class PeoplePage(CardsPage):
    """Everybody in their order; those who have left stand below, with what they did still readable elsewhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            tr("Who promises and who delivers. Every answer, signature and decision carries one of these names."),
            tr("Add a person"),
            (tr("Nobody is written down yet"), tr("Write down who sells, who delivers and who owns the business.")),
            2,
            parent,
        )
        self.here_card, self.left_card = self.cards
        self._members: dict[str, Member] = {}

    def count(self) -> int:
        """Return how many people work here now."""
        return len(self.session.business.people)

    def refresh(self) -> None:
        """Show the people as they are now."""
        members = read_members(self.session.book)
        self._members = {member.person.id: member for member in members}
        here = [_row(member) for member in members if member.left_on is None]
        left = [_left_row(member, member.left_on) for member in members if member.left_on is not None]
        self.show_rows(
            (
                (tr("Who works here"), (tr("Name"), tr("Works in"), tr("Role")), here),
                (tr("Have left"), (tr("Name"), tr("Worked in"), tr("Last day")), left),
            ),
            COLUMNS,
        )

    def add(self) -> None:
        """Ask for somebody new."""
        self._open(None)

    def edit(self, key: str) -> None:
        """Show somebody, to change what they do or to say that they have left."""
        if key in self._members:
            self._open(self._members[key])

    def remove(self, key: str) -> None:
        """Delete somebody whom nothing names; the notice offers to undo it."""
        from desktop.actions.people import remove_person

        member = self._members.get(key)
        if member is None or not self.can_write():
            return

        def act() -> None:
            remove_person(book=self.session.book, who=self.session.author, member=member)

        if self.attempt(act):
            self.tell(tr("Deleted {name}.").format(name=typed(member.person.name)))

    def _open(self, member: Member | None) -> None:
        from desktop.dialogs.person_editor import PersonEditor

        if not self.can_write():
            return
        editor = PersonEditor(self.session, member, self)
        editor.kept.connect(self.show_kept)
        editor.saved.connect(self.tell)
        editor.open()


def _row(member: Member) -> Row:
    person = member.person
    works = works_in(person)
    return Row(
        person.id,
        (
            Cell(typed(person.name), "strong", voice(person)),
            Cell(works) if works else Cell(tr("neither side"), "body", "muted"),
            Cell(role(person)),
        ),
    )


def _left_row(member: Member, left_on: date) -> Row:
    name, works, day = typed(member.person.name), works_in(member.person), figures.day_year(left_on)
    said = tr("{name}, left on {day}").format(name=name, day=day)
    return Row(member.person.id, tuple(Cell(text, "body", "muted") for text in (name, works, day)), say=said)
