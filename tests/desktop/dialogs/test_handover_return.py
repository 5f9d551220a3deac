"""Returning a won deal to Sales: the open questions are ticked, and something has to be missing."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.actions.intake import answer_item
from desktop.dialogs.handover_return import HandoverReturn
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.handover import missing_items
from framework.intake import items_for
from tests.desktop.rooms.agreement_screen import dialog, no_dialog, texts_in

InFile = Callable[..., list[tuple[Any, ...]]]
SAID = "SELECT say FROM handover WHERE deal_id = ? ORDER BY at DESC, rowid DESC LIMIT 1"


@pytest.fixture
def returning(sample_window: Window, intake: IntakeRoom, in_file: InFile) -> Callable[[int], HandoverReturn]:
    """A function that opens the dialog for Ben on a won deal of which so many questions are open."""

    def returning(open_items: int) -> HandoverReturn:
        # Won, and nobody of Operations has looked at it yet.
        ((deal_id,),) = in_file(
            "SELECT id FROM deal WHERE stage = 'won' AND id NOT IN (SELECT deal_id FROM handover) LIMIT 1"
        )
        session = intake.session
        ben = next(person for person in session.business.people if person.name == "Ben")
        session.act_as(ben.id)
        intake.list.choose(deal_id)
        intake.finish_background_work()
        assert intake.panel is not None
        judged = intake.panel.judged
        assert judged is not None
        items = items_for(judged.deal, session.business, session.today)
        assert missing_items(items, judged.answers) == ()
        needed = missing_items(items, {})
        for item in needed[:open_items]:
            answer_item(book=session.book, who=session.author, deal_id=deal_id, item=item.id, say=item.say, answer=None)
        intake.panel.handover_card.buttons.button("returned").click()
        return dialog(sample_window, HandoverReturn)

    return returning


def test_what_is_open_on_the_checklist_is_ticked_and_can_be_unticked(
    returning: Callable[[int], HandoverReturn], in_file: InFile
) -> None:
    editor = returning(3)
    first, second, third = editor.tick_list.ticked()
    says = editor._say
    editor.tick_list.box(second).click()
    editor.say_edit.setPlainText("And whom to call ")
    deal_id = editor._deal.id
    editor.save_button.click()
    assert no_dialog()
    assert in_file(SAID, deal_id) == [(f"{says[first]}\n{says[third]}\nAnd whom to call",)]


def test_something_must_be_missing(returning: Callable[[int], HandoverReturn], in_file: InFile) -> None:
    editor = returning(0)
    assert editor.tick_list.isHidden()
    editor.save_button.click()
    assert editor.isVisible()
    assert "Write what is missing, so that Sales can bring it." in texts_in(editor)
    assert in_file(SAID, editor._deal.id) == []
    editor.say_edit.setPlainText("The artwork")
    deal_id = editor._deal.id
    editor.save_button.click()
    assert no_dialog()
    assert in_file(SAID, deal_id) == [("The artwork",)]


def test_a_tick_is_enough(returning: Callable[[int], HandoverReturn], in_file: InFile) -> None:
    editor = returning(1)
    (say,) = editor._say.values()
    deal_id = editor._deal.id
    editor.save_button.click()
    assert no_dialog()
    assert in_file(SAID, deal_id) == [(say,)]
