"""The words of a health check from its beginning to its opening: who is asked, how long it takes, who has answered."""

from collections.abc import Sequence

from desktop.wording import figures
from desktop.wording.asking import joined
from desktop.wording.questions import side_words
from desktop.wording.typed import typed
from framework.health import MANY, Area, Statement
from framework.health_check import Asked, HealthCheck, State
from framework.people import Function, Person
from resources.words import tr


def minutes_words(short: bool) -> str:
    """Return how long a form takes: "30 to 40 minutes"."""
    return tr("about 5 minutes") if short else tr("30 to 40 minutes")


def form_words(short: bool) -> str:
    """Return which form is asked."""
    return tr("Short form") if short else tr("Long form")


def form_choice(short: bool, count: int) -> str:
    """Return a form as a choice: "Long form: 39 statements, 30 to 40 minutes each"."""
    said = tr("{form}: {count} statements, {minutes} for each person")
    return said.format(form=form_words(short), count=figures.number(count), minutes=minutes_words(short))


def scale_low() -> str:
    """Return what 1 means."""
    return tr("1 not at all")


def scale_high() -> str:
    """Return what 5 means."""
    return tr("5 fully")


def cannot_say() -> str:
    """Return what is answered where somebody can't judge."""
    return tr("Can't say")


def answer_words(answers: dict[str, int | None], key: str) -> str:
    """Return an answer for the one who gave it; "" where there is none yet."""
    if key not in answers:
        return ""
    answer = answers[key]
    return cannot_say() if answer is None else figures.number(answer)


def state_words(asked: Asked) -> str:
    """Return where somebody stands, never what they answered."""
    return {
        State.WAITING: tr("has not begun"),
        State.BEGUN: tr("has begun"),
        State.FINISHED: tr("has answered"),
    }[asked.state]


def counts_words(check: HealthCheck) -> str:
    """Return how many of those who are asked have answered."""
    said = tr("{done} of {all} have answered")
    return said.format(done=figures.number(len(check.finished)), all=figures.number(len(check.asked)))


def check_line(check: HealthCheck) -> str:
    """Return a running check in a line: since when, which form, how many statements."""
    day = figures.day_year(check.begun_at.astimezone().date())
    count = tr("{count} statements").format(count=figures.number(len(check.statements)))
    return " · ".join((tr("Begun {day}").format(day=day), form_words(check.short), count))


def names(people: Sequence[Person]) -> str:
    """Return names in a sentence: "Ana, Ben and Cem"."""
    return joined([typed(person.name) for person in people])


def traced_words(people: Sequence[Person]) -> str:
    """Return what has to be said before somebody answers: with few people an answer can be traced to one of them."""
    few = [side_words(each) for each in Function if sum(each in person.functions for person in people) < MANY]
    if not few:
        return tr("Five or more people of each side are asked, so only their means are shown.")
    return tr(
        "Fewer than five people of {sides} are asked. Once it is opened together, everybody can tell who answered what."
    ).format(sides=joined(few))


def area_name(area: Area | None, titles: dict[Area, str]) -> str:
    """Return the name of an area; what belongs to none has a heading of its own."""
    return tr("Our own statements") if area is None else titles[area]


def areas_asked(statements: Sequence[Statement]) -> tuple[Area | None, ...]:
    """Return the areas that are asked about, in order; None stands for statements of no area."""
    return tuple(dict.fromkeys(each.area for each in statements))
