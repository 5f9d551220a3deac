"""The sentence of a conflict: who, when, and what they wrote."""

from datetime import UTC, datetime

from desktop.wording.meantime import told
from storage.trouble import Conflict

AT = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)


def test_who_when_and_what_stand_in_it() -> None:
    say = told(Conflict("visit", "v", "Ben", AT, "Write", {}), [("Guess", "Too much"), ("Waiting", "")]).say
    first, *rest = say.split("\n")
    assert first.startswith("Ben has changed this in the meantime") and rest[0].startswith("Saved on ")
    assert rest[1:] == ["“Guess” by Ben: Too much", "“Waiting” by Ben: nothing", "Save again to keep yours."]


def test_without_a_clash_it_stays_one_sentence_more() -> None:
    say = told(Conflict("visit", "v", "", None, "Write", {})).say
    assert say.startswith("This was changed in the meantime") and "\n" not in say
