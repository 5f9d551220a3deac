"""Actions on the ladder: a question is raised, both sides speak, it moves up, it is decided and looked at again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from desktop.actions.asking import check_conditions, condition_fields
from desktop.actions.desk import Desk, Judged, judge
from framework.agreement import Zone
from framework.asking import Conditions
from framework.deal import Deal
from framework.escalation import Step, StepDecider, on_step, skipped
from framework.lapse import facts_of
from framework.owner_away import closed_span
from framework.people import Function, Person
from framework.questions import (
    REVIEW_DAYS,
    Cause,
    Decision,
    DecisionKind,
    Lack,
    Option,
    Question,
    climbed,
    lacks,
    may_decide,
    next_step,
    owner_sides,
    owner_step,
    points_decided,
    points_of,
    step_for,
)
from framework.stages import with_first_promise
from resources.words import tr
from storage.asking import facts_text
from storage.book import Author, Book
from storage.intake import read_deal
from storage.intake_writing import update_deal
from storage.owner_away import read_away_tests
from storage.questions import add_arrival, add_decision, add_question, open_questions, read_question, save_options
from storage.trouble import Conflict, Refused, Trouble

if TYPE_CHECKING:
    from storage.writing import Change

LONGEST = 2000
LONGEST_SUBJECT = 300
MOST_OPTIONS = 12
LONGEST_OPTION = 1000


def raise_question(
    *,
    book: Book,
    who: Author,
    desk: Desk,
    deal: Deal | None = None,
    subject: str = "",
    request_id: str | None = None,
    words: str = "",
    function: Function | None = None,
    to_owner_because: str | None = None,
) -> str:
    """Put a question on the lowest step that may decide it, or straight before the owner, and return its key.

    About a deal, its subject and rules are filled in from the verdict. `words` are what the side of `function` says.
    Raises Trouble without a subject, without a reason to go straight to the owner, and while the deal has an open
    question already.
    """
    ladder, people = desk.business.agreement.ladder, desk.business.people
    if not ladder:
        raise Refused(tr("The agreement has no ladder yet. Propose one under Agreement first."))
    judged = None if deal is None else _judge_again(book, desk, deal.id)
    if judged is not None and any(each.deal_id == judged.deal.id for each in open_questions(book, digits=desk.digits)):
        raise Refused(tr("There is an open question about {client} already.").format(client=judged.deal.client))
    title = " ".join(subject.split()) or ("" if judged is None else judged.deal.client)
    if not title:
        raise Trouble(tr("Say in a few words what the question is about."))
    if len(title) > LONGEST_SUBJECT:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST_SUBJECT))
    held = [] if judged is None else [r for r in judged.verdict.reasons if r.zone in (Zone.ASK, Zone.OFF)]
    start = step_for(held, ladder, people, None if judged is None else judged.deal.value)
    jumps = to_owner_because is not None
    if jumps:
        start = _owners(book, desk, to_owner_because or "")
    elif start is not None and start == owner_step(ladder) and owner_is_away(book, desk.today):
        start = _below(start, desk)
    if start is None:
        raise Refused(tr("Nobody stands on the ladder for this. Look at its steps under Agreement."))
    said: dict[str, Any] = {}
    if words.strip() and function is not None:
        said = {f"{function}_say": checked(words), f"{function}_by": who.id or None}
    with book.change(tr("Raise a question: {subject}").format(subject=title[:80]), who=who) as change:
        return add_question(
            change,
            subject=title,
            step_id=start.id,
            deal_id=None if judged is None else judged.deal.id,
            request_id=request_id,
            points=points_of(held),
            jumped=jumps,
            reason=checked(to_owner_because or ""),
            words=said,
        )


def save_words(
    *,
    book: Book,
    who: Author,
    digits: int,
    question: Question,
    sales_say: str | None = None,
    operations_say: str | None = None,
    client_view: str | None = None,
    cause: Cause | None = None,
    options: Sequence[Option] | None = None,
) -> None:
    """Keep what was said about an open question; None leaves it as it is. Raises Conflict when somebody was faster."""
    _is_open(question)
    values: dict[str, Any] = {}
    for name, own, before in (
        ("sales", sales_say, question.sales_say),
        ("operations", operations_say, question.operations_say),
    ):
        if own is not None and own.strip() != before:
            values |= {f"{name}_say": checked(own), f"{name}_by": who.id or None}
    if client_view is not None:
        values["client_view"] = checked(client_view)
    if cause is not None:
        values["cause"] = str(cause)
    if options is not None and len(options) > MOST_OPTIONS:
        raise Trouble(tr("{count} options are enough for anybody to choose from.").format(count=MOST_OPTIONS))
    kept = None if options is None else [_checked_option(option) for option in options if option.say.strip()]
    with book.change(tr("Words to a question: {subject}").format(subject=question.subject[:80]), who=who) as change:
        if kept is not None and tuple(kept) != question.options:
            _touch(change, question)
            save_options(book, change, question.id, kept, digits=digits)
            change.update("question", question.id, values)
        else:
            change.update("question", question.id, values, seen=question.version)


def move_up(*, book: Book, who: Author, desk: Desk, question: Question, tried: str) -> Step:
    """Move a question to the next step that is not skipped, and return it. Raises Trouble without what was tried."""
    _is_open(question)
    words = checked(tried)
    if not words:
        raise Trouble(tr("Write what was tried on this step, so that nobody starts again."))
    step = next_step(question.here.step_id, desk.business.agreement.ladder, desk.business.people)
    if step is None:
        raise Refused(tr("This is the last step. It is decided here."))
    if step == owner_step(desk.business.agreement.ladder):
        _owner_is_there(book, desk)
    _arrive(book, who, question, step, tr("To step {name}: {subject}"), tried=words)
    return step


def straight_up(*, book: Book, who: Author, desk: Desk, question: Question, reason: str) -> Step:
    """Move a question straight to the owner, which is counted. Raises Trouble without a reason."""
    _is_open(question)
    step = _owners(book, desk, reason)
    if step.id == question.here.step_id:
        raise Refused(tr("It stands before the owner already."))
    _arrive(book, who, question, step, tr("Straight to the owner: {subject}"), jumped=True, reason=checked(reason))
    return step


def send_back(*, book: Book, who: Author, desk: Desk, question: Question) -> Step:
    """Send a question that went straight to the owner back to where the two sit together.

    While the owner is away, whatever waits before the owner may be sent back.
    """
    _is_open(question)
    top = owner_step(desk.business.agreement.ladder)
    waits = top is not None and question.here.step_id == top.id and owner_is_away(book, desk.today)
    step = None if top is None else _below(top, desk)
    if step is None or not (question.here.jumped or waits):
        raise Refused(tr("Only what went straight to the owner is sent back."))
    _arrive(book, who, question, step, tr("Back to the two of you: {subject}"))
    return step


def drop_question(*, book: Book, who: Author, question: Question) -> None:
    """Take a question off the ladder without a decision; it stays in the history."""
    _is_open(question)
    with book.change(tr("Take off the ladder: {subject}").format(subject=question.subject[:80]), who=who) as change:
        change.update("question", question.id, {"dropped_at": change.at}, seen=question.version)


def decide(
    *,
    book: Book,
    who: Person,
    desk: Desk,
    question: Question,
    kind: DecisionKind,
    say: str,
    precedent: bool = False,
    conditions: Conditions = Conditions(),
    teller: str = "",
    tell_by: date | None = None,
    seen: int | None = None,
) -> str:
    """Decide a question on the step it stands on, and return the key of the decision.

    `seen` is the version of the deal that was looked at. Raises Trouble without words, while a side or the client has
    not been heard, where `who` does not stand on the step, and for conditions that say nothing; Conflict when the
    question or the deal was changed since.
    """
    _is_open(question)
    business = desk.business
    now = read_question(book, question.id, digits=desk.digits)
    if now is None or not now.is_open:
        raise Refused(tr("This was decided or taken off the ladder in the meantime."))
    step = next((each for each in business.agreement.ladder if each.id == now.here.step_id), None)
    if step is None:
        raise Refused(tr("Its step is no longer on the ladder. Move it up, and decide it there."))
    if step == owner_step(business.agreement.ladder):
        _owner_is_there(book, desk)
    if not may_decide(who, step, business.people):
        raise Refused(tr("{who} does not decide on this step.").format(who=who.name))
    missing = lacks(now, business.people)
    if missing:
        raise Trouble(lack_words(missing[0]))
    words = checked(say)
    if not words:
        raise Trouble(tr("Write what was decided, in words that both sides and the client can read."))
    deal = None if now.deal_id is None else read_deal(book, now.deal_id, digits=desk.digits)
    if kind in (DecisionKind.CONDITIONS, DecisionKind.PHASED):
        _check_conditions(conditions, deal, desk.today)
    if tell_by is not None and tell_by < desk.today:
        raise Trouble(tr("The client can't be told in the past."))
    facts = None
    if deal is not None:
        points = points_decided(now, step, judge(book, desk, deal).verdict.reasons)
        facts = facts_of(deal, business, desk.workload, desk.today, points)
    label = tr("Decide: {subject}").format(subject=now.subject[:80])
    with book.change(label, who=Author(who.id, who.name)) as change:
        _touch(change, question)
        if deal is not None:
            change.update("deal", deal.id, {}, seen=deal.version if seen is None else seen)
        return add_decision(
            change,
            now.id,
            kind=kind,
            say=words,
            step_id=step.id,
            client_view=now.client_view,
            precedent=precedent,
            conditions=conditions if kind in (DecisionKind.CONDITIONS, DecisionKind.PHASED) else Conditions(),
            facts=facts,
            owner_was_side=step == owner_step(business.agreement.ladder) and bool(owner_sides(business.people)),
            teller=teller,
            tell_by=tell_by,
            review_on=desk.today + timedelta(days=REVIEW_DAYS),
            digits=desk.digits,
        )


def take_over_decision(*, book: Book, who: Author, desk: Desk, deal: Deal, decision: Decision) -> None:
    """Make a deal what a decision asks for; it rests on the deal as it is from then on."""
    fields = condition_fields(deal, decision.conditions, desk.digits)
    points = () if decision.facts is None else decision.facts.points
    facts = facts_of(deal._replace(**fields), desk.business, desk.workload, desk.today, points)
    with book.change(tr("Take over the decision: {client}").format(client=deal.client), who=who) as change:
        if fields:
            update_deal(
                book, change, deal.id, with_first_promise(deal, dict(fields)), digits=desk.digits, seen=deal.version
            )
        change.update(
            "decision", decision.id, {"taken_at": change.at, "facts": facts_text(facts)}, seen=decision.version
        )


def review(*, book: Book, who: Author, today: date, question: Question, right: bool) -> None:
    """Say, some weeks later, whether a decision was right."""
    decision = _decided(question)
    with book.change(tr("Look back: {subject}").format(subject=question.subject[:80]), who=who) as change:
        change.update("decision", decision.id, {"was_right": right, "reviewed_on": today}, seen=decision.version)


def tell(*, book: Book, who: Author, today: date, question: Question, told: bool = True) -> None:
    """Note that the client was told, or was not after all."""
    decision = _decided(question)
    with book.change(tr("The client is told: {subject}").format(subject=question.subject[:80]), who=who) as change:
        change.update("decision", decision.id, {"told_on": today if told else None}, seen=decision.version)


def let_the_clock_speak(*, book: Book, desk: Desk) -> int:
    """Move up what is overdue on steps 1 and 2, if the business has chosen so; return how many questions moved.

    Worked out whenever the file is opened or the minute turns: nothing has to run meanwhile. What would come to the
    owner's step while the owner is away comes there when that is over, and has its whole time from then on.
    """
    business, clock = desk.business, desk.clock()
    if not business.climbs_by_itself or book.read_only_because:
        return 0
    ladder, people, closed = business.agreement.ladder, business.people, _closed(book, clock.zone)
    moved = 0
    for question in open_questions(book, digits=desk.digits):
        found = climbed(question, ladder, people, business.calendar, business.series, clock.now, clock.zone, closed)
        if not found:
            continue
        label = tr("Overdue, moved up: {subject}").format(subject=question.subject[:80])
        try:
            # For good: nobody did this, so Undo offers what somebody did before it.
            with book.change(label, for_good=True) as change:
                _touch(change, question)
                for arrival in found:
                    add_arrival(change, question.id, arrival.step_id, at=arrival.at, by_clock=True)
        except (Conflict, Refused):
            continue  # another window was faster, and sees to it
        moved += 1
    return moved


def choose_climbs(*, book: Book, who: Author, by_itself: bool) -> None:
    """Choose whether a question that is overdue on steps 1 and 2 moves up without anybody moving it."""
    found = book.row("SELECT id FROM business LIMIT 1")
    if found is not None:
        with book.change(tr("Choose how overdue questions move"), who=who) as change:
            change.update("business", found[0], {"climbs_by_itself": by_itself})


def owner_is_away(book: Book, today: date) -> bool:
    """Say whether a test without the owner runs on `today`."""
    day = today.isoformat()
    sql = "SELECT 1 FROM owner_away WHERE from_day <= ? AND until >= ? AND (ended_on IS NULL OR ended_on > ?) LIMIT 1"
    return book.row(sql, (day, day, day)) is not None


def lack_words(lack: Lack) -> str:
    """Return what a decision still needs, and from whom."""
    return {
        Lack.SALES_WORDS: tr("Sales has not spoken yet. Write down what Sales says first."),
        Lack.OPERATIONS_WORDS: tr("Operations has not spoken yet. Write down what Operations says first."),
        Lack.CLIENT_VIEW: tr("Does this decision serve the client well? Answer that first."),
    }[lack]


def checked(words: str, longest: int = LONGEST) -> str:
    """Return words as they are kept. Raises Trouble when they are too long."""
    kept = words.strip()
    if len(kept) > longest:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=longest))
    return kept


def _checked_option(option: Option) -> Option:
    if option.cost is not None and option.cost < 0:
        raise Trouble(tr("A cost is not under 0. Leave it empty where nobody knows it."))
    return option._replace(say=checked(option.say, LONGEST_OPTION))


def _arrive(
    book: Book,
    who: Author,
    question: Question,
    step: Step,
    label: str,
    *,
    tried: str = "",
    jumped: bool = False,
    reason: str = "",
) -> None:
    with book.change(label.format(name=step.name, subject=question.subject[:80]), who=who) as change:
        _touch(change, question)
        add_arrival(change, question.id, step.id, at=change.at, tried=tried, jumped=jumped, reason=reason)


def _check_conditions(conditions: Conditions, deal: Deal | None, today: date) -> None:
    if conditions == Conditions():
        raise Trouble(tr("Say under which condition: another date, in parts, smaller, or at another price."))
    check_conditions(conditions, deal, today)


def _touch(change: "Change", question: Question) -> None:
    """Count a change of a question whose own row stays the same, so that whoever looked at it before is told.

    Raises Conflict when somebody changed it since.
    """
    change.update("question", question.id, {"version": question.version + 1}, seen=question.version)


def _is_open(question: Question) -> None:
    if not question.is_open:
        raise Refused(tr("This question is no longer open."))


def _decided(question: Question) -> Decision:
    if question.decision is None:
        raise Refused(tr("This question has not been decided yet."))
    return question.decision


def _owners(book: Book, desk: Desk, reason: str) -> Step:
    """Return the owner's step for a question that goes straight there, with a reason."""
    step = owner_step(desk.business.agreement.ladder)
    if not checked(reason):
        raise Trouble(tr("Straight to the owner needs a reason. It is counted."))
    if step is None:
        raise Refused(tr("The ladder has no step of the owner."))
    if not on_step(step, desk.business.people):
        raise Refused(tr("Nobody stands on the owner's step. Say under Agreement who the owner is."))
    _owner_is_there(book, desk)
    return step


def _below(top: Step, desk: Desk) -> Step | None:
    """Return where the two sit together, else the highest step under `top` on which somebody stands."""
    ladder, people = desk.business.agreement.ladder, desk.business.people
    passed = skipped(ladder, people)
    below = [step for step in ladder[: ladder.index(top)] if step.id not in passed and on_step(step, people)]
    return next((step for step in below if step.decides is StepDecider.TOGETHER), below[-1] if below else None)


def _owner_is_there(book: Book, desk: Desk) -> None:
    if owner_is_away(book, desk.today):
        raise Refused(tr("The owner is away: for these days the two of you settle it."))


def _closed(book: Book, zone: tzinfo) -> list[tuple[datetime, datetime]]:
    """Return when the owner's step was or is closed: a test cut short lasts until somebody said so on that day."""
    spans = []
    for test in read_away_tests(book):
        begins, ends = closed_span(test, zone)
        said = book.history(row_ids=[test.id], limit=1) if test.ended_on is not None else []
        if said and said[0].at.astimezone(zone).date() == test.ended_on:
            ends = max(ends, said[0].at)
        spans.append((begins, ends))
    return spans


def _judge_again(book: Book, desk: Desk, deal_id: str) -> Judged:
    deal = read_deal(book, deal_id, digits=desk.digits)
    if deal is None:
        raise Refused(tr("This deal was deleted in the meantime."))
    return judge(book, desk, deal)
