"""Health check: what both sides say apart, the tension between them, and how each sees the work (12 and 13)."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.rooms.health_check_page import HealthCheckPage
from desktop.rooms.health_page import HealthPage
from desktop.rooms.room import Room
from desktop.rooms.tension_page import TensionPage
from desktop.rooms.two_views_page import TwoViewsPage
from desktop.session import Session
from resources.words import tr
from storage.book import News
from widgets.page_tabs import PageTabs
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL

CHECK, TENSION, VIEWS = "check", "tension", "views"


class HealthRoom(Room):
    """The Health check tab, with a page for the checks, one for the tension and one for the two views."""

    key = "health"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.check = HealthCheckPage(session)
        self.tension = TensionPage(session)
        self.views = TwoViewsPage(session)
        self.pages: dict[str, HealthPage] = {CHECK: self.check, TENSION: self.tension, VIEWS: self.views}
        self.topics = frozenset[str]().union(*(page.topics for page in self.pages.values()))
        self._stale_pages = set(self.pages)
        self.tabs = PageTabs()
        self.tabs.set_pages(
            (
                (CHECK, tr("Health check"), None),
                (TENSION, tr("Tension map"), None),
                (VIEWS, tr("Two views"), None),
            )
        )
        self.tabs.set_current(CHECK)
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
            page.told.connect(self.notice_given)
            page.troubled.connect(self.trouble_met)
            page.settled.connect(self.settled)
            page.deal_requested.connect(self.deal_requested)
            page.question_requested.connect(self.question_requested)
            page.room_requested.connect(self.room_requested)
        self.check.counted.connect(self.badge_changed)
        self.check.alone_wanted.connect(self._leave_alone)
        self.tabs.page_chosen.connect(self.show_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL - SPACE_S, SPACE_L)
        whole.setSpacing(SPACE_M)
        whole.addWidget(self.tabs)
        whole.addWidget(self.stack, 1)

    @property
    def page(self) -> HealthPage:
        """The page that is shown."""
        return self.pages[self.tabs.current() or CHECK]

    def _leave_alone(self, alone: bool) -> None:
        """Show no other page beside a moment of a check."""
        self.tabs.setVisible(not alone)
        self.alone_wanted.emit(alone)

    # Showing

    def refresh(self) -> None:
        """Show the page that is looked at anew; the others when they are."""
        self._stale_pages = set(self.pages)
        self._refresh_shown()

    def refresh_for(self, news: News) -> None:
        """Work out only what the news is about."""
        self._stale_pages |= {key for key, page in self.pages.items() if page.topics & news.topics.keys()}
        self._refresh_shown()

    def _refresh_shown(self) -> None:
        key = self.tabs.current() or CHECK
        if key in self._stale_pages:
            self._stale_pages.discard(key)
            self.pages[key].refresh()

    def show_page(self, key: str) -> None:
        """Show a page by its key."""
        self.tabs.set_current(key)
        self.stack.setCurrentWidget(self.pages[key])
        self._refresh_shown()

    def take_news(self, news: News) -> None:
        """Out of sight only the count at the tab is worked out anew."""
        super().take_news(news)
        if not self.isVisible() and self.check.topics & news.topics.keys():
            self.check.count()

    def make_stale(self) -> None:
        """The day or the person acting has changed."""
        super().make_stale()
        if not self.isVisible():
            self.check.count()

    def count_behind(self) -> None:
        """Count what waits for the person acting."""
        self.check.count()

    def finish_background_work(self) -> None:
        """Do now what would be done behind the window."""
        self.page.finish_background_work()

    def focus_first(self) -> None:
        """Give the keyboard to what is on the page."""
        self.come_on_screen()
        self.page.focus_first()

    # Doing

    def do(self, what: str) -> None:
        """Show a page by its key, or let the page of the checks do what a menu asks for."""
        self.come_on_screen()
        if what in self.pages:
            self.show_page(what)
            return
        self.show_page(CHECK)
        self.check.do(what)

    def print_page(self) -> None:
        """Print the page that is shown."""
        self.come_on_screen()
        self.page.print_page()
