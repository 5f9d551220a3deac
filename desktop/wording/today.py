"""The Today tab in words: what waits and why, the promises ahead, the next meeting, and whether it is working."""

from collections.abc import Sequence
from datetime import date

from desktop.wording import figures
from desktop.wording.agenda import dotted
from desktop.wording.asking import moment
from desktop.wording.intake import stage_words
from desktop.wording.typed import typed
from desktop.wording.verdict import brief_reason
from framework.agenda import Agenda
from framework.business import Business
from framework.health_check import DueStep as HealthStep
from framework.meeting import Meeting, SectionKind
from framework.owner_meter import Meter
from framework.people import Person
from framework.scorecard import Score
from framework.standing import Clock
from framework.today import Ahead, Kind, Pressing, Risk, Waiting
from framework.visits import DueStep
from resources.words import tr

MOST_REASONS = 2
ZONES = {Pressing.LATE: "OFF", Pressing.TODAY: "ASK", Pressing.WEEK: "PROMISE", Pressing.LATER: "OPEN"}
"""In whose shape and colour something is marked as pressing."""


def pressing_words(pressing: Pressing, due: date | None = None, today: date | None = None) -> str:
    """Return how much something presses, as a badge. What should be settled today but is due later is "soon"."""
    if pressing is Pressing.TODAY and due is not None and today is not None and due > today:
        return tr("soon")
    return {
        Pressing.LATE: tr("late"),
        Pressing.TODAY: tr("today"),
        Pressing.WEEK: tr("this week"),
        Pressing.LATER: tr("later"),
    }[pressing]


def greeting(count: int, person: Person | None, to_owner: int, business: Business) -> str:
    """Return the line under the date: how much waits for who is acting, and whether anything waits for the owner."""
    if person is None:
        return ""
    name = typed(person.name)
    if person.owner:
        return _to_the_owner(count, name, to_owner)
    if count:
        said = tr("One thing waits for you, {name}.") if count == 1 else tr("{count} things wait for you, {name}.")
        mine = said.format(count=_spelled(count), name=name)
    else:
        mine = tr("Nothing waits for you, {name}.").format(name=name)
    if not any(each.owner for each in business.people):
        return mine
    theirs = tr("Nothing waits for the owner.")
    if to_owner:
        said = tr("One thing waits for the owner.") if to_owner == 1 else tr("{count} things wait for the owner.")
        theirs = said.format(count=_spelled(to_owner))
    return f"{mine} {theirs}"


def _to_the_owner(count: int, name: str, to_owner: int) -> str:
    if not count:
        return tr("Nothing needs you, {name}. The business runs by its rules today.").format(name=name)
    said = tr("One thing waits for you, {name}") if count == 1 else tr("{count} things wait for you, {name}")
    mine = said.format(count=_spelled(count), name=name)
    if not to_owner:
        return tr("{waits}. Nothing needs you as the owner.").format(waits=mine)
    if to_owner >= count:
        return tr("{waits}, as the owner.").format(waits=mine)
    said = tr("{waits}, one of them as the owner.") if to_owner == 1 else tr("{waits}, {count} of them as the owner.")
    return said.format(waits=mine, count=figures.number(to_owner))


def _spelled(count: int) -> str:
    words = (tr("Two"), tr("Three"), tr("Four"), tr("Five"), tr("Six"), tr("Seven"), tr("Eight"), tr("Nine"))
    return words[count - 2] if 2 <= count <= len(words) + 1 else figures.number(count)


def nothing_waits(person: Person | None) -> str:
    """Return what stands in the list when nothing waits."""
    if person is not None and person.owner and not person.functions:
        return tr("Nothing needs the owner today. What the rules settle does not come here.")
    return tr("All done. What is asked of you, and what becomes due, comes here by itself.")


# One line


def headline(one: Waiting, subject: str, today: date) -> str:
    """Return what waits, in a sentence, the client first. `subject` is the client of what has only a deal, else ""."""
    if one.kind is Kind.VISIT:
        return {
            DueStep.PLAN: tr("Your next visit to the other side's work"),
            DueStep.TODAY: tr("Your visit is today"),
            DueStep.WRITE_UP: tr("What did you see on your visit?"),
        }[DueStep(one.say)]
    if one.kind is Kind.HEALTH:
        return {
            HealthStep.BEGIN: tr("A health check is due"),
            HealthStep.ANSWER: tr("The health check waits for your answers"),
            HealthStep.GO_ON: tr("You have begun to answer the health check"),
            HealthStep.OPEN: tr("All have answered the health check: open it together"),
        }[HealthStep(one.say)]
    client = typed(one.client or subject)
    said = {
        Kind.ANSWER: tr("{client}: can we promise this?"),
        Kind.DELIVER: tr("{client}: {what}, promised for {day}"),
        Kind.PROMISE: tr("{client}: was it kept? {what}"),
        Kind.ACCEPT: tr("{client}: is the handover complete? {what}"),
        Kind.GIVE_AGAIN: tr("{client}: Operations has returned the handover"),
        Kind.SIGN: tr("A change of the agreement is proposed"),
        Kind.DECIDE: "{what}",
        Kind.SPEAK: "{what}",
        Kind.TELL: tr("Tell the client what was decided: {what}"),
        Kind.REVIEW: tr("Was it right? {what}"),
        Kind.ACTION: tr("{client}: {what}") if client else "{what}",
        Kind.OUTCOME: tr("{client}: how did it go? {what}"),
        Kind.LOOK_BACK: tr("{client}: still a client, {count} days on?"),
    }[one.kind]
    what = " ".join(one.say.split())
    if one.kind in (Kind.DELIVER, Kind.ACCEPT, Kind.OUTCOME) and not what:
        what = tr("a custom order")
    what = typed(what)
    return said.format(client=client, what=what, day=_near(one.due, today), count=figures.number(one.days)).strip()


def facts_line(one: Waiting, business: Business, clock: Clock) -> str:
    """Return the grey line: who asked and when, due when, what it is about."""
    who = typed(business.names.get(one.by, "")) if one.by else ""
    parts = [_state(one.kind), _whence(one, who, clock), _until(one, clock.today, clock)]
    if one.kind in (Kind.SIGN, Kind.LOOK_BACK) and one.say:
        parts.append(typed(" ".join(one.say.split())))
    if one.reasons:
        parts += [brief_reason(reason, business) for reason in one.reasons[:MOST_REASONS]]
    return dotted(*parts)


def button_words(one: Waiting) -> str:
    """Return the words of the one button that settles it."""
    if one.kind is Kind.VISIT:
        return {
            DueStep.PLAN: tr("Plan it"),
            DueStep.TODAY: tr("Open the card"),
            DueStep.WRITE_UP: tr("Write it up"),
        }[DueStep(one.say)]
    if one.kind is Kind.HEALTH:
        return {
            HealthStep.BEGIN: tr("Begin it"),
            HealthStep.ANSWER: tr("Answer"),
            HealthStep.GO_ON: tr("Go on"),
            HealthStep.OPEN: tr("Open it"),
        }[HealthStep(one.say)]
    return {
        Kind.ANSWER: tr("Answer"),
        Kind.DECIDE: tr("Decide"),
        Kind.SPEAK: tr("Have your say"),
        Kind.DELIVER: tr("Update"),
        Kind.PROMISE: tr("Update"),
        Kind.TELL: tr("Client is told"),
        Kind.GIVE_AGAIN: tr("Hand over again"),
        Kind.ACCEPT: tr("Look at it"),
        Kind.SIGN: tr("Read it"),
        Kind.ACTION: tr("Done"),
        Kind.OUTCOME: tr("Say how"),
        Kind.LOOK_BACK: tr("Check in"),
        Kind.REVIEW: tr("Look back"),
    }[one.kind]


def _state(kind: Kind) -> str:
    """Return where a question of the ladder stands, for which its subject is the headline."""
    said = {Kind.DECIDE: tr("both sides have spoken"), Kind.SPEAK: tr("your side has not spoken yet")}
    return said.get(kind, "")


def _whence(one: Waiting, who: str, clock: Clock) -> str:
    if one.since is not None:
        at = one.since.astimezone(clock.zone)
        # Of today the time is enough.
        when = figures.clock(at.time()) if at.date() == clock.today else figures.day(at.date())
    elif one.since_on is not None:
        when = figures.day(one.since_on)
    else:
        return {Kind.VISIT: tr("no visit yet"), Kind.HEALTH: tr("the first one")}.get(one.kind, "")
    if who:
        said = {
            Kind.ANSWER: tr("{who} asked, {when}"),
            Kind.DECIDE: tr("{who} raised it, {when}"),
            Kind.SPEAK: tr("{who} raised it, {when}"),
            Kind.TELL: tr("{who} decided, {when}"),
            Kind.REVIEW: tr("{who} decided, {when}"),
            Kind.PROMISE: tr("{who} promised it, {when}"),
            Kind.ACCEPT: tr("{who} handed it over, {when}"),
            Kind.GIVE_AGAIN: tr("{who} returned it, {when}"),
            Kind.SIGN: tr("{who} proposed it, {when}"),
        }.get(one.kind)
    else:
        said = {
            Kind.ACTION: tr("agreed {when}"),
            Kind.DELIVER: tr("won {when}"),
            Kind.ACCEPT: tr("won {when}"),
            Kind.PROMISE: tr("promised {when}"),
            Kind.OUTCOME: tr("delivered {when}"),
            Kind.LOOK_BACK: tr("delivered {when}"),
            Kind.VISIT: tr("last visit {when}"),
            Kind.HEALTH: _of_health(one),
        }.get(one.kind)
    return "" if said is None else said.format(who=who, when=when)


def _of_health(one: Waiting) -> str:
    if one.kind is not Kind.HEALTH:
        return ""
    return {HealthStep.BEGIN: tr("the last one {when}"), HealthStep.OPEN: tr("all in since {when}")}.get(
        HealthStep(one.say), tr("begun {when}")
    )


def _until(one: Waiting, today: date, clock: Clock) -> str:
    if one.at is not None:
        words = tr("was due {when}") if one.pressing is Pressing.LATE else tr("due {when}")
        return words.format(when=moment(one.at, clock.zone))
    if one.due is None:
        return ""
    if one.kind is Kind.DELIVER:
        days = (today - one.due).days
        return tr("1 day late") if days == 1 else tr("{count} days late").format(count=figures.number(days))
    if one.kind is Kind.SIGN:
        return tr("in force from {when}").format(when=figures.day(one.due))
    if one.kind is Kind.TELL:
        return tr("until {when}").format(when=_near(one.due, today))
    words = tr("was due {when}") if one.pressing is Pressing.LATE else tr("due {when}")
    return words.format(when=_near(one.due, today))


def _near(day: date | None, today: date) -> str:
    """Return a day as people say it: today, yesterday, tomorrow, else "Fri 11 Dec"."""
    if day is None:
        return ""
    away = (day - today).days
    near = {-1: tr("yesterday"), 0: tr("today"), 1: tr("tomorrow")}
    return near[away] if away in near else figures.day(day)


# Promises ahead


def ahead_texts(one: Ahead, business: Business, today: date) -> tuple[str, str, str]:
    """Return the day, whom and what, and where it stands."""
    offering = business.offering_of(one.deal, today)
    what = one.say or ("" if offering is None else offering.name)
    return figures.day(one.due), dotted(typed(one.deal.client), typed(" ".join(what.split()))), stands(one)


def stands(one: Ahead) -> str:
    """Return where a promise stands, with what makes it risky."""
    match one.risk:
        case Risk.NOT_SOLD:
            return tr("not won yet")
        case Risk.RETURNED:
            return tr("handover returned to Sales")
        case Risk.NOT_ACCEPTED:
            return tr("handover not accepted")
        case Risk.DATA:
            said = tr("waits for 1 detail") if one.lacks == 1 else tr("waits for {count} details")
            return said.format(count=figures.number(one.lacks))
        case Risk.FULL_WEEK:
            return tr("its week is over the limit")
    return stage_words(one.deal.stage).lower()


def risk_badge(one: Ahead) -> tuple[str, str]:
    """Return the zone in whose shape a promise is marked, and the words."""
    return ("PROMISE", tr("on track")) if one.risk is Risk.NONE else ("ASK", tr("at risk"))


# Beside


def meeting_line(meeting: Meeting, today: date) -> str:
    """Return when the next meeting is: "Monday 09:00, in 3 days"."""
    days = (meeting.day - today).days
    when = {0: tr("today"), 1: tr("tomorrow")}.get(days, tr("in {count} days").format(count=figures.number(days)))
    return tr("{day} {time}, {when}").format(
        day=figures.day(meeting.day), time=figures.clock(meeting.starts), when=when
    )


def agenda_line(worked_out: Agenda) -> str:
    """Return what the next meeting has on its agenda: "3 deals, 1 bottleneck, 1 exception"."""
    counts = {section.kind: section.counts for section in worked_out.sections}
    deals = counts[SectionKind.DEALS_AHEAD].deals
    stuck = counts[SectionKind.BOTTLENECKS].late + counts[SectionKind.BOTTLENECKS].at_risk
    exceptions = counts[SectionKind.EXCEPTIONS].to_decide
    parts = [
        (deals, tr("1 deal"), tr("{count} deals")),
        (stuck, tr("1 bottleneck"), tr("{count} bottlenecks")),
        (exceptions, tr("1 exception"), tr("{count} exceptions")),
    ]
    said = [(one if count == 1 else more).format(count=figures.number(count)) for count, one, more in parts if count]
    return tr(", ").join(said) if said else tr("Nothing is on its agenda yet.")


def on_time_line(now: Score, before: Score) -> str:
    """Return how many deals were on time this quarter, and in the one before."""
    if not now.of and not before.of:
        return tr("On time: nothing is delivered yet")
    said = tr("On time: {now} this quarter, {before} before")
    if not before.of:
        said = tr("On time: {now} this quarter")
    return said.format(now=figures.share(*now[:2]), before=figures.share(*before[:2]))


def owner_line(now: Meter, before: Meter) -> str:
    """Return how often the owner decided this quarter: "Owner asked once this quarter, was 6"."""
    if not now.all and not before.all:
        return tr("Owner asked: nothing is decided yet")
    often = {0: tr("not once"), 1: tr("once"), 2: tr("twice")}.get(
        now.owner, tr("{count} times").format(count=figures.number(now.owner))
    )
    said = tr("Owner asked {often} this quarter, was {before}")
    if not before.all:
        said = tr("Owner asked {often} this quarter")
    return said.format(often=often, before=figures.number(before.owner))


def against_line(count: int, of: int) -> str:
    """Return how many of the deals promised this quarter were promised against a rule."""
    if not of:
        return tr("Promised against a rule: nothing is promised yet this quarter")
    if not count:
        return tr("Promised against a rule: none of {all}").format(all=figures.number(of))
    said = tr("Promised against a rule: {count} of {all}")
    return said.format(count=figures.number(count), all=figures.number(of))


def overdue_notice(late: Sequence[Waiting]) -> str:
    """Return what a notice at the start says of what is overdue."""
    if len(late) == 1:
        return tr("One thing is late.")
    return tr("{count} things are late.").format(count=_spelled(len(late)))
