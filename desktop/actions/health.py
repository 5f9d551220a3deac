"""Actions on the health check: beginning one, answering it alone under a word, opening it together (section 12)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from json import dumps, loads
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from desktop.actions.meeting import agree_action_in
from framework.health import HIGHEST, LOWEST, Area, Sheet, Statement
from framework.health import form as form_of
from framework.health_check import Asked, HealthCheck, Opened, Repair, next_due, unanswered
from framework.meeting import Action
from framework.people import Function, Person, holds_both
from resources.health import health_areas, health_statements
from resources.words import tr
from storage.book import Author, Book
from storage.business import read_timezone
from storage.days import read_day
from storage.health import add_answers, add_check, add_guesses, read_check, read_checks, running_check
from storage.keys import new_id
from storage.meeting import read_action
from storage.sealing import LEAST_LETTERS, Key, WrongWordError, make_key, seal, unseal
from storage.trouble import Refused, Trouble

if TYPE_CHECKING:
    from storage.writing import Change

MOST_LETTERS = 300
MOST_OWN = 20


class OwnStatement(NamedTuple):
    """A statement that the business adds; `code` as in an earlier check, "" for a new one. `area` None: of no area."""

    say: str
    area: Area | None
    reversed: bool = False
    code: str = ""


class Unlocked(NamedTuple):
    """Somebody's answers while they are at them: the key of their word, in memory only, and what they answered."""

    asked: Asked
    key: Key
    answers: dict[str, int | None]


# Reading


def area_titles() -> dict[Area, str]:
    """Return the names of the areas."""
    return {Area(each.key): each.title for each in health_areas()}


def known_statements() -> tuple[Statement, ...]:
    """Return the statements that come with the program, in the order in which they are asked."""
    return tuple(
        Statement(each.key, Area(each.area), each.say, each.reversed, each.short) for each in health_statements()
    )


def last_own_statements(book: Book) -> tuple[OwnStatement, ...]:
    """Return the business's own statements of its latest check, to ask them again."""
    for check in read_checks(book):
        return tuple(OwnStatement(each.say, each.area, each.reversed, each.id) for each in check.statements if each.own)
    return ()


def asked_statements(*, short: bool, own: Sequence[OwnStatement] = ()) -> tuple[Statement, ...]:
    """Return what a check asks: the form with the business's own statements, each behind those of its area.

    Raises Trouble for an own statement without words, too long, or that stands twice, and for too many.
    """
    if len(own) > MOST_OWN:
        raise Trouble(tr("Twenty statements of your own are the most. The fewer, the more honest the answers."))
    found = list(form_of(known_statements(), short=short))
    for each in own:
        words = " ".join(each.say.split())
        if not words:
            raise Trouble(tr("Write the statement, or take its line out."))
        if len(words) > MOST_LETTERS:
            raise Trouble(tr("There is room for {count} characters.").format(count=MOST_LETTERS))
        if any(other.say.casefold() == words.casefold() for other in found):
            raise Trouble(tr("“{say}” is asked already.").format(say=words[:80]))
        found.append(Statement(each.code or f"own-{new_id()[:20]}", each.area, words, each.reversed, own=True))
    order = {area: number for number, area in enumerate(Area)}
    return tuple(sorted(found, key=lambda each: len(order) if each.area is None else order[each.area]))


def agreed_since(book: Book) -> date | None:
    """Return the day from which the first signed agreement is in force, or None while none is signed."""
    found = book.row("SELECT min(in_force_from) FROM agreement WHERE state = 'signed'")
    return None if found is None else read_day(found[0])


def last_opened_on(book: Book) -> date | None:
    """Return the day on which the last check was opened, or None."""
    (opened,) = book.row("SELECT max(opened_at) FROM health_check") or (None,)
    return None if opened is None else datetime.fromisoformat(opened).astimezone(ZoneInfo(read_timezone(book))).date()


def due_day(book: Book, agreed_since: date | None) -> date | None:
    """Return the day from which the next check is due, or None; while one runs, none is."""
    return None if running_check(book) is not None else next_due(last_opened_on(book), agreed_since)


def repair_action(book: Book, opened: Opened) -> Action | None:
    """Return the action of what was chosen to be mended; None where nothing was, or it was taken off the list."""
    repair = opened.repair
    return None if repair is None or repair.action_id is None else read_action(book, repair.action_id)


# Beginning


def begin_check(
    *, book: Book, who: Author, people: Sequence[Person], short: bool, own: Sequence[OwnStatement] = ()
) -> str:
    """Begin a check of `people` and return its key.

    Raises Trouble when one function has nobody among them, when a check runs already, and as `asked_statements` does.
    """
    if not holds_both(people):
        raise Trouble(tr("Ask at least one person who sells and one who delivers. Who does both counts for both."))
    statements = asked_statements(short=short, own=own)
    with book.change(tr("Health check begun"), who=who) as change:
        if running_check(book) is not None:
            raise Refused(tr("A health check runs already. Open it or call it off first."))
        return add_check(change, change.at, people, statements, short=short)


def call_off_check(*, book: Book, who: Author, check: HealthCheck) -> None:
    """Call a running check off: nobody's answers are ever read. Undo lets it go on."""
    _check_running(check)
    with book.change(tr("Health check called off"), who=who) as change:
        change.update("health_check", check.id, {"called_off_at": change.at}, seen=check.version)


# Answering alone


def choose_word(*, book: Book, asked: Asked, word: str) -> Unlocked:
    """Begin to answer under a new word, which is kept nowhere. Takes a fifth of a second.

    Raises Trouble for a word that is too short, Refused when they have begun already or the check is over.
    """
    _check_word(word)
    here = _here(book, asked)
    if here.salt:
        raise Refused(tr("{name} has begun already, under a word of theirs.").format(name=here.person.name))
    key = make_key(word)
    with book.change(_label(here), who=Author(here.person.id, here.person.name), for_good=True) as change:
        sealed = seal(key, dumps({}))
        change.update("health_asked", here.id, {"salt": key.salt, "sealed": sealed}, seen=here.version)
    return Unlocked(_here(book, here), key, {})


def unlock(*, book: Book, asked: Asked, word: str) -> Unlocked:
    """Take up answers that were begun. Raises Trouble for another word than the one they are under.

    Raises Refused when there are none: they have not begun, or their answers were thrown away meanwhile.
    """
    here = _here(book, asked)
    if not here.salt:
        raise Refused(tr("{name} has not begun yet, or has to answer again.").format(name=here.person.name))
    key = make_key(word, here.salt)
    return Unlocked(here, key, _read(here, key))


def keep_answers(*, book: Book, unlocked: Unlocked, answers: Mapping[str, int | None], finished: bool) -> Unlocked:
    """Seal and keep what somebody has answered so far (None: "can't say"), whole; `finished`: they are done.

    Raises Trouble when they say that they are done and something has no answer, Conflict when the same answers were
    changed elsewhere meanwhile, Refused when the check is over.
    """
    check = _check_of(book, unlocked.asked)
    here = _asked_in(check, unlocked.asked)
    codes = {each.id for each in check.statements}
    if not set(answers) <= codes or any(a is not None and not LOWEST <= a <= HIGHEST for a in answers.values()):
        raise ValueError("no such answer")  # never the answers: what is raised may be written into the log
    if finished and (left := unanswered(check.statements, answers)):
        if len(left) == 1:
            raise Trouble(tr("One statement has no answer yet. “Can't say” is an answer too."))
        raise Trouble(
            tr("{count} statements have no answer yet. “Can't say” is an answer too.").format(count=len(left))
        )
    sealed = seal(unlocked.key, dumps(dict(answers)))
    with book.change(_label(here), who=Author(here.person.id, here.person.name), for_good=True) as change:
        values = {"sealed": sealed, "finished_at": change.at if finished else None}
        change.update("health_asked", here.id, values, seen=unlocked.asked.version)
    return Unlocked(_here(book, here), unlocked.key, dict(answers))


def start_anew(*, book: Book, who: Author, asked: Asked) -> None:
    """Throw away what somebody answered, because the word is forgotten: they answer again under a new one.

    Raises Conflict when they have answered meanwhile, Refused when the check is over.
    """
    here = _here(book, asked)
    label = tr("Health check: {name} answers again").format(name=here.person.name)
    with book.change(label, who=who) as change:
        change.update("health_asked", here.id, {"salt": "", "sealed": "", "finished_at": None}, seen=asked.version)


# Opening together


def open_check(
    *,
    book: Book,
    who: Author,
    check: HealthCheck,
    unlocked: Sequence[Unlocked],
    guesses: Mapping[tuple[Area, Function], int] | None = None,
) -> None:
    """Open a check with the answers of those who gave their word, as one change. Others are left out of it.

    Raises Trouble when somebody who gave their word is not done, or when one function has no answers.
    """
    _check_running(check)
    present = [_here(book, each.asked) for each in unlocked]
    late = next((each for each in present if each.finished_at is None), None)
    if late is not None:
        raise Trouble(tr("{name} is not done yet.").format(name=late.person.name))
    if not holds_both(each.person for each in present):
        raise Trouble(tr("It takes the answers of somebody who sells and of somebody who delivers."))
    with book.change(tr("Health check opened"), who=who, for_good=True) as change:
        change.update("health_check", check.id, {"opened_at": change.at}, seen=check.version)
        for here, each in zip(present, unlocked, strict=True):
            add_answers(book, change, here, _read(here, each.key))
        for left_out in check.asked:
            if left_out.id not in {here.id for here in present}:
                change.update("health_asked", left_out.id, {"salt": "", "sealed": "", "finished_at": None})
        add_guesses(change, check.id, guesses or {})


def sheets_of(unlocked: Sequence[Unlocked]) -> tuple[Sheet, ...]:
    """Return the answers of those who gave their word, to be shown area by area before they are kept."""
    return tuple(Sheet(each.asked.person, each.answers) for each in unlocked)


# The repair


def choose_repair(
    *,
    book: Book,
    who: Author,
    today: date,
    opened: Opened,
    area: Area,
    say: str,
    person_id: str | None,
    due_on: date | None,
) -> None:
    """Keep the one thing that is mended after a check, with an action of somebody by a day, as one change.

    A repair that was chosen before is replaced, and its action with it unless that is done. Raises Trouble without
    words, a person or a day, or for a day that is over.
    """
    words = " ".join(say.split())
    if person_id is None:
        raise Trouble(tr("Who does it? One name."))
    if due_on is None or due_on < today:
        raise Trouble(tr("By which day? One that is still to come."))
    with book.change(tr("Repair: {say}").format(say=words[:80]), who=who) as change:
        before = opened.repair
        if before is not None:
            _drop_action(book, change, before)
            change.remove("health_repair", before.id)
            change.flush()
        action = agree_action_in(change, today, words, person_id, due_on)
        values = {"check_id": opened.check.id, "area": str(area), "say": words, "action_id": action}
        change.add("health_repair", values)


def _drop_action(book: Book, change: "Change", before: Repair) -> None:
    open_one = book.row("SELECT 1 FROM action WHERE id = ? AND done_on IS NULL", (before.action_id,))
    if before.action_id is not None and open_one is not None:
        change.remove("action", before.action_id)


# Checks


def _check_word(word: str) -> None:
    if sum(not letter.isspace() for letter in word) < LEAST_LETTERS:
        raise Trouble(
            tr("At least {count} letters, please. Two or three words that only you think of are best.").format(
                count=LEAST_LETTERS
            )
        )


def _check_running(check: HealthCheck) -> None:
    if not check.is_running:
        raise Refused(tr("This health check is over."))


def _check_of(book: Book, asked: Asked) -> HealthCheck:
    """Return the check in which somebody is asked, as the file has it now. Raises Refused when it is over."""
    check = read_check(book, asked.check_id)
    if check is None:
        raise Refused(tr("This was deleted in the meantime, so nothing was changed."))
    _check_running(check)
    return check


def _asked_in(check: HealthCheck, asked: Asked) -> Asked:
    return next(each for each in check.asked if each.id == asked.id)


def _here(book: Book, asked: Asked) -> Asked:
    return _asked_in(_check_of(book, asked), asked)


def _read(asked: Asked, key: Key) -> dict[str, int | None]:
    try:
        return dict(loads(unseal(key, asked.sealed)))
    except WrongWordError as error:
        raise Trouble(
            tr("That is not the word of {name}. Look at the spelling, or answer again under a new one.").format(
                name=asked.person.name
            )
        ) from error


def _label(asked: Asked) -> str:
    return tr("Health check: {name} answers").format(name=asked.person.name)
