"""What is found, in words: one headline and one line of facts for each kind."""

from datetime import UTC

import pytest

from desktop.wording.find import LONGEST, facts, headline, kind_name, kind_title
from storage.finding import Kind, Record

BARE = Record("k", "", "", "", True, "", "", "", "", "", None, "t")


def said(kind: Kind, **given: object) -> str:
    return facts(kind, BARE._replace(**given), "EUR", UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_has_a_name_a_heading_and_a_headline_without_words(kind: Kind) -> None:
    assert kind_name(kind)
    assert kind_title(kind)
    assert headline(kind, BARE._replace(about="About")) in ("About", " · About".strip(" ·"))


def test_a_headline_is_one_line_of_reasonable_length() -> None:
    assert headline(Kind.DEAL, BARE._replace(name="Mill\nBakery", about="Menu boards")) == "Mill Bakery · Menu boards"
    assert len(headline(Kind.MINUTES, BARE._replace(name="x" * 5000))) == LONGEST


def test_a_deal_tells_stage_day_and_value() -> None:
    line = said(Kind.DEAL, ref="D-104", state="won", due="2026-12-04", value_minor=165000, who="Ana")
    assert line == "D-104 · Won · promised Fri 4 Dec 2026 · €1,650 · Ana"
    assert said(Kind.DEAL, ref="D-104", state="lead") == "D-104 · Lead"


def test_a_client_tells_the_deals() -> None:
    assert said(Kind.CLIENT, state="0") == "no deals yet"
    assert said(Kind.CLIENT, state="1", day="2026-10-23") == "1 deal, of Fri 23 Oct 2026"
    assert said(Kind.CLIENT, state="2", day="2026-10-23") == "2 deals, the newest of Fri 23 Oct 2026"


def test_a_question_and_a_decision_tell_who_and_when() -> None:
    at = "2026-11-12T09:00:00.000000Z"
    line = said(Kind.QUESTION, name="Why", state="open", day=at, who="Ana", about="Mill Bakery")
    assert line == "open · Mill Bakery · raised by Ana on Thu 12 Nov 2026"
    line = said(Kind.DECISION, name="No.", state="refuse", day=at, who="Ben", about="Why")
    assert line == "No · Ben decided on Thu 12 Nov 2026 · Why"
    assert said(Kind.DECISION, state="accept", day=at) == "Yes · decided on Thu 12 Nov 2026"


def test_promises_actions_minutes_rules_and_words() -> None:
    line = said(Kind.PROMISE, state="kept", day="2026-11-01", due="2026-11-24", about="Mill Bakery", who="Ana")
    assert line == "told Mill Bakery on Sun 1 Nov 2026 · Ana · due Tue 24 Nov 2026 · kept"
    assert said(Kind.ACTION, state="open", who="Ana", due="2026-11-20") == "Ana · by Fri 20 Nov 2026"
    assert said(Kind.ACTION, state="2026-11-10", who="Ana") == "Ana · done on Tue 10 Nov 2026"
    assert said(Kind.MINUTES, state="decision", day="2026-11-09") == "Decision · meeting of Mon 9 Nov 2026"
    assert said(Kind.RULE, state="in_force", about="Film dries") == "in force · Film dries"
    assert said(Kind.WORD, state="open") == "still to agree"
