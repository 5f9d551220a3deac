"""The page of who decides: the matrix of rules and steps, what is skipped and why, and where a change of it goes."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import begin_proposal, save_rule, save_step, save_veto, strike_rule
from desktop.actions.desk import judge, read_desk
from desktop.dialogs.climbs import ClimbsEditor
from desktop.dialogs.rights_editor import RightsEditor
from desktop.dialogs.step_editor import StepEditor
from desktop.dialogs.veto_editor import VetoEditor
from desktop.printing.preview import PreviewDialog
from desktop.rooms.agreement_rights import RightsPage
from framework.agreement import Decider, Measure, Role, Rule, Zone
from framework.agreement_versions import State
from framework.escalation import StepDecider
from storage.intake import read_deal
from tests.desktop.conftest import TODAY
from tests.desktop.ladder_shop import clear_ladder
from widgets.card import PlainLabel
from widgets.rows_card import Row, RowsCard
from widgets.theme import theme

ShowPage = Callable[..., Any]
InFile = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def in_force(show_page: ShowPage, settled: Path) -> Any:
    """Who decides in version 3, with nothing proposed."""
    return show_page(RightsPage, settled)


@pytest.fixture
def proposal(show_page: ShowPage, sample: Path) -> Any:
    """Who decides in the proposal that Ben has written and signed."""
    return show_page(RightsPage, sample, looks_at_open=True)


def row_of(card: RowsCard, name: str) -> Row:
    return next(row for row in card.rows() if row.cells[0].text == name)


def rights(card: RowsCard, name: str) -> list[str]:
    return [cell.text for cell in row_of(card, name).cells[1:4]]


def activate(qtbot: QtBot, card: RowsCard, name: str) -> Any:
    """Open what a row opens, by keyboard."""
    card.view.setFocus()
    assert card.set_current(row_of(card, name).key)
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    page = card.parentWidget()
    assert page is not None
    found = [each for each in page.findChildren(QDialog) if each.isVisible()]
    return found[-1] if found else None


def save(qtbot: QtBot, editor: Any) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert not editor.isVisible(), editor.say_label.text()


def rule_called(host: Any, say: str) -> Rule:
    return next(rule for rule in host.open_one.agreement.rules if rule.say.startswith(say))


def change(host: Any, rule: Rule, **fields: Any) -> None:
    """Change a rule of the open version past the page."""
    session = host.session
    save_rule(book=session.book, who=session.author, version=host.open_one, rule=rule._replace(**fields))


def set_people(host: Any, **columns: bool) -> None:
    """Change everybody who works here."""
    session = host.session
    with session.book.change("People", who=session.author) as changing:
        for (person,) in session.book.rows("SELECT id FROM person"):
            changing.update("person", person, columns)


# The matrix


def test_each_rule_says_what_it_leaves_to_whom(in_force: Any) -> None:
    card = in_force.page.rules_card
    assert len(card.rows()) == len(in_force.in_force.agreement.rules)
    assert rights(card, "Lead time") == ["is told", "may refuse", "–"]
    assert rights(card, "Margin") == ["decides", "decides", "–"]
    assert rights(card, "A fixed date is promised before usable files exist") == ["is asked", "is asked", "decides"]
    assert row_of(card, "Lead time").cells[4].text == "within 2 working hours"
    zones = {row.cells[0].text: row.cells[0].zone for row in card.rows()}
    assert zones["Lead time"] == zones["The client supplies the stock"] == "ASK"
    assert zones["A fixed date is promised before usable files exist"] == "OFF"
    assert row_of(card, "Lead time").say == (
        "Lead time, to be asked, Ana · Sales: is told, Ben · Operations: may refuse, "
        "Ana · Owner: nothing to do with it, within 2 working hours"
    )


def test_each_step_says_who_decides_there(in_force: Any) -> None:
    card = in_force.page.ladder_card
    assert [row.cells[0].text for row in card.rows()] == [
        "1 · Own desk",
        "2 · Both together",
        "3 · Leads of both sides",
        "4 · Owner",
    ]
    assert rights(card, "2 · Both together") == ["decides", "decides", "–"]
    assert rights(card, "4 · Owner") == ["is asked", "is asked", "decides"]
    assert row_of(card, "1 · Own desk").cells[4].text == "within 4 working hours"


@pytest.mark.parametrize(
    ("decides", "wanted"),
    [
        (Decider.LEADS, ["its lead decides", "its lead decides", "–"]),
        (Decider.OWNER, ["is asked", "is asked", "decides"]),
        (Decider.BOTH, ["decides", "decides", "–"]),
    ],
)
def test_the_matrix_follows_the_rule(proposal: Any, decides: Decider, wanted: list[str]) -> None:
    change(proposal, rule_called(proposal, "Usual lead time"), decides=decides)
    assert rights(proposal.page.rules_card, "Lead time") == wanted


def test_whoever_is_told_is_told(proposal: Any) -> None:
    change(proposal, rule_called(proposal, "Usual lead time"), told=frozenset({Role.OWNER}))
    assert rights(proposal.page.rules_card, "Lead time") == ["is told", "may refuse", "is told"]


def test_each_role_speaks_in_its_voice(in_force: Any) -> None:
    image = in_force.page.rules_card._headings.grab().toImage()
    seen = {image.pixelColor(x, y).getRgb()[:3] for x in range(image.width()) for y in range(image.height())}
    for role in Role:
        voice = theme().voice(role.value).getRgb()[:3]
        # Thin letters are painted a little lighter than their colour.
        nearest = min(max(abs(one - other) for one, other in zip(voice, each, strict=True)) for each in seen)
        assert nearest < 30, (role, nearest)
    cells = row_of(in_force.page.rules_card, "Margin").cells
    assert [cell.colour for cell in cells[1:4]] == ["sales", "operations", "muted"]


def test_headings_name_people_where_there_is_one(in_force: Any) -> None:
    def headings() -> str:
        # The name of the painted headings is what a screen reader says of them.
        return str(in_force.page.rules_card._headings.accessibleName())

    assert headings() == "Rule, Ana · Sales, Ben · Operations, Ana · Owner, Answer"
    set_people(in_force, sells=True, owner=False)
    assert headings() == "Rule, Sales, Ben · Operations, Owner, Answer"


# The ladder


def test_a_step_of_the_same_people_is_shown_as_skipped_with_the_reason(in_force: Any) -> None:
    row = row_of(in_force.page.ladder_card, "3 · Leads of both sides")
    assert row.cells[4].text == "skipped here: the same two people decide as on step 2"
    assert {cell.colour for cell in row.cells} == {"muted"}
    assert "skipped here" in row.say
    others = [row for row in in_force.page.ladder_card.rows() if "skipped" in row.cells[4].text]
    assert len(others) == 1


def test_somebody_alone_skips_up_to_the_end(in_force: Any) -> None:
    session = in_force.session
    with session.book.change("Ben has left", who=session.author) as changing:
        for person in session.business.people:
            values = {"sells": True, "delivers": True} if person.name == "Ana" else {"left_on": session.today}
            changing.update("person", person.id, values)
    said = [row.cells[4].text for row in in_force.page.ladder_card.rows()]
    assert said[1:] == ["skipped here: the same person decides as on step 1"] * 3
    assert not said[0].startswith("skipped")


def test_three_people_skip_nothing(in_force: Any) -> None:
    session = in_force.session
    with session.book.change("Cara comes", who=session.author) as changing:
        changing.add("person", {"name": "Cara", "sells": True, "delivers": False, "position": 5})
    assert not any("skipped" in row.cells[4].text for row in in_force.page.ladder_card.rows())


# A change goes into a proposal


def test_who_decides_is_changed_in_a_proposal_and_shown_there(in_force: Any, qtbot: QtBot) -> None:
    before = in_force.in_force
    editor = activate(qtbot, in_force.page.rules_card, "Lead time")
    assert isinstance(editor, RightsEditor)
    qtbot.keyClick(editor.decides_choice.button("both"), Qt.Key.Key_Space)
    save(qtbot, editor)
    assert in_force.page.version.id == in_force.open_one.id
    row = row_of(in_force.page.rules_card, "Lead time")
    assert row.mark == "was Operations may refuse" and row.say.endswith("was Operations may refuse")
    assert in_force.in_force == before
    assert in_force.notices == ["In the proposal: Lead time"]


def test_a_step_is_changed_in_a_proposal_and_shown_there(in_force: Any, qtbot: QtBot) -> None:
    before = in_force.in_force
    editor = activate(qtbot, in_force.page.ladder_card, "2 · Both together")
    assert isinstance(editor, StepEditor)
    editor.hours_edit.setText("4")
    editor.hours_edit.setModified(True)
    save(qtbot, editor)
    assert row_of(in_force.page.ladder_card, "2 · Both together").mark == "was within 1 working day"
    assert in_force.in_force == before


def test_the_veto_is_changed_in_a_proposal_and_shown_there(in_force: Any, qtbot: QtBot) -> None:
    page, before = in_force.page, in_force.in_force
    assert page.veto_label.text() == before.agreement.veto and not page.veto_mark.isVisible()
    page.veto_button.setFocus()
    qtbot.keyClick(page.veto_button, Qt.Key.Key_Space)
    editor = page.findChild(VetoEditor)
    editor.veto_edit.setPlainText("Safety alone")
    save(qtbot, editor)
    assert page.veto_label.text() == "Safety alone"
    assert page.veto_mark.isVisible() and page.veto_mark.text() == f"was: {before.agreement.veto}"
    assert in_force.in_force == before


def test_marks_tell_what_this_page_shows_and_nothing_else(proposal: Any) -> None:
    session, page = proposal.session, proposal.page
    assert [row.mark for row in page.rules_card.rows()] == [""] * len(page.rules_card.rows()), "limits are not shown"
    agreement = proposal.open_one.agreement
    new = Rule("", None, "The client wants it on a Sunday", zone=Zone.ASK)
    save_rule(book=session.book, who=session.author, version=proposal.open_one, rule=new)
    change(proposal, rule_called(proposal, "Margin"), decides=Decider.OWNER, told=frozenset(), why="another reason")
    change(proposal, rule_called(proposal, "Usual lead time"), told=frozenset({Role.OWNER}))
    change(proposal, rule_called(proposal, "The client supplies"), zone=Zone.OFF)
    strike_rule(
        book=session.book, who=session.author, version=proposal.open_one, rule=rule_called(proposal, "Everything")
    )
    step = agreement.ladder[0]._replace(name="Own corner", decides=StepDecider.TOGETHER, belongs="else")
    save_step(book=session.book, who=session.author, version=proposal.open_one, step=step)
    marks = {row.cells[0].text: row.mark for row in page.rules_card.rows() if row.mark}
    assert marks == {
        "The client wants it on a Sunday": "new",
        "Margin": "was Both together",
        "Lead time": "told before: nobody",
        "The client supplies the stock": "was Ask Operations first",
        "Parts not in the catalogue": "struck",
    }
    assert row_of(page.ladder_card, "1 · Own corner").mark == (
        "was Own desk, was Each function alone, other words about what belongs there"
    )


def test_a_struck_rule_is_put_back_from_here_as_well(proposal: Any, qtbot: QtBot) -> None:
    session, card = proposal.session, proposal.page.rules_card
    parts = rule_called(proposal, "Everything")
    strike_rule(book=session.book, who=session.author, version=proposal.open_one, rule=parts)
    assert row_of(card, "Parts not in the catalogue").cells[-1].text == "Put it back"
    assert activate(qtbot, card, "Parts not in the catalogue") is None
    assert rule_called(proposal, "Everything") == parts
    assert row_of(card, "Parts not in the catalogue").mark == ""
    assert proposal.notices == ["In the proposal: put back: Parts not in the catalogue"]


def test_a_change_takes_a_signature_back_and_undo_gives_it_again(proposal: Any, qtbot: QtBot) -> None:
    assert len(proposal.open_one.signatures) == 1
    editor = activate(qtbot, proposal.page.rules_card, "Lead time")
    assert any("Ben has signed this" in label.text() for label in editor.findChildren(PlainLabel))
    qtbot.keyClick(editor.told_boxes[Role.OWNER], Qt.Key.Key_Space)
    save(qtbot, editor)
    assert (proposal.open_one.signatures, proposal.open_one.state) == ((), State.DRAFT)
    assert "that signature is taken back" in proposal.notices[0]
    book = proposal.session.book
    assert book.undo_label == "Rule: Usual lead time or longer, counted from proof approval"
    book.undo(who=proposal.session.author)
    assert len(proposal.open_one.signatures) == 1
    assert rights(proposal.page.rules_card, "Lead time") == ["is told", "may refuse", "–"]


def test_deals_are_answered_by_who_decides_in_what_is_in_force(in_force: Any, qtbot: QtBot) -> None:
    session = in_force.session

    def deciders() -> set[Any]:
        desk = read_desk(session.book, session.today, session.business)
        found = set()
        for (deal_id,) in session.book.rows("SELECT id FROM deal WHERE stage IN ('lead', 'intake', 'offered')"):
            deal = read_deal(session.book, deal_id, digits=2)
            assert deal is not None
            reasons = judge(session.book, desk, deal).verdict.reasons
            found |= {each.decides for each in reasons if each.measure is Measure.LEAD_TIME and each.zone is Zone.ASK}
        return found

    assert deciders() == {Decider.OPERATIONS}
    for name in [row.cells[0].text for row in in_force.page.rules_card.rows() if "Lead time" in row.cells[0].text]:
        editor = activate(qtbot, in_force.page.rules_card, name)
        qtbot.keyClick(editor.decides_choice.button("owner"), Qt.Key.Key_Space)
        save(qtbot, editor)
    assert {rule.decides for rule in in_force.open_one.agreement.rules if rule.measure is Measure.LEAD_TIME} == {
        Decider.OWNER
    }
    assert deciders() == {Decider.OPERATIONS}


# By keyboard; empty; read only; of the past


def test_up_and_down_go_from_the_rules_to_the_ladder(in_force: Any, qtbot: QtBot) -> None:
    page = in_force.page
    page.focus_first()
    assert QApplication.focusWidget() is page.rules_card.view
    qtbot.keyClick(page.rules_card.view, Qt.Key.Key_End)
    qtbot.keyClick(page.rules_card.view, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.ladder_card.view
    assert page.ladder_card.current_key() == page.ladder_card.rows()[0].key
    qtbot.keyClick(page.ladder_card.view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.add_step_button
    qtbot.keyClick(page.add_step_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.veto_button


def test_a_business_of_no_trade_has_its_general_rules_and_the_ladder(show_page: ShowPage, blank: Path) -> None:
    page = show_page(RightsPage, blank).page
    assert [row.cells[0].text for row in page.rules_card.rows()] == ["Lead time", "Margin", "Discount", "Week load"]
    assert len(page.ladder_card.rows()) == 4
    assert page.veto_label.text() == "Nothing is written down yet."


def test_without_a_rule_it_says_where_to_write_one(proposal: Any) -> None:
    session, page = proposal.session, proposal.page
    with session.book.change("No rules", who=session.author) as changing:
        for (row,) in session.book.rows("SELECT id FROM rule WHERE agreement_id = ?", (proposal.open_one.id,)):
            changing.remove("rule", row)
    assert all(row.mark == "struck" for row in page.rules_card.rows())
    page.show_version(proposal.standing, proposal.open_one._replace(based_on=None))
    assert page.rules_card.rows() == ()
    assert any("Write the first one under Rules" in label.text() for label in page.findChildren(PlainLabel))
    page.focus_first()
    assert QApplication.focusWidget() is page.ladder_card.view


def test_a_file_that_may_only_be_read_is_only_looked_at(
    show_page: ShowPage, settled: Path, qtbot: QtBot, in_file: InFile
) -> None:
    host = show_page(RightsPage, settled)
    host.session.book.read_only_because = "Somebody else has it."
    host.take_news()
    before = in_file("SELECT max(seq) FROM change")
    assert not host.page.veto_button.isVisible()
    for card, name in ((host.page.rules_card, "Lead time"), (host.page.ladder_card, "1 · Own desk")):
        editor = activate(qtbot, card, name)
        assert not editor.save_button.isVisible()
        editor.reject()
    assert in_file("SELECT max(seq) FROM change") == before


def test_what_is_edited_is_the_proposal_also_from_what_is_in_force(proposal: Any, qtbot: QtBot) -> None:
    change(proposal, rule_called(proposal, "Usual lead time"), decides=Decider.OWNER)
    step = proposal.open_one.agreement.ladder[0]._replace(name="Own corner")
    session = proposal.session
    save_step(book=session.book, who=session.author, version=proposal.open_one, step=step)
    save_veto(book=session.book, who=session.author, version=proposal.open_one, veto="Proposed")
    proposal.looks_at_open = False
    proposal.take_news()
    page = proposal.page
    assert rights(page.rules_card, "Lead time") == ["is told", "may refuse", "–"]
    editor = activate(qtbot, page.rules_card, "Lead time")
    assert editor.decides_choice.value() == "owner"
    editor.reject()
    editor = activate(qtbot, page.ladder_card, "1 · Own desk")
    assert editor.name_edit.text() == "Own corner"
    editor.reject()
    page.veto_button.click()
    veto = page.findChildren(VetoEditor)[-1]
    assert veto.veto_edit.toPlainText() == "Proposed"
    veto.reject()


def test_a_version_of_the_past_is_shown_as_it_was(proposal: Any, qtbot: QtBot) -> None:
    change(proposal, rule_called(proposal, "Usual lead time"), decides=Decider.OWNER)
    page = proposal.page
    page.show_version(proposal.standing, proposal.standing.versions[0])
    assert not page.veto_button.isVisible()
    editor = activate(qtbot, page.rules_card, "Lead time")
    assert editor.decides_choice.value() == "operations" and not editor.save_button.isVisible()
    editor.reject()


# The ladder is changed


def test_a_step_is_added_under_the_owners_and_taken_off_again(in_force: Any, qtbot: QtBot) -> None:
    page = in_force.page
    qtbot.mouseClick(page.add_step_button, Qt.MouseButton.LeftButton)
    editor = page.findChild(StepEditor)
    editor.name_edit.setText("A night's sleep")
    save(qtbot, editor)
    assert [step.name for step in in_force.open_one.agreement.ladder] == [
        "Own desk",
        "Both together",
        "Leads of both sides",
        "A night's sleep",
        "Owner",
    ]
    assert row_of(page.ladder_card, "4 · A night's sleep").mark == "new"
    assert in_force.session.book.undo_label == "New step: A night's sleep"
    editor = activate(qtbot, page.ladder_card, "1 · Own desk")
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert row_of(page.ladder_card, "Own desk").mark == "struck"
    assert len(in_force.in_force.agreement.ladder) == 4
    activate(qtbot, page.ladder_card, "Own desk")
    assert next(step.name for step in in_force.open_one.agreement.ladder) == "Own desk"
    assert in_force.open_one.agreement.ladder[0] == in_force.in_force.agreement.ladder[0]


def test_a_step_with_named_people_shows_them_and_who_is_gone(in_force: Any, qtbot: QtBot) -> None:
    session, page = in_force.session, in_force.page
    begin_proposal(book=session.book, who=session.author, standing=in_force.standing)
    ben = next(person.id for person in session.business.people if person.name == "Ben")
    with session.book.change("Cara was here", who=session.author) as changing:
        cara = changing.add("person", {"name": "Cara", "sells": True, "position": 9, "left_on": TODAY})
    step = in_force.open_one.agreement.ladder[2]
    wanted = step._replace(people=frozenset({ben, cara}), money_limit=Decimal(5000))
    save_step(book=session.book, who=session.author, version=in_force.open_one, step=wanted)
    in_force.look_at_open()
    row = row_of(page.ladder_card, "3 · Leads of both sides")
    assert row.cells[4].text == "Ben and Cara · up to €5,000 · within 1 working day"
    assert row.mark == "Cara no longer works here. · was whoever the step means, was any value"
    assert rights(page.ladder_card, "3 · Leads of both sides") == ["–", "decides", "–"]


def test_whether_overdue_questions_move_up_by_themselves_is_chosen_here(in_force: Any, qtbot: QtBot) -> None:
    page = in_force.page
    assert page.climbs_label.text() == "Yes, to the next step"
    qtbot.mouseClick(page.climbs_button, Qt.MouseButton.LeftButton)
    editor = page.findChild(ClimbsEditor)
    editor.choices.button(1).click()
    save(qtbot, editor)
    assert not in_force.session.business.climbs_by_itself
    in_force.take_news()
    assert page.climbs_label.text() == "No, somebody moves it up"
    assert in_force.notices == ["Overdue questions move up: No, somebody moves it up"]
    assert in_force.standing.open is None, "it is no line of the agreement"


def test_the_ladder_prints_from_the_agreement(agreement: Any) -> None:
    agreement.do("print_ladder")
    (preview,) = agreement.findChildren(PreviewDialog)
    assert preview.page.title == "Ladder, Version 3"
    assert "Leads of both sides" in " ".join(preview.page.units)
    preview.reject()
