"""Agreement: what both sides signed, what one of them proposes, how the rules did; offerings, rights, words, people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.actions.agreement import Standing, read_standing
from desktop.actions.agreement_setup import waits_in_set_up
from desktop.rooms import agreement_work
from desktop.rooms.agreement_head import AgreementHead
from desktop.rooms.agreement_history import HistoryPage
from desktop.rooms.agreement_offerings import OfferingsPage
from desktop.rooms.agreement_page import AgreementPage
from desktop.rooms.agreement_people import PeoplePage
from desktop.rooms.agreement_proposal import ProposalCard
from desktop.rooms.agreement_record import RecordCard
from desktop.rooms.agreement_rights import RightsPage
from desktop.rooms.agreement_rules import RulesPage
from desktop.rooms.agreement_setup import SetUpPage
from desktop.rooms.agreement_try import TryCard
from desktop.rooms.agreement_words import WordsPage
from desktop.rooms.room import Room
from desktop.session import Session
from framework.agreement_versions import State, Version, sides_to_sign
from resources.words import tr
from storage.book import News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.people import names_of
from storage.trouble import Trouble
from widgets.first_paint import FirstPaint
from widgets.page_scroll import PageScroll
from widgets.page_tabs import PageTabs
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL

if TYPE_CHECKING:
    from desktop.in_parts import InParts
    from desktop.rooms.about import About
    from framework.agreement_record import BackTest
    from framework.deal import Deal

SETUP, RULES, OFFERINGS, RIGHTS, WORDS, PEOPLE, HISTORY = (
    "setup",
    "rules",
    "offerings",
    "rights",
    "words",
    "people",
    "history",
)
SIDE_WIDTH = 270
COUNTED = frozenset({"agreement", "signature", "person", "rule", "draft_mark"})
"""News under these topics may change what waits for somebody."""


class AgreementRoom(Room):
    """The Agreement tab: pages of one version at the left, what goes on beside them at the right."""

    key = "agreement"
    topics = BUSINESS_TOPICS | {
        "signature",
        "reply",
        "draft_mark",
        "word",
        "deal",
        "deal_hours",
        "checklist_answer",
        "client",
    }

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.standing: Standing | None = None
        self._wanted = ""  # the key of a version that is looked at; empty: what holds, or the set-up
        self.head = AgreementHead()
        self.tabs = PageTabs()
        self.pages: dict[str, AgreementPage] = {
            SETUP: SetUpPage(session),
            RULES: RulesPage(session),
            OFFERINGS: OfferingsPage(session),
            RIGHTS: RightsPage(session),
            WORDS: WordsPage(session),
            PEOPLE: PeoplePage(session),
            HISTORY: HistoryPage(session),
        }
        self.proposal_card = ProposalCard(session)
        self.try_card = TryCard(session)
        self.record_card = RecordCard(session)
        self._page = ""
        self._is_resting = False
        self._first_paint = FirstPaint(self)
        self._lay_out()
        self._connect()
        # Once it is in the window, also while nobody has looked at it yet. A child, so that the window can stop it.
        behind = QTimer(self)
        behind.setSingleShot(True)
        behind.timeout.connect(self._count_anew)
        behind.start(0)

    def _lay_out(self) -> None:
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_M)
        for card in (self.proposal_card, self.try_card, self.record_card):
            right.addWidget(card)
        right.addStretch(1)
        self.side.setFixedWidth(SIDE_WIDTH)
        inside = QWidget()
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        for page in self.pages.values():
            self._left.addWidget(page)
            page.hide()
        self._left.addStretch(1)
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_L)
        across.addLayout(self._left, 1)
        across.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        self.area = PageScroll(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        column.addWidget(self.area, 1)

    def _connect(self) -> None:
        self._first_paint.came.connect(self.settled)
        self.head.asked.connect(self.do)
        self.tabs.page_chosen.connect(self.show_page)
        for page in self.pages.values():
            page.notice_given.connect(self.notice_given)
            page.trouble_met.connect(self.trouble_met)
            page.proposal_begun.connect(self.show_open)
        history, setup = self.pages[HISTORY], self.pages[SETUP]
        assert isinstance(history, HistoryPage) and isinstance(setup, SetUpPage)
        history.version_requested.connect(self.show_version)
        history.compare_requested.connect(self._compare)
        setup.asked.connect(self.do)
        setup.hand_over_requested.connect(self.session.act_as)
        self.proposal_card.asked.connect(self.do)
        self.proposal_card.back_test_requested.connect(self._show_back_test)
        self.record_card.deals_requested.connect(self._show_deals)
        self.record_card.rules_requested.connect(self._show_rules)
        for work in self._works():
            work.troubled.connect(self.trouble_met)

    # Showing

    def refresh(self) -> None:
        """Read the versions anew and show the page on screen; the keyboard stays where it is, or goes to that page."""
        focused = self._focused()
        self._show_all()
        if focused is not None and self._focused() is not focused:
            self.focus_first()

    def _focused(self) -> QWidget | None:
        """Return what has the keyboard in this room, also while a dialog is open over it."""
        widget: QWidget | None = self.window().focusWidget()
        return widget if widget is not None and self.isAncestorOf(widget) else None

    def _show_all(self) -> None:
        standing = read_standing(self.session.book, self.session.digits, self.session.today)
        self.standing = standing
        version = self.version
        if version is None:
            return
        setting_up = standing.in_force is None
        keys = [key for key in self.pages if key != SETUP or setting_up]
        if self._page not in keys:
            self._page = keys[0]
        names = names_of(self.session.book)
        self.head.show_version(standing, version, self.session, names)
        for key in keys:
            self.pages[key].standing, self.pages[key].version = standing, version
        self.tabs.set_pages([(key, page_title(key, setting_up), self.pages[key].count()) for key in keys])
        self.tabs.set_current(self._page)
        # Filled before they are shown: what appears in a place that is on screen is laid out at once, each for itself.
        self.page.show_version(standing, version)
        if self._page == RULES:
            self.proposal_card.show_standing(standing, version, names)
            self.try_card.show_agreement(version.agreement)
            self.record_card.show_standing(standing)
        for key, page in self.pages.items():
            page.setVisible(key == self._page)
        # Only the pages about the rules leave room for what goes on beside them.
        self.side.setVisible(self._page == RULES)
        self._let_work()
        self._count(standing)

    @property
    def version(self) -> Version | None:
        """The version on screen: the one that is looked at, else the one in force, else the draft."""
        if self.standing is None:
            return None
        wanted = next((version for version in self.standing.versions if version.id == self._wanted), None)
        return wanted or self.standing.shown

    @property
    def page(self) -> AgreementPage:
        """The page on screen."""
        return self.pages[self._page or RULES]

    def show_page(self, key: str) -> None:
        """Bring a page on screen."""
        self._page = key
        self.refresh()
        self.area.verticalScrollBar().setValue(0)

    def show_version(self, version_id: str) -> None:
        """Look at a version, on the page of its rules; an empty key goes back to what is in force."""
        self._wanted = version_id
        # Words and people are the same in every version.
        elsewhere = (HISTORY, SETUP, WORDS, PEOPLE) if version_id else (HISTORY, SETUP)
        self._page = RULES if self._page in elsewhere else self._page
        self.refresh()
        self.area.verticalScrollBar().setValue(0)

    def show_open(self) -> None:
        """Look at the version that is being written."""
        standing = read_standing(self.session.book, self.session.digits, self.session.today)
        if standing.open is not None and standing.in_force is not None:
            self._wanted = standing.open.id
        self.refresh()

    def finish_background_work(self) -> None:
        """Work out the figures at the side now (for pictures and tests)."""
        for work in self._works():
            work.finish()

    def rest(self, resting: bool) -> None:
        """Leave the time to what has to be loaded, or go on with the figures at the side."""
        self._is_resting = resting
        self._let_work()

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with the figures at the side."""
        super().showEvent(event)
        self._let_work()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the window to the room that is on screen now."""
        super().hideEvent(event)
        self._let_work()

    def _let_work(self) -> None:
        """Go on with the figures at the side while somebody looks at them."""
        for work in self._works():
            if self.isVisible() and not self._is_resting:
                work.go_on()
            else:
                work.pause()

    def _works(self) -> "tuple[InParts, ...]":
        return self.proposal_card.work, self.try_card.work, self.record_card.work

    def make_stale(self) -> None:
        """Somebody else acts, or another day has begun: what waits for them is counted also out of sight."""
        super().make_stale()
        if not self.isVisible():
            self._count_anew()

    def take_news(self, news: News) -> None:
        """Out of sight, what waits for the person acting is still counted."""
        super().take_news(news)
        if not self.isVisible() and COUNTED & news.topics.keys():
            self._count_anew()

    def _count_anew(self) -> None:
        try:
            self._count(read_standing(self.session.book, self.session.digits, self.session.today))
        except Trouble:
            # Said when the room is looked at.
            return

    def _count(self, standing: Standing) -> None:
        """Count what waits for the person acting: a proposal they can sign, their part in the set-up."""
        version, person, business = standing.open, self.session.person, self.session.business
        if version is None or person is None:
            waits = False
        elif standing.in_force is None:
            waits = waits_in_set_up(self.session.book, version, person, business)
        else:
            waits = version.state is State.PROPOSED and bool(sides_to_sign(version, person, business.people))
        self.badge_changed.emit(1 if waits else 0)

    def focus_first(self) -> None:
        """Give the keyboard to the page on screen, filled first: one that shows nothing yet has no first line."""
        self.come_on_screen()
        self.page.focus_first()

    # Doing

    def about(self) -> "About":
        """Return the rule that is chosen on the page of the rules."""
        from desktop.rooms.about import About

        page = self.page
        return About(say=page.chosen_rule()) if isinstance(page, RulesPage) else About()

    def do(self, what: str) -> None:
        """Do what a button asks for, by its word in `agreement_work`."""
        agreement_work.do(self, what)

    def print_page(self) -> None:
        """Show the agreement as it prints."""
        self.do(agreement_work.PRINT_AGREEMENT)

    def show_rule_line(self, rule_id: str) -> None:
        """Show where a rule stands: on the page of what is in force, else in the proposal."""
        self._page = RULES
        self.show_version("")
        page = self.pages[RULES]
        assert isinstance(page, RulesPage)
        if not page.go_to(rule_id) and self.standing is not None and self.standing.open is not None:
            self.show_open()
            self.show_page(RULES)
            page.go_to(rule_id)

    def show_word(self, word_id: str) -> None:
        """Show a shared word where it stands."""
        self.show_page(WORDS)
        page = self.pages[WORDS]
        assert isinstance(page, WordsPage)
        page.go_to(word_id)

    def show_rule(self, rule_id: str) -> None:
        """Show a rule whole."""
        page = self.pages[RULES]
        assert isinstance(page, RulesPage)
        page.edit_rule(rule_id)

    def print_changes(self, old_id: str, new_id: str) -> None:
        """Show what changed between two versions as it prints."""
        versions = {version.id: version for version in self.standing.versions} if self.standing else {}
        if old_id in versions and new_id in versions:
            agreement_work.print_changes(self, versions[old_id], versions[new_id])

    def tell_done(self, say: str) -> None:
        """Say what was done, with a way back."""
        self.notice_given.emit(say, True)

    def _compare(self, old_id: str, new_id: str) -> None:
        agreement_work.compare(self, old_id, new_id)

    def _show_back_test(self, test: "BackTest") -> None:
        agreement_work.show_back_test(self, test)

    def _show_deals(self, title: str, deals: "Sequence[Deal]", why: str) -> None:
        agreement_work.show_deals(self, title, deals, why)

    def _show_rules(self, title: str, why: str, lines: Sequence[tuple[str, str, str]]) -> None:
        agreement_work.show_rules(self, title, why, lines)


def page_title(key: str, setting_up: bool) -> str:
    """Return what a page is called."""
    return {
        SETUP: tr("Set-up"),
        RULES: tr("The draft") if setting_up else tr("Rules"),
        OFFERINGS: tr("Offerings"),
        RIGHTS: tr("Who decides"),
        WORDS: tr("Shared words"),
        PEOPLE: tr("People"),
        HISTORY: tr("History"),
    }[key]
