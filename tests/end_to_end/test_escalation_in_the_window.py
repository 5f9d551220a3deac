"""A refusal climbs the ladder in the window, over the Whitsun weekend: Ana sells and owns, Ben delivers.

Every due time was counted by hand on the calendar of the Netherlands. The shop works Monday to Friday from 9 to 17. In
2027, 16 May is Whit Sunday: Monday the 17th is a public holiday. The two meet on Mondays at 9.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.dialogs.answer_editor import AnswerEditor
from desktop.dialogs.decide_question import DecideQuestion
from desktop.dialogs.move_up import MoveUp
from desktop.dialogs.question_words import QuestionWords
from desktop.dialogs.raise_question import RaiseQuestion
from desktop.main import main
from desktop.rooms.deal_form import DealForm
from desktop.rooms.deal_panel import DealPanel
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.agreement import Zone
from framework.checklist import Answer
from framework.intake import items_for
from storage.verify import verify
from tests.desktop.rooms.agreement_screen import act_as, actions, dialog, no_dialog, plain, settle, texts_in, write
from widgets.theme import apply

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FRIDAY = date(2027, 5, 14)
QUARTER = ("2027-04-01", "2027-06-30")
CLIENT = "Mole End Books"
DUE = "2027-06-02"
SUBJECT = f"{CLIENT}: Illuminated fascia by Wed 2 Jun"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of May 2027 on the wall clock of the shop."""
    return datetime(2027, 5, day, hour, minute, tzinfo=AMSTERDAM)


class Shop:
    """What Ana and Ben do at the window, and what they read there."""

    def __init__(self, window: Window, path: Path, set_clock: Callable[[datetime], None]) -> None:
        self.window, self.path, self._set_clock = window, path, set_clock

    @property
    def intake(self) -> IntakeRoom:
        room = self.window.rooms["intake"]
        assert isinstance(room, IntakeRoom)
        return room

    @property
    def panel(self) -> DealPanel:
        assert self.intake.panel is not None
        return self.intake.panel

    @property
    def ladder(self) -> EscalationRoom:
        """The Escalation tab, brought on screen."""
        self.window.show_room("escalation")
        room = self.window.rooms["escalation"]
        assert isinstance(room, EscalationRoom)
        self.rest()
        return room

    def rest(self) -> None:
        settle()
        self.window.finish_background_work()
        settle()

    def go(self, moment: datetime) -> None:
        """Let time pass until `moment`; the window notices by itself, as it does every minute."""
        self._set_clock(moment)
        assert self.window.session is not None
        self.window.session.catch_up()
        self._let_a_minute_pass()

    def _let_a_minute_pass(self) -> None:
        self.window._minute.timeout.emit()
        for room in self.window.rooms.made():
            if isinstance(room, EscalationRoom | IntakeRoom):
                room._minute.timeout.emit()
        self.rest()

    def close_and_open(self, moment: datetime) -> None:
        """Close the file, and open it again at `moment`."""
        self.window.close_file()
        self._set_clock(moment)
        assert self.window.open_file(self.path)
        self.window.show_room("intake")
        self.rest()
        self._let_a_minute_pass()

    def act_as(self, name: str) -> None:
        act_as(self.window, name)
        self.rest()

    # In Intake

    def new_deal(self) -> None:
        """Type what the client on the phone asks for."""
        wrong: list[BaseException] = []

        def on_the_phone() -> None:
            form = QApplication.activeModalWidget()
            assert isinstance(form, DealForm)
            try:
                form.client_edit.setText(CLIENT)
                form.offering_box.setCurrentText("Illuminated fascia")
                for edit, text in (
                    (form.quantity_edit, "1"),
                    (form.promised_edit, DUE),
                    (form.value_edit, "6800"),
                    (form.discount_edit, "2.9"),
                ):
                    write(edit, text)
                form.judge_now()
                form.save()
            except BaseException as error:
                wrong.append(error)
                form.done(0)

        QTimer.singleShot(0, on_the_phone)
        self.intake.new_deal()
        assert wrong == []
        self.rest()
        judged = self.panel.judged
        assert judged is not None and judged.deal.client == CLIENT
        for item in items_for(judged.deal, self.intake.session.business, self.intake.session.today):
            if item.follows is None:
                good = Answer.NO if item.yes_means is not None else Answer.YES
                self.panel.answer_requested.emit(item.id, str(good))
        self.rest()

    def show_deal(self) -> str:
        """Look at the deal in Intake, and return all that its verdict card says."""
        self.window.show_room("intake")
        session = self.intake.session
        ((key,),) = session.book.rows(
            "SELECT d.id FROM deal d JOIN client c ON c.id = d.client_id WHERE c.name = ?", (CLIENT,)
        )
        self.intake.list.choose(key)
        self.rest()
        card = self.panel.verdict_card
        return plain(f"{card.accessibleName()}\n{card.accessibleDescription()}")

    def press_on_deal(self, key: str) -> None:
        """Press a button of the verdict card."""
        self.show_deal()
        self.panel.verdict_card.buttons.button(key).click()
        settle()

    # On the ladder

    def cards(self) -> dict[str, tuple[str, str, str]]:
        """Return the cards about the client on each step: title, line, badge."""
        return {
            step.number: (plain(card.title), plain(card.line), plain(card.badge))
            for step in self.ladder.ladder.steps()
            for card in step.cards
            if card.title.startswith(CLIENT)
        }

    def said(self) -> list[str]:
        """Return what the panel says about the question of the client, which is clicked on the ladder."""
        room = self.ladder
        (key,) = [card.key for step in room.ladder.steps() for card in step.cards if card.title.startswith(CLIENT)]
        room.ladder.card(key).reached.emit(key)
        self.rest()
        return texts_in(room.panel.area)

    def press(self, key: str) -> None:
        """Press a button beside the question of the client."""
        self.said()
        self.ladder.panel.buttons.button(key).click()
        settle()

    def offered(self) -> list[str]:
        """Return what the buttons beside the question of the client say."""
        self.said()
        return actions(self.ladder.panel.buttons)

    def owner_share(self) -> tuple[str, str]:
        """Return the owner's share as the tab has it, and what stands beside it."""
        card = self.ladder.insights.meter_card
        return plain(card.share_label.text()), plain(card.beside_label.text())


@pytest.fixture
def path(tmp_path: Path, set_clock: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample business as of that Friday morning."""
    monkeypatch.setattr("desktop.actions.business.local_timezone", lambda: "Europe/Amsterdam")
    set_clock(at(14, 10))
    made = tmp_path / "Brightside.handshake"
    create_sample(path=made, today=FRIDAY).close()
    return made


@pytest.fixture
def shop(qtbot: QtBot, qapp: QApplication, path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Shop]:
    """The window on it; Ana is acting."""
    apply(qapp, "light")
    window = Window(remembers=False)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    assert window.open_file(path)
    window.show_room("intake")
    window.finish_background_work()
    yield Shop(window, path, set_clock)
    window.close()


def scorecard(path: Path, on: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, int]:
    """Return the owner's share of the quarter as the command line has it."""
    capsys.readouterr()
    first, last = QUARTER
    assert main(["scorecard", str(path), "--from", first, "--to", last, "--on", on, "--json"]) == 0
    share = json.loads(capsys.readouterr().out)["owner_share"]
    return share["count"], share["of"]


def test_a_refusal_climbs_over_whitsun(shop: Shop, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # What the tab says of this quarter before anything happens is what the command line says.
    owner, of = scorecard(path, "2027-05-14", capsys)
    assert 0 < owner < of
    assert shop.owner_share()[0] == f"{owner} of {of}"

    # Friday at ten: a client wants it in 12 working days, not 15. Ana asks, and at eleven Ben says no.
    shop.new_deal()
    assert "Lead time 12 days, ours is 15" in shop.show_deal()
    shop.press_on_deal("ask")
    assert "Waiting on Ben" in shop.show_deal()
    shop.go(at(14, 11))
    shop.act_as("Ben")
    shop.press_on_deal("no")
    answer = dialog(shop.window, AnswerEditor)
    answer.say_edit.setPlainText("The router is booked until the 4th.")
    answer.save_button.click()
    assert no_dialog()
    assert "The answer is no." in shop.show_deal()
    assert "Ben said no on Fri 14 May, 11:00. “The router is booked until the 4th.”" in shop.show_deal()
    # A no is a decision as well, and it was not the owner's.
    assert scorecard(path, "2027-05-14", capsys) == (owner, of + 1)
    assert shop.owner_share()[0] == f"{owner} of {of + 1}"

    # At three Ana does not leave it at that. It starts where each of the two may decide alone.
    shop.go(at(14, 15))
    shop.act_as("Ana")
    shop.press_on_deal("raise_question")
    editor = dialog(shop.window, RaiseQuestion)
    assert editor.subject_edit.text() == SUBJECT
    assert editor.start_label.text() == "It starts on step 1, Own desk."
    editor.words_edit.setPlainText("They open on the 3rd.")
    editor.save_button.click()
    assert no_dialog()
    # Four working hours from Friday 15:00: two until 17:00, then the weekend and Whit Monday. Tuesday from 9 to 11.
    by = "To be settled by Tue 18 May, 11:00."
    assert f"A question about it stands on step 1, Own desk. {by}" in shop.show_deal()
    assert shop.cards() == {"1": (SUBJECT, "Raised by Ana", "4 h left")}
    assert by in shop.said()
    skips = {step.number: step.skip for step in shop.ladder.ladder.steps()}
    assert skips == {"1": "", "2": "", "3": "Same two people as step 2 here: this step is skipped", "4": ""}

    # Nobody opens the program until Tuesday, a minute before the time is over. Then it moves up by itself.
    shop.close_and_open(at(18, 10, 59))
    assert shop.cards() == {"1": (SUBJECT, "Raised by Ana", "1 min left")}
    shop.go(at(18, 11))
    # The meeting of Whit Monday was that Tuesday at 9, which is past. The next one is on Monday.
    assert shop.cards() == {"2": (SUBJECT, "Raised by Ana · moved up by the clock", "on the agenda of Mon 24 May")}
    said = shop.said()
    assert "To be settled by Mon 24 May, 09:00." in said
    assert "Tue 18 May, 11:00: Its time was over: it moved up to step 2, Both together." in said

    # On Friday Ben says his side, and what it means for the client. They do not agree, and he moves it up at four.
    shop.act_as("Ben")
    shop.go(at(21, 15, 30))
    shop.press("words")
    words = dialog(shop.window, QuestionWords)
    words.operations_edit.setPlainText("Two signs would come late for it.")
    words.client_edit.setPlainText("Yes, they open with a sign.")
    words.save_button.click()
    assert no_dialog()
    shop.go(at(21, 16))
    shop.press("move_up")
    up = dialog(shop.window, MoveUp)
    assert "It stands on step 2, Both together and goes to step 4, Owner." in texts_in(up)
    up.save_button.click()
    assert up.isVisible() and set(shop.cards()) == {"2"}, "not without what was tried"
    up.words_edit.setPlainText("A week later: the client said no.")
    up.save_button.click()
    assert no_dialog()
    # Sixteen working hours from Friday 16:00: one that day, eight on Monday, seven on Tuesday from 9.
    assert shop.cards() == {"4": (SUBJECT, "Raised by Ana", "16 h left")}
    said = shop.said()
    assert "To be settled by Tue 25 May, 16:00." in said
    assert said[said.index("How it came here") + 1 :] == [
        "Fri 14 May, 15:00: Ana raised it on step 1, Own desk.",
        "Tue 18 May, 11:00: Its time was over: it moved up to step 2, Both together.",
        "Fri 21 May, 16:00: Ben moved it up to step 4, Owner. Tried before: “A week later: the client said no.”",
    ]

    # It stays there however late it gets, and is overdue from four on. Ben does not decide there.
    shop.go(at(25, 15))
    assert shop.cards() == {"4": (SUBJECT, "Raised by Ana", "1 h left")}
    shop.go(at(25, 16))
    assert shop.cards() == {"4": (SUBJECT, "Raised by Ana", "overdue")}
    assert "It is overdue since Tue 25 May, 16:00." in shop.said()
    assert "Decide" not in shop.offered()
    assert scorecard(path, "2027-05-25", capsys) == (owner, of + 1), "nothing is decided yet"
    assert shop.owner_share()[0] == f"{owner} of {of + 1}"

    # Ana owns the business, and decides. She sells as well, so Ben's words stand first.
    shop.act_as("Ana")
    said = shop.said()
    assert said.index("Operations · Ben") < said.index("Sales · Ana (the owner’s own side)")
    assert "Decide" in shop.offered()
    shop.press("decide")
    decision = dialog(shop.window, DecideQuestion)
    decision.save_button.click()
    assert decision.isVisible() and set(shop.cards()) == {"4"}, "not without words"
    decision.say_edit.setPlainText("We fit it on Saturday.")
    decision.save_button.click()
    assert no_dialog()
    assert shop.cards() == {}

    # By the rules it is nearer still, a week and a day; the verdict follows the decision. One more was the owner's.
    says = shop.show_deal()
    assert "It was asked and may be promised." in says
    assert "Ana decided on Tue 25 May, 16:00: yes. “We fit it on Saturday.”" in says
    judged = shop.panel.judged
    assert judged is not None
    assert (judged.ruled.zone, judged.verdict.zone) == (Zone.OFF, Zone.PROMISE)
    assert scorecard(path, "2027-05-25", capsys) == (owner + 1, of + 2)
    assert shop.owner_share()[0] == f"{owner + 1} of {of + 2}"
    shop.window.close()
    assert verify(path).ok
