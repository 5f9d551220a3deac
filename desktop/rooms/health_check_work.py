"""What is done about a health check over its page: it begins, is printed, called off, answered again, closed early."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.actions.health import call_off_check, start_anew
from desktop.session import Session
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.health_check import Asked, HealthCheck
from resources.words import tr
from storage.trouble import Trouble


class HealthCheckWork(QObject):
    """Opens what is asked for over `page`.

    Signals: `told(text)` of what was done and Undo takes back, `troubled(Trouble)`, `close_agreed()` when a check is to
    be opened without those who have not answered.
    """

    told = Signal(str)
    troubled = Signal(object)
    close_agreed = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._anew: Asked | None = None

    def begin(self, *, short: bool) -> None:
        """Ask who is asked and how much; `short` is proposed."""
        from desktop.dialogs.begin_health_check import BeginHealthCheck

        editor = BeginHealthCheck(self._session, self._page, short=short)
        editor.saved.connect(self.told)
        editor.open()

    def print_form(self, check: HealthCheck | None) -> None:
        """Ask for whom the form is, and print it: that of `check`, or of one that is still to begin."""
        from desktop.dialogs.print_health_form import PrintHealthForm

        PrintHealthForm(self._session, check, self._page).open()

    def call_off(self, check: HealthCheck) -> None:
        """Call a check off; Undo lets it go on."""
        session = self._session
        try:
            call_off_check(book=session.book, who=session.author, check=check)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        self.told.emit(tr("The health check is called off. Nobody's answers were read."))

    def ask_anew(self, asked: Asked) -> None:
        """Ask before somebody's answers are thrown away."""
        from desktop.dialogs.sure import Sure

        name = typed(asked.person.name)
        said = (
            tr("Without the word nobody can read the answers of {name}, not even this program.").format(name=name),
            tr("They are thrown away, and {name} answers again under a new word.").format(name=name),
        )
        sure = Sure(tr("{name} answers again").format(name=name), said, tr("Answer again"), self._page)
        self._anew = asked
        sure.agreed.connect(self._start_anew)
        sure.open()

    def _start_anew(self) -> None:
        session, asked = self._session, self._anew
        if asked is None:
            return
        try:
            start_anew(book=session.book, who=session.author, asked=asked)
        except Trouble as trouble:
            self.troubled.emit(trouble)
            return
        self.told.emit(tr("{name} can answer again, under a new word.").format(name=typed(asked.person.name)))

    def ask_to_close(self, check: HealthCheck) -> None:
        """Ask before a check is opened without somebody."""
        from desktop.dialogs.sure import Sure

        missing = [each.person for each in check.asked if each not in check.finished]
        first = tr("{names} have not answered yet.") if len(missing) > 1 else tr("{names} has not answered yet.")
        said = (
            first.format(names=words.names(missing)),
            tr("When you open it now it is closed for them: what they began is thrown away unread."),
            tr("Ask them first, if there is time."),
        )
        sure = Sure(tr("Open without everybody"), said, tr("Open with those who have answered"), self._page)
        sure.agreed.connect(self.close_agreed)
        sure.open()
