"""What the editors of the agreement share: they write into the open version, and say what that does to a signature."""

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from desktop.actions.agreement import Standing, read_standing
from desktop.dialogs.editor import Editor
from desktop.rooms.agreement_lines import changed_version, done_words, line_source
from desktop.rooms.agreement_page import AgreementPage
from desktop.session import Session
from desktop.wording import figures
from desktop.wording.agreement import person_name
from desktop.wording.agreement_changes import difference_lines
from desktop.wording.typed import typed
from framework.agreement import Agreement
from framework.agreement_changes import differences
from framework.agreement_versions import Version
from resources.words import tr
from storage.trouble import Refused
from widgets.card import Muted

MOST_SHOWN = 4
"""So many differences are told in the dialog; more would push its fields away."""


class VersionEditor(Editor):
    """Changes one line of the open version. Subclasses say which one it is with `line_in`, and call `begin` last.

    What is in force stays as it is. When somebody else has changed the line meanwhile, the first Save says so, and
    the second keeps what was typed.
    """

    def __init__(self, page: AgreementPage, title: str, *, remove: str = "") -> None:
        assert page.standing is not None
        self.is_draft = page.standing.in_force is None
        save = tr("Keep in the draft") if self.is_draft else tr("Put it into the proposal")
        super().__init__(title, page, remove=remove if page.can_write() else "", save=save)
        self.page, self.session = page, page.session
        self._seen: object = None
        self._seen_in: Agreement | None = None

    def line_in(self, agreement: Agreement) -> object:
        """Return the line that is changed, as `agreement` has it; None when it is not in there."""
        raise NotImplementedError

    def begin(self, width: int, *, look_only: bool = False) -> None:
        """Remember the line as it was opened, and make the dialog `width` wide and as high as what is in it.

        `look_only`, and always in a file that may only be read: nothing can be changed.
        """
        self._seen_in = line_source(self.page).agreement
        self._seen = self.line_in(self._seen_in)
        if look_only or not self.page.can_write():
            self._look_only()
        elif self.page.standing is not None:
            signed = _signed_words(self.page.standing, self.session)
            if signed:
                self.column.addWidget(Muted(signed, "small"))
        self.column.addStretch(1)
        self.fit(width)

    def version_to_write(self) -> Version:
        """Return the open version to write into, begun where there is none.

        Raises Trouble when somebody has changed the line since it was opened: once, then it is meant.
        """
        session = self.session
        standing = read_standing(session.book, session.digits, session.today)
        version = changed_version(standing)
        now = self.line_in(version.agreement)
        if now != self._seen:
            self._seen = now
            theirs = self._theirs(version)
            self._seen_in = version.agreement
            say = tr("This was changed in the meantime. Save again to keep what stands here, or cancel to see it.")
            raise Refused("\n".join([say, *theirs]))
        return self.page.open_version()

    def _theirs(self, version: Version) -> list[str]:
        """Return who changed the version last and when, and what is other in it than when this was opened."""
        session, said = self.session, []
        last = next(iter(session.book.history(row_ids=[version.id], limit=1)), None)
        if last is not None and last.who_name:
            local = last.at.astimezone()
            by = tr("By {who}, {day} at {time}.")
            said.append(
                by.format(who=typed(last.who_name), day=figures.day(local.date()), time=figures.clock(local.time()))
            )
        if self._seen_in is None:
            return said
        for line in difference_lines(differences(self._seen_in, version.agreement), session.business)[:MOST_SHOWN]:
            name = f"{line.name}, {line.what}" if line.what else line.name
            now = tr("{name}: {before} became {after}") if line.before and line.after else tr("{name}: {after}")
            said.append(now.format(name=name, before=line.before, after=line.after or line.kind))
        return said

    def said(self, version: Version, what: str) -> str:
        """Return what was done, for a notice. `version` is the one written into, as it was before."""
        return done_words(version, what, is_draft=self.is_draft)

    def _look_only(self) -> None:
        self.save_button.hide()
        self.buttons.button(self.buttons.StandardButton.Cancel).setText(tr("Close"))
        inside = self.column.parentWidget()
        assert isinstance(inside, QWidget)
        for line in inside.findChildren(QLineEdit):
            line.setReadOnly(True)
        for text in inside.findChildren(QPlainTextEdit):
            text.setReadOnly(True)
        for button in inside.findChildren(QAbstractButton):
            button.setEnabled(False)


def _signed_words(standing: Standing, session: Session) -> str:
    version = standing.open
    if version is None or not version.signatures:
        return ""
    names = {person.id: person.name for person in session.business.people}
    said = tr("{who} has signed this as it stands. A change takes that signature back.")
    return said.format(who=person_name(version.signatures[0].person_id, names))
