"""The share of the owner: what the Escalation tab says is what the command line says, before and after a decision."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.actions import escalation
from desktop.main import main
from desktop.rooms.escalation import EscalationRoom
from desktop.window import Window
from framework.owner_meter import quarter
from framework.people import Person
from framework.questions import DecisionKind
from storage.book import Author
from storage.questions import open_questions
from tests.desktop.conftest import TODAY


def share(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, int, float]:
    """Return the owner's decisions, all of them and the share, as the command line tells them for this quarter."""
    first, last = quarter(TODAY)
    capsys.readouterr()
    assert main(["scorecard", str(path), "--from", first.isoformat(), "--to", last.isoformat(), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)["owner_share"]
    return found["count"], found["of"], found["value"]


def test_the_tab_and_the_command_line_count_alike_before_and_after(
    sample: Path,
    open_window: Callable[[Path], Window],
    set_clock: Callable[[datetime], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    # After closing time, when the sample of that day was written down.
    set_clock(datetime(2026, 11, 23, 18, tzinfo=UTC))
    window = open_window(sample)
    window.show_room("escalation")
    window.finish_background_work()
    room = window.rooms["escalation"]
    assert isinstance(room, EscalationRoom)
    meter = room.insights.meter_card.meter
    assert meter is not None and meter.all > 5
    count, of, value = share(sample, capsys)
    assert (count, of) == (meter.owner, meter.all) and value == pytest.approx(count / of, abs=0.0005)

    # Ben carries the question of the gym straight to Ana, who says no.
    session = room.session
    ana, ben = session.business.people
    found = next(each for each in open_questions(session.book, digits=2) if each.subject.startswith("Hartley Gym"))
    escalation.straight_up(
        book=session.book, who=Author(ben.id, ben.name), desk=session.desk, question=found, reason="They wait outside."
    )
    decide(session, ana, found.id)
    room.refresh()
    after = room.insights.meter_card.meter
    assert after is not None and (after.owner, after.all) == (count + 1, of + 1)
    assert len(after.jumps) == len(meter.jumps) + 1, "straight to the owner is counted"
    assert share(sample, capsys)[:2] == (count + 1, of + 1)
    shown = room.insights.meter_card.share_label.text()
    assert str(count + 1) in shown or "%" in shown


def decide(session: Any, who: Person, question_id: str) -> None:
    question = next(each for each in open_questions(session.book, digits=2) if each.id == question_id)
    escalation.decide(
        book=session.book,
        who=who,
        desk=session.desk,
        question=question,
        kind=DecisionKind.REFUSE,
        say="Not now.",
    )
