"""Asked and answered, in sentences: who is waited for and how long, what was said, and why it no longer holds."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.actions.desk import Judged
from desktop.wording.asking import (
    answer_words,
    ask_words,
    badge_words,
    conditions_words,
    history_lines,
    joined,
    lapse_words,
    left_words,
    seat_name,
    standing_words,
    waited_for,
)
from desktop.wording.verdict_card import card_texts
from desktop.wording.ways import way_words
from framework.agreement import Decider, Measure, Silence, Zone
from framework.asking import Conditions, Kind, Request, Seat
from framework.business import Business
from framework.deal import Deal
from framework.lapse import Fact, Lapse
from framework.people import Person
from framework.standing import Clock, Standing, State
from framework.ways import Way, WayKind
from tests.framework.asking_shop import (
    AMSTERDAM,
    ANA,
    BEN,
    FINE,
    OPERATIONS,
    TODAY,
    answered,
    asked,
    at,
    business,
    rule,
    ruled,
    settled,
)

ASKED = FINE._replace(promised_on=date(2026, 12, 8))


def shop(**known: object) -> Business:
    made = business([rule(Measure.LEAD_TIME, **known)])
    return made._replace(names={person.id: person.name for person in made.people} | {"old": "Eve"})


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def clock(when: str = "12:00", day: date = TODAY) -> Clock:
    return Clock(at(day, when), day, AMSTERDAM)


def judged(deal: Deal, requests: list[Request], made: Business, when: str = "12:00", day: date = TODAY) -> Judged:
    found, standing = settled(deal, requests, made, day=day, clock=when)
    return Judged(deal, {}, found, None, ruled(deal, made, today=day), standing, tuple(requests))


def said(deal: Deal, requests: list[Request], made: Business, when: str = "12:00", day: date = TODAY) -> str:
    return plain(" ".join(standing_words(judged(deal, requests, made, when, day), made, clock(when, day))))


def test_one_person_is_called_by_name_and_several_by_their_function() -> None:
    two = business()
    assert seat_name(Seat.OPERATIONS, Decider.OPERATIONS, two) == "Ben"
    assert seat_name(Seat.OWNER, Decider.OWNER, two) == "Ana"
    more = two._replace(people=(ANA, BEN, Person("cem", "Cem", OPERATIONS)))
    assert seat_name(Seat.OPERATIONS, Decider.OPERATIONS, more) == "Operations"
    assert seat_name(Seat.OPERATIONS, Decider.LEADS, more) == "Ben"
    request = asked(ASKED, shop())._replace(decides=Decider.BOTH)
    for seats, wanted in (((Seat.OPERATIONS,), "Ben"), ((Seat.SALES, Seat.OPERATIONS), "Ana and Ben"), ((), "")):
        assert waited_for(Standing(State.WAITING, request, waiting_for=seats), two) == wanted


@pytest.mark.parametrize(
    ("silence", "wanted"),
    [
        (Silence.YES, " No answer by then counts as yes."),
        (Silence.NO, " No answer by then counts as no."),
        (Silence.OPEN, ""),
    ],
)
def test_who_waits_hears_until_when_and_what_silence_means(silence: Silence, wanted: str) -> None:
    made = shop(silence=silence)
    request = asked(ASKED, made, clock="10:12")._replace(say="They open on the 7th.")
    assert said(ASKED, [request], made) == (
        "Ana asked Ben on Tue 24 Nov, 10:12. “They open on the 7th.” "
        f"The answer is due Wed 25 Nov, 10:12 (6 h left).{wanted}"
    )


@pytest.mark.parametrize(
    ("when", "wanted"),
    [("10:00", "8 h left"), ("12:20", "6 h left"), ("16:59", "1 h left"), ("17:30", "1 h left")],
)
def test_hours_that_are_left_are_working_hours(when: str, wanted: str) -> None:
    made = shop()
    standing = judged(ASKED, [asked(ASKED, made)], made, when).standing
    assert plain(left_words(standing, made, clock(when))) == wanted


def test_under_an_hour_it_is_minutes_and_then_it_is_overdue() -> None:
    made, next_day = shop(), date(2026, 11, 25)
    for when, wanted in (("09:15", "45 min left"), ("09:59", "1 min left"), ("10:00", "overdue")):
        standing = judged(ASKED, [asked(ASKED, made)], made, when, next_day).standing
        assert plain(left_words(standing, made, clock(when, next_day))) == wanted
    assert said(ASKED, [asked(ASKED, made)], made, "10:00", next_day).endswith("It is overdue since Wed 25 Nov, 10:00.")


def test_badges_say_where_a_deal_stands() -> None:
    made = shop()
    request = asked(ASKED, made)
    no = answered(request, ASKED, made, kind=Kind.REFUSE)
    yes = answered(request, ASKED, made)
    perhaps = answered(request, ASKED, made, kind=Kind.CONDITIONS)
    earlier = ASKED._replace(promised_on=date(2026, 12, 7))
    for deal, requests, wanted in (
        (ASKED, [], ""),
        (ASKED, [request], "Waiting on Ben · 6 h left"),
        (ASKED, [no], "Ben said no"),
        (ASKED, [yes], "Ben said yes"),
        (ASKED, [perhaps], "Ben: yes, if…"),
        (earlier, [yes], "To be asked again"),
    ):
        found = judged(deal, requests, made)
        assert plain(badge_words(found.standing, found.verdict.zone, made, clock())) == wanted
        again = found.standing.state in (State.REFUSED, State.LAPSED)
        if found.standing.uncovered:
            assert ask_words(found.standing, made) == ("Ask Ben again" if again else "Ask Ben")
    silent = shop(silence=Silence.YES)
    found = judged(ASKED, [asked(ASKED, silent)], silent, "12:00", date(2026, 11, 26))
    assert badge_words(found.standing, found.verdict.zone, silent, clock("12:00", date(2026, 11, 26))) == (
        "Silence said yes"
    )
    assert said(ASKED, [asked(ASKED, silent)], silent, "12:00", date(2026, 11, 26)) == (
        "Nobody answered by Wed 25 Nov, 10:00: that counts as yes."
    )


def test_answers_are_told_with_their_words_and_marked_when_they_are_own() -> None:
    made = shop()
    wanted = Conditions(date(2026, 12, 17), Decimal(7000), Decimal("1.5"), "sign first")
    request = answered(asked(ASKED, made), ASKED, made, kind=Kind.CONDITIONS, conditions=wanted)
    (given,) = request.answers
    assert plain(answer_words(given._replace(say="Fine", own=True), made, AMSTERDAM)) == (
        "Ben said yes on Tue 24 Nov, 11:00, if it is due Thu 17 Dec or later, it is not more than 1.5, it costs €7,000 "
        "or more and it is delivered in parts (sign first). It holds until Tue 8 Dec. "
        "An own answer: asked and answered by the same person. “Fine”"
    )
    bare = given._replace(conditions=Conditions(), person_id="old")
    assert plain(answer_words(bare, made, AMSTERDAM)) == (
        "Eve said yes on Tue 24 Nov, 11:00, with a condition. It holds until Tue 8 Dec."
    )
    no = bare._replace(kind=Kind.REFUSE, person_id="nobody", say="Full")
    assert plain(answer_words(no, made, AMSTERDAM)) == "Somebody said no on Tue 24 Nov, 11:00. “Full”"
    assert conditions_words(Conditions(), made) == ""
    assert [joined(parts) for parts in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("lapse", "wanted"),
    [
        (Lapse(Fact.OFFERING, "fascia", None), "it is another offering (not in the catalogue, was Illuminated fascia)"),
        (
            Lapse(Fact.DATE, date(2026, 12, 17), date(2026, 12, 11)),
            "the date is earlier (Fri 11 Dec, was Thu 17 Dec)",
        ),
        (Lapse(Fact.HOURS, Decimal(5), Decimal("12.5")), "it takes more hours (12.5 h, was 5 h)"),
        (Lapse(Fact.VALUE, Decimal(6800), Decimal("6799.99")), "the price is lower (€6,799.99, was €6,800)"),
        (Lapse(Fact.DISCOUNT, Fraction(5), Fraction(25, 2)), "the discount is bigger (12.5 %, was 5 %)"),
        (Lapse(Fact.MARGIN, Fraction(2800, 68), Fraction(40)), "the margin is lower (40 %, was 41.2 %)"),
        (Lapse(Fact.PARTS, 0, 2), "more parts are not in the catalogue (2, was 0)"),
        (Lapse(Fact.PAYMENT, 30, 45), "the client pays later (45 days, was 30 days)"),
        (Lapse(Fact.LOAD, "PROMISE", "ASK"), "the weeks have filled up since"),
        (Lapse(Fact.VALIDITY, date(2026, 12, 8), date(2026, 12, 9)), "it was given until Tue 8 Dec"),
    ],
)
def test_why_a_yes_no_longer_holds(lapse: Lapse, wanted: str) -> None:
    assert plain(lapse_words([lapse], shop())) == wanted


def test_what_got_worse_is_never_told_as_what_it_was() -> None:
    """A cent of cost on 6,800 changes the margin by less than any figure shown."""
    lapse = Lapse(Fact.MARGIN, Fraction(2800, 68), Fraction(279999, 6800))
    now, before = plain(lapse_words([lapse], shop())).split("(")[1].rstrip(")").split(", was ")
    assert now != before


def test_the_card_says_what_to_do_next() -> None:
    made = shop()
    request = asked(ASKED, made)
    heads = {
        "The answer is no.": [answered(request, ASKED, made, kind=Kind.REFUSE)],
        "It may be promised under conditions.": [answered(request, ASKED, made, kind=Kind.CONDITIONS)],
        "It was asked and may be promised.": [answered(request, ASKED, made)],
        "One rule holds this back.": [request],
    }
    for head, requests in heads.items():
        assert card_texts(judged(ASKED, requests, made), made, clock()).headline == head
    lapsed = judged(ASKED._replace(promised_on=date(2026, 12, 7)), [answered(request, ASKED, made)], made)
    texts = card_texts(lapsed, made, clock())
    assert (texts.headline, texts.badge, texts.zone) == ("This has to be asked again.", "", Zone.ASK)
    assert plain(texts.quiet) == (
        "The yes of Ben no longer holds: the date is earlier (Mon 7 Dec, was Tue 8 Dec). "
        "Ben answers within 1 working day."
    )


def test_the_history_hides_nothing_and_begins_with_the_newest() -> None:
    made = shop()
    first = answered(asked(ASKED, made), ASKED, made, kind=Kind.REFUSE)
    second = asked(ASKED, made, day=TODAY + timedelta(days=1), ref="q2")._replace(withdrawn=True, say="Please")
    found = [(plain(when), plain(words)) for when, words in history_lines([first, second], made, AMSTERDAM)]
    assert found == [
        ("Wed 25 Nov, 10:00", "Ana asked Ben. “Please” Taken back."),
        ("Tue 24 Nov, 11:00", "Ben said no on Tue 24 Nov, 11:00."),
        ("Tue 24 Nov, 10:00", "Ana asked Ben."),
    ]
    assert first.asked_at == datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("way", "text", "button"),
    [
        (
            Way(WayKind.DATE, (), day=date(2026, 12, 15)),
            "The nearest date that works: Tue 15 Dec",
            "Use 15 Dec",
        ),
        (
            Way(WayKind.DISCOUNT, (), percent=Decimal(5), value=Decimal(6460)),
            "At 5 % discount (€6,460) Sales may promise",
            "Use 5 %",
        ),
        (Way(WayKind.DISCOUNT, (), percent=Decimal("7.5")), "At 7.5 % discount Sales may promise", "Use 7.5 %"),
        (
            Way(WayKind.PRICE, (), value=Decimal("6571.43")),
            "From €6,571.43 on the margin is ours",
            "Use €6,571.43",
        ),
        (Way(WayKind.PAYMENT, (), days=30), "Paid within 30 days it is ours", "Use 30 days"),
        (
            Way(WayKind.PHASES, (), day=date(2026, 12, 2), part=Decimal(3)),
            "In two parts: 3 by the date asked for, the rest by Wed 2 Dec",
            "",
        ),
        (
            Way(WayKind.PHASES, (), day=date(2026, 12, 2), hours=Fraction(30)),
            "In two parts: 30 h by the date asked for, the rest by Wed 2 Dec",
            "",
        ),
    ],
)
def test_ways_out_in_words(way: Way, text: str, button: str) -> None:
    said_text, said_button = way_words(way, shop())
    assert (plain(said_text), plain(said_button)) == (text, button)
