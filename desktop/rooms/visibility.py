"""Visibility: visits to each other's work, and what each side hears of the other in its own review (section 10)."""

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.actions.visibility import Reviews
from desktop.in_parts import InParts
from desktop.rooms.review_page import ReviewPage
from desktop.rooms.room import SHOW_VISIT, Room
from desktop.rooms.visits_page import VisitsPage
from desktop.session import Session
from desktop.wording import visibility as words
from framework.people import Function
from resources.words import tr
from storage.book import News
from storage.business import TOPICS as BUSINESS_TOPICS
from storage.trouble import Trouble
from storage.visits import TOPICS as VISIT_TOPICS
from widgets.action_buttons import main_button
from widgets.card import PlainLabel, Title
from widgets.page_head import page_head
from widgets.page_tabs import PageTabs
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

VISITS, SALES, OPERATIONS = "visits", "sales", "operations"
_VISIT_NEWS = VISIT_TOPICS | BUSINESS_TOPICS | {"agenda_item", "word"}
_REVIEW_NEWS = BUSINESS_TOPICS | {"deal", "deal_hours", "client", "outcome", "question", "decision"}


class VisibilityRoom(Room):
    """The Visibility tab, with a page for the visits and one for each side's review."""

    key = "visibility"
    topics = _VISIT_NEWS | _REVIEW_NEWS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._work = InParts(self)
        self.reviews: Reviews | None = None
        self.title_label = Title(tr("Visibility"))
        self.line_label = PlainLabel(tr("See each other's work"), "body", "muted", elide=True)
        self.tabs = PageTabs()
        self.print_button = QPushButton(tr("Print"))
        self.plan_button = main_button(tr("Plan a visit…"))
        self.visits = VisitsPage(session)
        self.pages = {
            SALES: ReviewPage(session, Function.SALES),
            OPERATIONS: ReviewPage(session, Function.OPERATIONS),
        }
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs.set_pages(
            (
                (VISITS, tr("Visits"), None),
                (SALES, words.review_title(Function.SALES), None),
                (OPERATIONS, words.review_title(Function.OPERATIONS), None),
            )
        )
        self.tabs.set_current(VISITS)
        head = page_head(self.title_label, self.line_label, self.print_button, self.plan_button)
        self.stack.addWidget(self.visits)
        for page in self.pages.values():
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL - SPACE_S, SPACE_L)
        whole.setSpacing(SPACE_M)
        whole.addLayout(head)
        whole.addWidget(self.tabs)
        whole.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.page_chosen.connect(self.show_page)
        self.print_button.clicked.connect(self.print_page)
        self.plan_button.clicked.connect(self.visits.work.plan)
        actions = self.visits.work
        actions.told.connect(self._tell)
        actions.saved.connect(self._tell_only)
        actions.troubled.connect(self.tell_trouble)
        actions.deal_requested.connect(self.deal_requested)
        actions.drafted.connect(self.proposal_drafted)
        self.visits.counted.connect(self.badge_changed)
        for page in self.pages.values():
            page.deal_requested.connect(self.deal_requested)
        self._work.done.connect(self._show_reviews)
        self._work.troubled.connect(self.tell_trouble)

    # Showing

    def refresh(self) -> None:
        """Show the visits, and work the reviews out anew where one of them is looked at."""
        can_write = not self.session.book.read_only_because
        self.plan_button.setEnabled(can_write)
        self.visits.refresh()
        self.reviews = None
        self._work.stop()
        if self.tabs.current() != VISITS:
            self._work_out()

    def refresh_for(self, news: News) -> None:
        """Work out only what the news is about."""
        if _VISIT_NEWS & news.topics.keys():
            self.visits.refresh()
        if _REVIEW_NEWS & news.topics.keys():
            self.reviews = None
            if self.tabs.current() != VISITS:
                self._work_out()

    def count_behind(self) -> None:
        """Count what waits for the person acting."""
        self.visits.count()

    def take_news(self, news: News) -> None:
        """Out of sight only the count at the tab is worked out anew."""
        super().take_news(news)
        if not self.isVisible() and (VISIT_TOPICS | BUSINESS_TOPICS) & news.topics.keys():
            self.visits.count()

    def make_stale(self) -> None:
        """The day or the person acting has changed: other visits wait now."""
        super().make_stale()
        if not self.isVisible():
            self.visits.count()

    def _work_out(self) -> None:
        from desktop.actions.visibility import gather_reviews

        self._work.start(gather_reviews(self.session.book, self.session.desk))

    def _show_reviews(self, found: Reviews) -> None:
        self.reviews = found
        for page in self.pages.values():
            page.show_reviews(found)
        self.settled.emit()

    def finish_background_work(self) -> None:
        """Show the reviews now, whatever is still to be worked out."""
        self._work.finish()

    def show_page(self, key: str) -> None:
        """Show the visits, or the review of one side, by key."""
        self.tabs.set_current(key)
        self.visits.card.save()
        self.stack.setCurrentWidget(self.pages.get(key, self.visits))
        self.plan_button.setVisible(key == VISITS)
        if key != VISITS and self.reviews is None and not self._work.is_running:
            self._work_out()

    def show_visit(self, visit_id: str) -> None:
        """Show one visit."""
        self.show_page(VISITS)
        self.visits.show_visit(visit_id)

    def focus_first(self) -> None:
        """Give the keyboard to what is on the page."""
        self.come_on_screen()
        page = self.pages.get(self.tabs.current() or VISITS)
        if page is None:
            self.visits.focus_first()
        else:
            page.focus_first()

    # Doing

    def do(self, what: str) -> None:
        """Do what a menu asks for, by its word."""
        self.come_on_screen()
        if what in (SALES, OPERATIONS):
            self.show_page(what)
            return
        if what.startswith(SHOW_VISIT):
            self.show_visit(what.removeprefix(SHOW_VISIT))
            return
        self.show_page(VISITS)
        self.visits.do(what)

    def print_page(self) -> None:
        """Print the card of the chosen visit, or the review that is shown."""
        page = self.pages.get(self.tabs.current() or VISITS)
        if page is None:
            self.visits.do("print")
            return
        if self.reviews is None:
            self._work.finish()
        from desktop.printing.preview import preview
        from desktop.printing.review_page import review_page

        if page.review is not None:
            preview(self, review_page(page.review, self.session.business, self.session.today))

    def _tell(self, say: str) -> None:
        self.notice_given.emit(say, True)

    def _tell_only(self, say: str) -> None:
        self.notice_given.emit(say, False)

    def tell_trouble(self, trouble: Trouble) -> None:
        """Let the window say what went wrong."""
        self.trouble_met.emit(trouble)
