"""What is opened after delivery, from the menus, Today or a deal: cards one by one, tables, the saves wall, clients."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from framework.deal import Deal, Stage
from framework.outcome import OUTCOME_STAGES
from resources.words import tr
from storage.clients import client_id_named
from storage.intake import read_deal
from storage.outcome import due_look_backs, read_look_back, read_save, without_outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session
    from desktop.window import Window


class OutcomePages(QObject):
    """Opens the dialogs on a window with a file, and lets its notices tell what was done."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._outcomes_left: tuple[str, ...] = ()
        self._looks_left: tuple[str, ...] = ()

    @property
    def _session(self) -> "Session":
        session = self._window.session
        assert session is not None
        return session

    def ask(self, what: str, key: str) -> None:
        """Ask for what a room wants to know: see `Window.ask_after_delivery`."""
        if what == "outcome":
            self.show_outcome(key)
        elif what == "look_back":
            self.show_look_back(key)
        elif what == "save":
            self.show_save(key)
        elif what == "add_save":
            self.add_save(key)
        else:
            raise ValueError(f"nobody asks for {what} after delivery")

    # One by one

    def show_outcome(self, deal_id: str = "", queue: "Sequence[str]" = ()) -> None:
        """Ask what became of a deal; without one of that shown in Intake, else of all that nobody spoke of yet."""
        if not deal_id and not queue:
            chosen = self._chosen()
            if chosen is not None:
                deal_id = chosen.id
            else:
                queue = [each.deal_id for each in without_outcome(self._session.book, self._session.today)]
        if not deal_id and not queue:
            self._tell(tr("Of every deal it is said how it went."), can_undo=False)
            return
        first, rest = (deal_id, queue) if deal_id else (queue[0], queue[1:])
        deal = self._read(first)
        if deal is None or deal.stage not in OUTCOME_STAGES:
            if rest:
                self.show_outcome(rest[0], rest[1:])
            else:
                self._tell(tr("This deal was not won, so nothing was delivered."), can_undo=False)
            return
        from desktop.dialogs.after_delivery import AfterDelivery

        card = AfterDelivery(self._session, deal, queue=rest, parent=self._over)
        card.saved.connect(self._tell)
        card.next_requested.connect(self._next_outcome)
        self._outcomes_left = tuple(rest)
        card.open()

    def _next_outcome(self, deal_id: str) -> None:
        self.show_outcome(deal_id, self._outcomes_left[1:])

    def show_look_back(self, look_id: str = "", queue: "Sequence[str]" = ()) -> None:
        """Ask how a client is by now; without a look back, for all that are due."""
        if not look_id and not queue:
            queue = [each.look.id for each in due_look_backs(self._session.book, self._session.today)]
        if not look_id and not queue:
            self._tell(tr("No look back is due."), can_undo=False)
            return
        first, rest = (look_id, queue) if look_id else (queue[0], queue[1:])
        look = read_look_back(self._session.book, first)
        deal = None if look is None else self._read(look.deal_id)
        if look is None or deal is None or deal.stage is not Stage.DELIVERED:
            if rest:
                self.show_look_back(rest[0], rest[1:])
            else:
                self._tell(tr("Looks back count from the day of delivery: this deal is not delivered."), can_undo=False)
            return
        from desktop.dialogs.look_back import LookBackEditor

        card = LookBackEditor(self._session, deal, look, queue=rest, parent=self._over)
        card.saved.connect(self._tell)
        card.next_requested.connect(self._next_look_back)
        self._looks_left = tuple(rest)
        card.open()

    def _next_look_back(self, look_id: str) -> None:
        self.show_look_back(look_id, self._looks_left[1:])

    # Saves

    def add_save(self, deal_id: str = "") -> None:
        """Ask for a failure that was prevented, in a deal or in the one that is chosen in Intake."""
        from desktop.dialogs.save_editor import SaveEditor

        deal = self._read(deal_id) if deal_id else self._chosen()
        self._open_editor(SaveEditor(self._session, None, deal, parent=self._over))

    def show_save(self, save_id: str) -> None:
        """Show a failure that was prevented, to change it or take it away."""
        from desktop.dialogs.save_editor import SaveEditor

        save = read_save(self._session.book, save_id, digits=self._session.digits)
        if save is not None:
            deal = None if save.deal_id is None else self._read(save.deal_id)
            self._open_editor(SaveEditor(self._session, save, deal, parent=self._over))

    def show_wall(self) -> None:
        """Show the saves wall."""
        from desktop.dialogs.saves_wall import SavesWall

        wall = SavesWall(self._session, self._over)
        wall.add_requested.connect(self.add_save_of_any)
        wall.save_requested.connect(self.show_save)
        wall.deal_requested.connect(self._window.show_deal)
        wall.open()

    def add_save_of_any(self) -> None:
        """Ask for a failure that was prevented, in any deal."""
        from desktop.dialogs.save_editor import SaveEditor

        self._open_editor(SaveEditor(self._session, None, None, parent=self._over))

    # Clients

    def show_clients(self) -> None:
        """Show the clients; that of the deal in Intake is chosen."""
        deal = self._chosen()
        if deal is not None:
            self.show_client_named(deal.client)
        else:
            self.show_client("")

    def show_client_named(self, name: str) -> None:
        """Show the page of the client of that name."""
        self.show_client(client_id_named(self._session.book, name) or "")

    def show_client(self, client_id: str) -> None:
        """Show the page of a client."""
        from desktop.dialogs.clients import Clients

        page = Clients(self._session, client_id, self._over)
        page.told.connect(self._tell)
        page.deal_requested.connect(self._window.show_deal)
        page.question_requested.connect(self._window.show_question)
        page.look_back_requested.connect(self.show_look_back)
        page.open()

    # The price of a yes and of a no

    def show_prices(self) -> None:
        """Show what exceptions and refusals have cost."""
        from desktop.dialogs.prices import PricesPage

        page = PricesPage(self._session, self._over)
        page.deal_requested.connect(self._window.show_deal)
        page.open()

    # Many deals

    def show_table(self) -> None:
        """Show the deals of which nobody has said yet how they went, to type them in row by row."""
        from desktop.dialogs.deliveries import Deliveries

        table = Deliveries(self._session, self._over)
        table.deal_requested.connect(self._window.show_deal)
        table.open()

    def _open_editor(self, editor: "QWidget") -> None:
        editor.saved.connect(self._tell)  # type: ignore[attr-defined]
        editor.open()  # type: ignore[attr-defined]

    # Between

    @property
    def _over(self) -> "QWidget":
        """What the next dialog opens over: the dialog that is open, else the window."""
        return QApplication.activeModalWidget() or self._window

    def _chosen(self) -> Deal | None:
        """Return the deal that Intake shows, when Intake is on screen."""
        room = self._window.room
        deal = getattr(room, "deal", None)
        return deal if isinstance(deal, Deal) else None

    def _read(self, deal_id: str) -> Deal | None:
        return read_deal(self._session.book, deal_id, digits=self._session.digits)

    def _tell(self, say: str, can_undo: bool = True) -> None:
        self._window.bars.give(say, can_undo=can_undo)
