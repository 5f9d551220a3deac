"""The head of the Agreement room: which version is on screen, how it stands, and the next steps."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.actions.agreement import Standing
from desktop.rooms import agreement_work as work
from desktop.session import Session
from desktop.wording import agreement as words
from desktop.wording import figures
from framework.agreement_versions import State, Version
from resources.words import tr
from widgets.action_buttons import ActionButtons
from widgets.card import PlainLabel, Title
from widgets.page_head import page_head


class AgreementHead(QWidget):
    """Title, line and buttons. `asked(what)` tells what is wanted, by the words of `agreement_work`."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = Title()
        self.line_label = PlainLabel("", "body", "muted", elide=True)
        self.print_button = QPushButton(tr("Print…"))
        self.print_menu = QMenu(self)
        self.print_button.setMenu(self.print_menu)
        self.print_button.setAccessibleName(tr("Print"))
        self.buttons = ActionButtons()
        self.setLayout(page_head(self.title_label, self.line_label, self.print_button, self.buttons))
        self.buttons.action_requested.connect(self.asked)
        self.print_menu.triggered.connect(self._print)

    def show_version(self, standing: Standing, version: Version, session: Session, names: dict[str, str]) -> None:
        """Say which version is on screen, and offer what can be done with it."""
        in_force = version is standing.in_force
        title = tr("Agreement")
        if not in_force:
            title = words.DOT.join((title, words.version_words(version)))
        self.title_label.setText(title)
        line = words.state_line(version, session.business, names, session.today)
        if in_force and standing.coming is not None:
            line = words.DOT.join((line, _coming_words(standing.coming)))
        self.line_label.setText(line)
        self._fill_print_menu(standing, version)
        can_write = not session.book.read_only_because
        actions: list[tuple[str, str, bool]] = []
        if in_force:
            if standing.before is not None:
                before = figures.number(standing.before.agreement.number)
                actions.append((work.COMPARE, tr("Compare with version {number}").format(number=before), False))
            if standing.open is None and can_write:
                actions.append((work.BEGIN, tr("Propose a change"), True))
            elif standing.open is not None:
                actions.append((work.SHOW, tr("Show the proposal"), True))
        elif standing.in_force is not None:
            actions.append((work.COMPARE, tr("Compare"), False))
            if version.state is State.DRAFT and can_write:
                actions.append((work.PROPOSE, tr("Propose it…"), True))
            actions.append((work.BACK, tr("Back to what is in force"), version.state is not State.DRAFT))
        self.buttons.set_actions(actions)

    def _fill_print_menu(self, standing: Standing, version: Version) -> None:
        self.print_menu.clear()
        entries = [(work.PRINT_AGREEMENT, tr("&The agreement, on one page")), (work.PRINT_CARD, tr("&Pocket cards"))]
        if standing.basis(version) is not None:
            entries.append((work.PRINT_CHANGES, tr("&What changed since the version before")))
        for key, text in entries:
            self.print_menu.addAction(text).setData(key)

    def _print(self, action: object) -> None:
        data = getattr(action, "data", None)
        if data is not None:
            self.asked.emit(data())


def _coming_words(version: Version) -> str:
    since = version.agreement.in_force_from
    day = figures.day_month(since) if since is not None else ""
    return tr("{version} from {day}").format(version=words.version_words(version), day=day)
