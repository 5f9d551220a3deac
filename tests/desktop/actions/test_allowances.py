"""One-off exceptions on a real file: what is refused, whose deals they ease, up to when, and how they end."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.agreement import strike_rule
from desktop.actions.allowances import LONGEST_REASON, end, grant
from desktop.actions.desk import judge, judge_open, read_desk
from desktop.actions.intake import answer_item, create_deal, move_deal
from framework.agreement import Measure, Rule, Zone
from framework.allowance import Allowance
from framework.checklist import Answer
from framework.deal import Stage
from framework.intake import Reason
from storage.book import Author
from storage.intake import read_deal
from storage.opening import open_book
from storage.trouble import Conflict, Trouble
from tests.desktop.actions.agreement_file import (
    TODAY,
    AgreementFile,
    assert_nothing_written,
    assert_undone_and_redone,
    assert_whole,
    new_file,
)

DAY = timedelta(days=1)
UNTIL = TODAY + 10 * DAY


@pytest.fixture
def file(tmp_path: Path) -> Iterator[AgreementFile]:
    """A sign shop of Ana and Ben with version 1 in force, and deals of Acme and Bolt with 13 % discount."""
    with new_file(tmp_path / "Mine.handshake") as book:
        made = AgreementFile(book)
        banner = next(o.id for o in made.in_force.agreement.offerings.values() if o.name.startswith("Banner"))
        for client in ("Acme & Co", "Bolt"):
            fields = {
                "client": client,
                "offering_id": banner,
                "value": Decimal(1000),
                "discount_percent": Decimal(13),
                "promised_on": TODAY + 120 * DAY,
            }
            create_deal(book=book, who=Author(), today=TODAY, digits=2, fields=fields)
        yield made


@pytest.fixture
def allow(file: AgreementFile) -> Callable[..., Allowance]:
    """Grant an exception as Ana and read it back."""

    def grant_one(which: Measure | Rule = Measure.DISCOUNT, until: date | None = UNTIL, **given: Any) -> Allowance:
        rule = which if isinstance(which, Rule) else file.rule(which)
        wanted = {"reason": "Three branches in one order", "today": file.today, **given}
        key = grant(book=file.book, who=file.author("Ana"), rule=rule, until=until, **wanted)
        found = file.business.allowance(key)
        assert found is not None
        return found

    return grant_one


def verdicts(file: AgreementFile, day: date, measure: Measure = Measure.DISCOUNT) -> dict[str, Reason]:
    """Return what a measure leads to for each open deal, as Intake has it on a day, from the file alone."""
    with open_book(file.book.path) as book:
        judged = judge_open(book, read_desk(book, day))
    found = {}
    for each in judged:
        (found[each.deal.client],) = (
            reason for reason in (*each.verdict.reasons, *each.verdict.passed) if reason.measure is measure
        )
    return found


def zones(file: AgreementFile, day: date) -> tuple[str, str]:
    """Return the zones of the discounts of Acme and of Bolt on a day."""
    found = verdicts(file, day)
    return str(found["Acme & Co"].zone), str(found["Bolt"].zone)


def test_an_exception_is_kept_with_all_it_says(file: AgreementFile, allow: Callable[..., Allowance]) -> None:
    rule = file.rule(Measure.DISCOUNT)
    kept = allow(reason="  So it\nis ", client=" Acme  &  Co ", limit=Decimal("12.25"))
    ana = file.author("Ana").id
    assert kept == Allowance(
        kept.id, rule.id, "So it\nis", TODAY, UNTIL, "Acme & Co", Decimal("12.25"), ana, kept.version
    )
    assert [(each.who_name, each.label) for each in file.book.history()][:1] == [("Ana", "Exception: " + rule.say)]
    for everybody in (None, "", "  "):
        assert allow(client=everybody).client is None
    assert grant(book=file.book, who=Author(), today=TODAY, rule=rule, reason="By the program", until=UNTIL) in [
        each.id for each in file.business.allowances if each.granted_by == ""
    ]
    assert_whole(file.book)


@pytest.mark.parametrize(
    ("given", "say"),
    [
        ({"reason": " \n "}, "Write why this exception is right."),
        ({"reason": "x" * (LONGEST_REASON + 1)}, "1000 characters fit here. Say it shorter."),
        ({"until": None}, "An exception needs a day on which it ends."),
        ({"until": TODAY - DAY}, "The last day of an exception can't be in the past."),
        (
            {"until": TODAY + 367 * DAY},
            "An exception of more than a year is a rule. Propose a change of the rule instead.",
        ),
        ({"limit": Decimal(10)}, "Sales may promise that without an exception."),
        ({"limit": Decimal("9.99")}, "Sales may promise that without an exception."),
        ({"which": Measure.LEAD_TIME, "limit": Decimal(20)}, "Sales may promise that without an exception."),
        ({"which": Measure.LEAD_TIME, "limit": Decimal(60)}, "Sales may promise that without an exception."),
        (
            {"client": "Acme"},
            "No deal is with “Acme” yet. Choose a client, or leave it empty for all.",
        ),
    ],
)
def test_an_exception_that_makes_no_sense_is_refused(
    file: AgreementFile, allow: Callable[..., Allowance], given: dict[str, Any], say: str
) -> None:
    if given.get("which") is Measure.LEAD_TIME and given["limit"] == 20:
        given = {**given, "limit": file.rule(Measure.LEAD_TIME).promise_limit}
    with pytest.raises(Trouble) as caught:
        assert_nothing_written(file.book, lambda: allow(**given))
    assert caught.value.say == say


def test_what_is_just_sensible_is_granted(file: AgreementFile, allow: Callable[..., Allowance]) -> None:
    least = file.rule(Measure.LEAD_TIME).promise_limit
    assert least is not None
    allow(reason="x" * LONGEST_REASON, until=TODAY)
    allow(until=TODAY + 366 * DAY, limit=Decimal("10.01"))
    allow(Measure.LEAD_TIME, limit=least - 1)
    allow(file.sentences()[0], limit=None)
    assert len(file.business.allowances) == 4


def test_an_exception_eases_the_deals_of_its_client_until_its_last_day(
    file: AgreementFile, allow: Callable[..., Allowance]
) -> None:
    assert zones(file, TODAY) == ("ASK", "ASK")
    kept = allow(client="Acme & Co")
    for day, acme in ((TODAY, "PROMISE"), (UNTIL, "PROMISE"), (UNTIL + DAY, "ASK"), (TODAY - DAY, "ASK")):
        assert zones(file, day) == (acme, "ASK"), day
    eased, other = verdicts(file, UNTIL)["Acme & Co"], verdicts(file, UNTIL)["Bolt"]
    assert (eased.allowance_id, eased.rule_id, eased.value) == (kept.id, kept.rule_id, 13)
    assert other.allowance_id is None and verdicts(file, UNTIL + DAY)["Acme & Co"].allowance_id is None
    deals = {each.deal.client: each for each in judge_open(file.book, read_desk(file.book, UNTIL))}
    assert eased in deals["Acme & Co"].verdict.passed and other in deals["Bolt"].verdict.reasons


def test_an_exception_for_everybody_eases_every_deal(file: AgreementFile, allow: Callable[..., Allowance]) -> None:
    allow()
    assert zones(file, UNTIL) == ("PROMISE", "PROMISE") and zones(file, UNTIL + DAY) == ("ASK", "ASK")
    lead_time = verdicts(file, UNTIL, Measure.LEAD_TIME)
    assert all(reason.allowance_id is None for reason in lead_time.values()), "no other rule is eased"


@pytest.mark.parametrize(("limit", "zone"), [("12.99", "ASK"), ("13", "PROMISE"), ("13.01", "PROMISE")])
def test_an_exception_goes_as_far_as_its_limit(
    file: AgreementFile, allow: Callable[..., Allowance], limit: str, zone: str
) -> None:
    allow(client="Bolt", limit=Decimal(limit))
    assert zones(file, TODAY) == ("ASK", zone)


def test_an_exception_to_a_sentence_eases_what_was_answered(
    file: AgreementFile, allow: Callable[..., Allowance]
) -> None:
    rule = file.sentences()[0]
    (item,) = file.book.row("SELECT id FROM checklist_item WHERE rule_id = ?", (rule.id,)) or ("",)
    for key in (deal.id for deal in [each.deal for each in judge_open(file.book, read_desk(file.book, TODAY))]):
        answer_item(book=file.book, who=Author(), deal_id=key, item=item, say="x", answer=Answer.YES)
    kept = allow(rule, client="Acme & Co")
    for each in judge_open(file.book, read_desk(file.book, UNTIL)):
        found = [reason for reason in (*each.verdict.reasons, *each.verdict.passed) if reason.item_id == item]
        expected = (Zone.PROMISE, kept.id) if each.deal.client == "Acme & Co" else (Zone.ASK, None)
        assert [(reason.zone, reason.allowance_id) for reason in found] == [expected]


def test_a_deal_that_was_promised_under_an_exception_keeps_it(
    file: AgreementFile, allow: Callable[..., Allowance]
) -> None:
    """It is judged on the day it was promised, also when the exception is over by now."""
    allow(client="Acme & Co")
    for each in judge_open(file.book, read_desk(file.book, TODAY)):
        move_deal(
            book=file.book,
            who=Author(),
            today=UNTIL,
            digits=2,
            deal=each.deal,
            stage=Stage.WON,
            zone=Zone.PROMISE,
        )
        won = read_deal(file.book, each.deal.id, digits=2)
        assert won is not None
        verdict = judge(file.book, read_desk(file.book, UNTIL + 20 * DAY), won).verdict
        zone = next(reason.zone for reason in (*verdict.reasons, *verdict.passed) if reason.measure is Measure.DISCOUNT)
        assert zone is (Zone.PROMISE if won.client == "Acme & Co" else Zone.ASK)


def test_an_exception_holds_through_later_versions_of_its_rule(
    file: AgreementFile, allow: Callable[..., Allowance]
) -> None:
    kept = allow(client="Acme & Co")
    file.edit(Measure.DISCOUNT, promise_limit=Decimal(8), stop_limit=Decimal(12))
    file.agree()
    assert zones(file, TODAY) == ("PROMISE", "OFF")
    file.begin()
    strike_rule(book=file.book, who=file.author("Ben"), version=file.open, rule=file.rule(Measure.DISCOUNT))
    file.agree()
    assert file.business.allowances == (kept,) and file.business.rule(kept.rule_id) is not None


# Ending


def test_an_exception_that_is_ended_holds_no_more_from_today(
    file: AgreementFile, allow: Callable[..., Allowance]
) -> None:
    kept, other = allow(client="Acme & Co"), allow(client="Bolt")
    today = TODAY + 3 * DAY
    label = "End of the exception: " + file.rule(Measure.DISCOUNT).say
    rule = file.rule(Measure.DISCOUNT)
    assert_undone_and_redone(
        file.book,
        lambda: end(book=file.book, who=file.author("Ben"), today=today, allowance=kept, rule=rule),
        label,
    )
    assert zones(file, today - DAY) == ("PROMISE", "PROMISE") and zones(file, today) == ("ASK", "PROMISE")
    ended = file.business.allowance(kept.id)
    assert ended is not None and ended._replace(version=1) == kept._replace(until=today - DAY, version=1)
    assert file.business.allowance(other.id) == other


def test_one_that_began_today_is_gone(file: AgreementFile, allow: Callable[..., Allowance]) -> None:
    kept = allow()
    rule = file.rule(Measure.DISCOUNT)
    assert_undone_and_redone(
        file.book,
        lambda: end(book=file.book, who=file.author("Ben"), today=TODAY, allowance=kept, rule=rule),
        "End of the exception: " + rule.say,
    )
    assert file.business.allowances == () and zones(file, TODAY) == ("ASK", "ASK")


def test_one_that_is_over_stays_as_it_was(file: AgreementFile, allow: Callable[..., Allowance]) -> None:
    """A window that stayed open over its last day still offers to end it; what was over must not hold again."""
    kept = allow(client="Acme & Co")
    for late in (1, 30):
        rule = file.rule(Measure.DISCOUNT)
        end(book=file.book, who=file.author("Ben"), today=UNTIL + late * DAY, allowance=kept, rule=rule)
        assert file.business.allowances == (kept,)
    assert zones(file, UNTIL + DAY) == ("ASK", "ASK")


def test_an_exception_to_a_rule_that_is_gone_is_ended_by_its_reason(
    file: AgreementFile, allow: Callable[..., Allowance]
) -> None:
    kept = allow()
    end(book=file.book, who=file.author("Ben"), today=TODAY + DAY, allowance=kept, rule=None)
    assert file.book.undo_label == "End of the exception: Three branches in one order"


@pytest.mark.parametrize("day", [TODAY, TODAY + DAY])
def test_who_ends_what_another_window_ended_is_told(
    file: AgreementFile, allow: Callable[..., Allowance], day: date
) -> None:
    kept, rule = allow(), file.rule(Measure.DISCOUNT)
    with open_book(file.book.path) as theirs:
        end(book=theirs, who=file.author("Ben"), today=TODAY + DAY, allowance=kept, rule=rule)
    with pytest.raises(Conflict, match="Ben has changed this in the meantime"):
        assert_nothing_written(
            file.book, lambda: end(book=file.book, who=file.author("Ana"), today=day, allowance=kept, rule=rule)
        )


def test_granting_is_undone_by_its_name(file: AgreementFile, allow: Callable[..., Allowance]) -> None:
    assert_undone_and_redone(file.book, allow, "Exception: " + file.rule(Measure.DISCOUNT).say)
    file.book.undo()
    assert file.business.allowances == ()


def test_who_may_not_lift_it_is_told_who_may(file: AgreementFile) -> None:
    """Nothing is written; as far as Operations may allow it, it is granted."""
    rule = file.rule(Measure.DISCOUNT)._replace(exception_by="Owner", stop_limit=Decimal(20))
    with file.book.change("Ana owns the business") as change:
        change.update("person", file.author("Ana").id, {"owner": True})
    before = file.book.last_seq
    given: dict[str, Any] = {"book": file.book, "who": file.author("Ben"), "today": TODAY, "rule": rule}
    with pytest.raises(Trouble, match="By the rule only this may lift it: Owner"):
        grant(**given, reason="So it is", until=UNTIL)
    assert file.book.last_seq == before
    assert grant(**given, reason="So it is", until=UNTIL, limit=Decimal(20))
