"""The verdict: the answer first, the reasons under it, the way out beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from widgets.card import LeadLabel
from widgets.verdict_card import VerdictCard

REASONS = [("Lead time", "10 days, ours is 15"), ("Week at 90 %,", "we ask from 85 %")]
ACTIONS = [("ask", "Ask Ben & Co", True), ("print", "Print checklist", False)]


def shown(card: VerdictCard) -> list[str]:
    return [label.text() for label in card.findChildren(LeadLabel) if not label.isHidden()]


def test_a_verdict_is_shown_and_heard(qtbot, spoken) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.set_verdict("ASK", "Two rules hold this back.", REASONS, "Ben answers within 1 working day.", ACTIONS)
    card.show()
    assert card.tone() == "amber"
    assert shown(card) == ["Lead time 10 days, ours is 15", "Week at 90 %, we ask from 85 %"]
    names = spoken(card)
    assert names[0] == "Two rules hold this back."
    assert {"Ask Operations first", "Ask Ben & Co", "Print checklist"} <= set(names)
    assert card.accessibleDescription().splitlines()[-1] == "Ben answers within 1 working day."


def test_buttons_tell_their_key_and_keep_the_focus(qtbot) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.set_verdict("ASK", "Ask", REASONS, "", ACTIONS)
    card.show()
    button = card.buttons.button("print")
    button.setFocus()
    with qtbot.waitSignal(card.action_requested, timeout=1000) as told:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told.args == ["print"]
    card.set_verdict("ASK", "Ask", REASONS[:1], "", [ACTIONS[0], ("print", "Print", False)])
    assert card.buttons.button("print") is button and button.text() == "Print"
    assert card.buttons.button("ask").text() == "Ask Ben && Co"


def test_the_keyboard_stays_in_the_row_when_the_button_pressed_goes(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    card, next_one = VerdictCard(), QPushButton("Add a promise")
    column = QVBoxLayout(window)
    for widget in (card, next_one):
        column.addWidget(widget)
    card.set_verdict("ASK", "Ask", REASONS, "", ACTIONS)
    window.show()
    card.buttons.button("ask").setFocus()
    card.set_verdict("ASK", "Asked", REASONS, "", [("take_back", "Take the question back", False), ACTIONS[1]])
    assert window.focusWidget() is card.buttons.button("take_back"), "Space does not open what stands beneath"
    qtbot.waitUntil(card.buttons.button("print").isVisible)
    card.buttons.button("print").setFocus()
    card.set_verdict("ASK", "Answered", REASONS, "", [("take_over", "Use these", True), ACTIONS[1]])
    assert window.focusWidget() is card.buttons.button("print")
    next_one.setFocus()
    card.set_verdict("ASK", "Ask", REASONS, "", ACTIONS)
    assert window.focusWidget() is next_one, "nobody is called away from elsewhere"


def test_fewer_reasons_and_other_buttons_leave_nothing_behind(qtbot) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.set_verdict("OFF", "Off", REASONS, "quiet", ACTIONS)
    card.set_verdict("PROMISE", "Fine", [], "", [("promise", "Promise it", True)])
    card.show()
    assert card.tone() == "green" and shown(card) == []
    visible = [button.text() for button in card.findChildren(QPushButton) if button.isVisible()]
    assert visible == ["Promise it"]


def test_long_words_go_to_the_next_line(qtbot) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.set_verdict(
        "ASK", "Zwei Regeln", [], "", [("a", "Betrieb zuerst fragen", True), ("b", "Liste drucken", False)]
    )
    card.resize(230, card.heightForWidth(230))
    card.show()
    first, second = card.buttons.button("a"), card.buttons.button("b")
    assert second.y() > first.y()
    assert card.rect().contains(second.mapTo(card, second.rect().bottomRight()))
