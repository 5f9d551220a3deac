"""A rule whole: read and changed field by field; what can't be is said, and everything that was typed stays."""

import gc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing, save_rule
from desktop.dialogs.rule_editor import LONGEST_SAY, RuleEditor
from desktop.rooms.agreement import AgreementRoom
from framework.agreement import Decider, Measure, Rule, Silence, Zone
from storage.book import Author
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    dialog,
    focused,
    general,
    no_dialog,
    plain,
    press,
    rule_named,
    rules_page,
    settle,
    standing,
    texts_in,
    write,
)
from widgets.card import Title

Edit = Callable[..., RuleEditor]
BEN = Author("", "Ben")


@pytest.fixture
def edit(agreement: AgreementRoom, sample: Path) -> Edit:
    """A function that opens the editor of a measure's general rule, of a sentence, or of a new rule."""
    agreement.do("show")
    settle()

    def show(measure: Measure | None = None, say: str = "") -> RuleEditor:
        page = rules_page(agreement)
        assert page.version is not None
        if measure is None and not say:
            page.add_rule()
        else:
            found = general(page.version, measure) if measure is not None else rule_named(page.version, say)
            page.edit_rule(found.id)
        return dialog(agreement, RuleEditor)

    return show


def opened(path: Path) -> Any:
    found = standing(path).open
    assert found is not None
    return found


def say(editor: RuleEditor, text: str) -> None:
    editor.say_edit.setPlainText(text)


def refused(editor: RuleEditor) -> str:
    """Press Save, which is to be refused; return what is said, wherever it is said."""
    editor.save_button.click()
    settle()
    assert editor.isVisible()
    return " ".join(text for text in texts_in(editor) if text)


def test_it_shows_the_rule_whole(edit: Edit, sample: Path) -> None:
    editor = edit(Measure.LEAD_TIME)
    rule = general(opened(sample), Measure.LEAD_TIME)
    assert editor.measure_box.currentText() == "Lead time"
    assert not editor.measure_box.isEnabled(), "of another measure it would be another rule"
    assert editor.offering_box.currentText() == "Every offering"
    assert editor.say_edit.toPlainText() == rule.say
    assert editor.bands.limits() == (10, 5)
    assert editor.decides_box.currentText() == "Operations, and may refuse"
    assert editor.hours_edit.value() == 2
    assert editor.silence_box.currentText() == "It counts as a no"
    assert editor.exception_edit.text() == rule.exception_by
    assert editor.why_edit.text() == rule.why
    assert not editor.ask_radio.isVisible()
    assert editor.rule() == rule
    editor.close()


def test_a_sentence_shows_where_it_leads_and_no_limits(edit: Edit) -> None:
    editor = edit(say="A fixed date is promised")
    assert editor.off_radio.isChecked()
    assert not editor.bands.isVisible()
    assert focused() is editor.say_edit
    editor.close()


def test_unchanged_it_writes_nothing(edit: Edit, sample: Path, agreement: AgreementRoom) -> None:
    before = opened(sample)
    edit(Measure.LEAD_TIME).save_button.click()
    assert no_dialog()
    assert opened(sample) == before, "the signature under the text stays"


def test_every_field_is_kept(edit: Edit, sample: Path) -> None:
    editor = edit(Measure.MARGIN)
    say(editor, "  What is  left\nof the price ")
    write(editor.bands.promise_edit, "32.5")
    write(editor.bands.stop_edit, "12.25")
    editor.decides_box.setCurrentIndex(editor.decides_box.findData(Decider.LEADS.value))
    write(editor.hours_edit, "1.5")
    editor.silence_box.setCurrentIndex(editor.silence_box.findData(Silence.OPEN.value))
    write(editor.exception_edit, "Kim & <b>Lee</b>")
    write(editor.why_edit, "Film got dearer")
    press(Qt.Key.Key_Return)
    assert no_dialog()
    rule = general(opened(sample), Measure.MARGIN)
    assert rule._replace(id="", told=frozenset()) == Rule(
        "",
        Measure.MARGIN,
        "What is left of the price",
        None,
        Decimal("32.5"),
        Decimal("12.25"),
        None,
        Decider.LEADS,
        Decimal("1.5"),
        Silence.OPEN,
        "Kim & <b>Lee</b>",
        "Film got dearer",
    )


def test_a_stop_can_be_left_out(edit: Edit, sample: Path) -> None:
    editor = edit(Measure.LEAD_TIME)
    editor.bands.never_check.setFocus()
    press(Qt.Key.Key_Space)
    assert not editor.bands.stop_edit.isEnabled()
    editor.save_button.click()
    assert no_dialog()
    assert general(opened(sample), Measure.LEAD_TIME).stop_limit is None


def test_a_new_rule_for_one_offering(qtbot: QtBot, edit: Edit, sample: Path) -> None:
    editor = edit()
    assert editor.windowTitle() == "New rule"
    assert editor.remove_button is None
    editor.measure_box.setCurrentIndex(editor.measure_box.findText("Discount"))
    editor.offering_box.setCurrentIndex(editor.offering_box.findText("Banner set"))
    write(editor.bands.promise_edit, "3")
    editor.bands.never_check.setFocus()
    press(Qt.Key.Key_Space)
    assert focused() is editor.bands.stop_edit
    qtbot.keyClicks(editor.bands.stop_edit, "6")
    press(Qt.Key.Key_Return)
    assert no_dialog()
    (rule,) = [
        rule
        for rule in opened(sample).agreement.rules
        if rule.measure is Measure.DISCOUNT and rule.offering_id is not None
    ]
    assert (rule.promise_limit, rule.stop_limit) == (3, 6)
    assert rule.say == "Discount", "without words it is called by what it looks at"


# What can't be


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("promise_edit", "a lot", "Please write a number"),
        ("promise_edit", "", "Write from where Sales may promise alone."),
        ("promise_edit", "3", "The stop must be 3 days or less"),
        ("stop_edit", "12", "The stop must be 10 days or less"),
        ("stop_edit", "2.5", "Please write a whole number."),
        ("promise_edit", "-1", "This cannot be less than 0."),
        ("promise_edit", "1e9", "Please write a"),
    ],
)
def test_a_wrong_limit_stays_and_says_what_to_do(
    edit: Edit, sample: Path, agreement: AgreementRoom, field: str, text: str, said: str
) -> None:
    before = opened(sample)
    editor = edit(Measure.LEAD_TIME)
    write(editor.why_edit, "Typed before it went wrong")
    line = getattr(editor.bands, field)
    write(line, text)
    assert said in refused(editor)
    assert line.text() == text
    assert editor.why_edit.text() == "Typed before it went wrong"
    assert focused() in (editor.bands.promise_edit, editor.bands.stop_edit)
    assert opened(sample) == before
    editor.close()


def test_the_handles_and_the_lines_are_one(edit: Edit, sample: Path) -> None:
    editor = edit(Measure.LEAD_TIME)
    write(editor.bands.promise_edit, "12")
    press(Qt.Key.Key_Tab)
    assert editor.bands.slider.limits() == (12, 5)
    for knob in editor.bands.slider.knobs():
        knob.setFocus()
        before = editor.bands.limits()
        press(Qt.Key.Key_Up)
        assert editor.bands.limits() != before
    assert (editor.bands.promise_edit.value(), editor.bands.stop_edit.value()) == editor.bands.limits() == (13, 6)
    editor.save_button.click()
    assert no_dialog()
    assert general(opened(sample), Measure.LEAD_TIME)[4:6] == (13, 6)


def test_what_stood_before_is_told(edit: Edit) -> None:
    editor = edit(Measure.DISCOUNT)
    assert editor.bands.limits() == (8, 20)
    assert any("was 10" in text for text in texts_in(editor.bands.slider))
    editor.close()
    editor = edit(Measure.MARGIN)
    assert not any("was" in text.split() for text in texts_in(editor.bands.slider))
    editor.close()


def test_a_second_rule_for_the_same_measure_and_offering_is_refused_and_everything_typed_stays(
    edit: Edit, sample: Path
) -> None:
    before = opened(sample)
    editor = edit()
    say(editor, "At least two weeks & <b>not</b> a day less")
    write(editor.bands.promise_edit, "11")
    write(editor.why_edit, "Because")
    write(editor.exception_edit, "Nobody")
    said = refused(editor)
    assert "There is a rule for the same measure and offering already." in said
    assert editor.say_edit.toPlainText() == "At least two weeks & <b>not</b> a day less"
    assert editor.bands.promise_edit.value() == 11
    assert (editor.why_edit.text(), editor.exception_edit.text()) == ("Because", "Nobody")
    assert opened(sample) == before
    # For one offering it is another rule.
    editor.offering_box.setCurrentIndex(editor.offering_box.findText("Vehicle wrap"))
    editor.save_button.click()
    assert no_dialog()
    assert len(opened(sample).agreement.rules) == len(before.agreement.rules) + 1


def test_a_sentence_without_words_is_refused(edit: Edit, sample: Path) -> None:
    before = opened(sample)
    editor = edit()
    editor.measure_box.setCurrentIndex(editor.measure_box.count() - 1)
    say(editor, "  \n ")
    assert "Write the sentence that is true or false of a deal." in refused(editor)
    assert opened(sample) == before
    editor.close()


def test_words_that_are_too_long_are_kept_and_not_cut(edit: Edit, sample: Path) -> None:
    editor = edit(say="A fixed date is promised")
    long = "word " * (LONGEST_SAY // 5) + "and one more"
    say(editor, long)
    assert f"{LONGEST_SAY} characters fit here. Say it shorter." in refused(editor)
    assert editor.say_edit.toPlainText() == long
    say(editor, long[:LONGEST_SAY])
    editor.save_button.click()
    assert no_dialog()
    assert rule_named(opened(sample), "word word").say == long[:LONGEST_SAY].strip()


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Write how many working hours an answer may take; 0 is at once."), ("soon", "Please write a number")],
)
def test_an_answer_needs_its_hours(edit: Edit, text: str, said: str) -> None:
    editor = edit(Measure.MARGIN)
    write(editor.hours_edit, text)
    assert said in refused(editor)
    assert focused() is editor.hours_edit
    write(editor.hours_edit, "0")
    editor.save_button.click()
    assert no_dialog()


def test_a_rule_for_an_offering_that_is_no_longer_there_stays_one_for_it(
    edit: Edit, sample: Path, agreement: AgreementRoom
) -> None:
    """Else saving another word of it would make it a rule for every offering."""
    with open_book(sample) as book:
        now = read_standing(book, 2, TODAY).open
        assert now is not None
        (fascia,) = [each for each in now.agreement.offerings.values() if each.name == "Illuminated fascia"]
        with book.change("Gone", who=BEN) as change:
            for (key,) in book.rows(
                "SELECT id FROM offering_terms WHERE agreement_id = ? AND offering_id = ?", (now.id, fascia.id)
            ):
                for (hours,) in book.rows("SELECT id FROM offering_hours WHERE terms_id = ?", (key,)):
                    change.remove("offering_hours", hours)
                change.remove("offering_terms", key)
    agreement.session.catch_up()
    settle()
    page = rules_page(agreement)
    assert page.version is not None
    (rule,) = [each for each in page.version.agreement.rules if each.offering_id == fascia.id]
    page.edit_rule(rule.id)
    editor = dialog(agreement, RuleEditor)
    assert editor.offering_box.currentText() == "Illuminated fascia"
    assert editor.rule() == rule
    editor.close()


# The ways out


def test_a_rule_is_struck_from_here(edit: Edit, sample: Path, agreement: AgreementRoom) -> None:
    editor = edit(Measure.MARGIN)
    assert editor.remove_button is not None
    editor.remove_button.setFocus()
    press(Qt.Key.Key_Space)
    assert no_dialog()
    assert not [rule for rule in opened(sample).agreement.rules if rule.measure is Measure.MARGIN]


def test_a_rule_that_is_struck_in_the_proposal_is_kept_from_what_is_in_force(
    edit: Edit, sample: Path, agreement: AgreementRoom
) -> None:
    editor = edit(Measure.MARGIN)
    assert editor.remove_button is not None
    editor.remove_button.click()
    settle()
    agreement.do("back")
    settle()
    page = rules_page(agreement)
    assert page.version is not None
    page.edit_rule(general(page.version, Measure.MARGIN).id)
    editor = dialog(agreement, RuleEditor)
    assert editor.remove_button is None
    assert any("struck in the proposal" in text for text in texts_in(editor))
    editor.save_button.click()
    assert no_dialog()
    assert general(opened(sample), Measure.MARGIN).promise_limit == 30


def test_escape_and_cancel_write_nothing(edit: Edit, sample: Path) -> None:
    before = opened(sample)
    editor = edit(Measure.MARGIN)
    write(editor.why_edit, "Not this")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert no_dialog()
    editor = edit(Measure.MARGIN)
    write(editor.bands.promise_edit, "31")
    editor.buttons.button(editor.buttons.StandardButton.Cancel).click()
    assert no_dialog()
    assert opened(sample) == before


def test_a_rule_changed_elsewhere_meanwhile_is_said_once_and_then_meant(
    edit: Edit, sample: Path, agreement: AgreementRoom
) -> None:
    editor = edit(Measure.MARGIN)
    write(editor.why_edit, "Mine")
    with open_book(sample) as book:
        now = read_standing(book, 2, TODAY).open
        assert now is not None
        rule = general(now, Measure.MARGIN)
        save_rule(book=book, who=BEN, version=now, rule=rule._replace(why="Theirs"))
    said = refused(editor)
    assert "This was changed in the meantime." in said
    assert "By Ben, " in said and "Theirs" in said
    assert editor.why_edit.text() == "Mine"
    editor.save_button.click()
    assert no_dialog()
    assert general(opened(sample), Measure.MARGIN).why == "Mine"


def test_tab_goes_through_it_as_it_stands(edit: Edit) -> None:
    editor = edit(Measure.LEAD_TIME)
    editor.say_edit.setFocus()
    seen: list[QWidget] = []
    for _ in range(13):
        press(Qt.Key.Key_Tab)
        seen.append(focused())
    bands = editor.bands
    assert seen == [
        *bands.slider.knobs(),
        bands.promise_edit,
        bands.stop_edit,
        bands.never_check,
        editor.decides_box,
        editor.hours_edit,
        editor.silence_box,
        editor.exception_edit,
        editor.why_edit,
        editor.save_button,
        editor.remove_button,
        editor.buttons.button(editor.buttons.StandardButton.Cancel),
    ]
    editor.close()


def test_every_field_has_a_name(edit: Edit) -> None:
    editor = edit(Measure.LEAD_TIME)
    names = [plain(each.accessibleName()) for each in (editor.measure_box, editor.offering_box, editor.say_edit)]
    assert names == ["What is looked at", "For", "The rule in your words"]
    assert plain(editor.bands.promise_edit.accessibleName()) == "Sales may promise from"
    editor.close()


def test_it_survives_a_collection_of_garbage(agreement: AgreementRoom) -> None:
    """A dialog that nothing in Python holds is held by the window."""
    page = rules_page(agreement)
    assert page.version is not None
    page.edit_rule(general(page.version, Measure.MARGIN).id)
    # Not looked for before: whoever finds it among the children of the window hands it back to it.
    gc.collect()
    dialog(agreement, RuleEditor).close()


def test_it_is_freed_when_it_is_closed(qtbot: QtBot, edit: Edit, agreement: AgreementRoom) -> None:
    for way in ("close", "save"):
        editor = edit(Measure.MARGIN)
        with qtbot.waitSignal(editor.destroyed):
            if way == "close":
                editor.close()
            else:
                editor.save_button.click()
    assert agreement.findChildren(RuleEditor) == []


def test_a_zone_is_chosen_for_a_sentence(edit: Edit, sample: Path) -> None:
    editor = edit(say="A fixed date is promised")
    editor.off_radio.setFocus()
    press(Qt.Key.Key_Left)
    assert editor.ask_radio.isChecked()
    editor.save_button.click()
    assert no_dialog()
    assert rule_named(opened(sample), "A fixed date").zone is Zone.ASK


def test_mirrored_the_title_stands_over_the_fields(qapp: QApplication, edit: Edit) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        editor = edit(Measure.MARGIN)
        (title,) = editor.findChildren(Title)
        ends = [each.mapTo(editor, each.rect().topRight()).x() for each in (title, editor.say_edit)]
        assert ends[0] == ends[1]
        editor.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
