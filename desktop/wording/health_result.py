"""The result of a health check on screen: its head, an area in one sentence, statements, guesses (section 12)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from PySide6.QtCore import QLocale

from desktop.actions.health import area_titles
from desktop.wording import figures
from desktop.wording import scorecard_periods as periods
from desktop.wording.asking import joined
from desktop.wording.typed import typed
from framework.health import Area, AreaResult, Spoken, Voice, VoiceScore, overall
from framework.health_check import Compared, Opened, Repair
from framework.meeting import Action
from framework.people import Function, Person
from framework.periods import Period, Step
from resources.words import tr

DOT = " · "
SIDES = (Voice.SALES, Voice.OPERATIONS)
MOST_NAMES = 4
"""With more people than this a line says only how many they are."""


# The check


def opened_day(opened: Opened) -> date:
    """Return the day on which a check was opened, where the program runs."""
    return opened.opened_at.astimezone().date()


def month_of(opened: Opened) -> str:
    """Return the month in which a check was opened: "November"."""
    return figures.locale().standaloneMonthName(opened_day(opened).month, QLocale.FormatType.LongFormat)


def month_year(opened: Opened) -> str:
    """Return the month with its year: "November 2026"."""
    day = opened_day(opened)
    return periods.period_words(Step.MONTH, Period(day, day))


def when_words(opened: Opened, others: Sequence[Opened]) -> str:
    """Return when a check was, as long as it takes to tell it from the `others`: a month, with its year, or a day."""
    apart = [each for each in others if each.check.id != opened.check.id]
    if any(month_year(each) == month_year(opened) for each in apart):
        return figures.day_year(opened_day(opened))
    years = {opened_day(each).year for each in (opened, *apart)}
    return month_of(opened) if len(years) == 1 else month_year(opened)


def short_month(opened: Opened) -> str:
    """Return the month of a check as it stands under a chart: "Nov"."""
    return figures.locale().standaloneMonthName(opened_day(opened).month, QLocale.FormatType.ShortFormat)


def short_when(opened: Opened, other: Opened) -> tuple[str, str]:
    """Return two checks as short as they can be told from each other: "Nov", "Aug"; "17 Nov", "2 Nov"."""
    days = opened_day(opened), opened_day(other)
    if days[0].year == days[1].year and days[0].month == days[1].month:
        return figures.day_month(days[0]), figures.day_month(days[1])
    first, second = short_month(opened), short_month(other)
    if days[0].year == days[1].year:
        return first, second
    return month_year(opened), month_year(other)


def title_words(opened: Opened) -> str:
    """Return the head: "Health check, November 2026"."""
    return tr("Health check, {month}").format(month=month_year(opened))


def subtitle_words(opened: Opened) -> str:
    """Return who answered, when it was opened, how much was asked, and who or what is missing."""
    people = [sheet.person for sheet in opened.sheets]
    day = figures.day_month(opened_day(opened))
    if len(people) == 1:
        who = tr("{name} answered, opened on {day}").format(name=typed(people[0].name), day=day)
    else:
        who = tr("{people} answered separately, opened together on {day}").format(people=people_words(people), day=day)
    count = len(opened.check.statements)
    asked = tr("{count} statement") if count == 1 else tr("{count} statements")
    parts = [who, asked.format(count=figures.number(count))]
    if opened.check.short:
        parts.append(tr("short form"))
    answered = {person.id for person in people}
    missing = [each.person for each in opened.check.asked if each.person.id not in answered]
    if missing:
        parts.append(tr("without {people}").format(people=people_words(missing)))
    unsaid = cannot_say(opened)
    if unsaid:
        parts.append(cannot_say_words(unsaid))
    return DOT.join(parts)


def people_words(people: Sequence[Person]) -> str:
    """Return people by name, or how many they are."""
    if len(people) > MOST_NAMES:
        return tr("{count} people").format(count=figures.number(len(people)))
    return joined([typed(person.name) for person in people])


def cannot_say(opened: Opened, area: Area | None = None) -> int:
    """Return how many answers were "can't say", of all statements or of one area."""
    codes = {each.id for each in opened.check.statements if area is None or each.area is area}
    return sum(sheet.answers[code] is None for sheet in opened.sheets for code in codes & sheet.answers.keys())


def cannot_say_words(count: int) -> str:
    """Return how often somebody could not say."""
    said = tr("1 answer “can't say”") if count == 1 else tr("{count} answers “can't say”")
    return said.format(count=figures.number(count))


# An area


def score_words(mean: Fraction | None) -> str:
    """Return a mean with one decimal, or "none" without an answer."""
    return tr("none") if mean is None else figures.tenths(mean)


def voice_words(voice: Voice) -> str:
    """Return the name of a voice."""
    return {Voice.SALES: tr("Sales"), Voice.OPERATIONS: tr("Operations"), Voice.OWNER: tr("Owner")}[voice]


def scores(by_voice: Mapping[Voice, VoiceScore], asked: Iterable[Voice]) -> list[str]:
    """Return what those of `asked` who answered said: "Sales 3.2", "Operations 1.8"."""
    return [
        tr("{voice} {score}").format(voice=voice_words(voice), score=score_words(by_voice[voice].mean))
        for voice in asked
        if by_voice[voice].mean is not None
    ]


def area_words(result: AreaResult, unsaid: int = 0, *, named: bool = True) -> str:
    """Return an area in one paragraph: who scores it how, the gap, what to make of it, and the answers without one."""
    parts = scores(result.by_voice, result.by_voice)
    if result.gap is not None:
        parts.append(tr("gap {gap}").format(gap=score_words(result.gap)))
    said, name = ", ".join(parts), area_titles()[result.area]
    if named:
        said = tr("{area}: {scores}").format(area=name, scores=said) if said else name
    sentences = [said, *note_lines(result), cannot_say_words(unsaid) if unsaid else ""]
    return " ".join(tr("{sentence}.").format(sentence=each) for each in sentences if each)


def note_words(result: AreaResult) -> str:
    """Return what stands under the name of an area, each in a line of its own."""
    return "\n".join(note_lines(result))


def note_lines(result: AreaResult) -> list[str]:
    """Return what is to be made of an area: talk first, a blind spot, or who could not judge."""
    parts = []
    if result.talk_first:
        parts.append(tr("Talk about it first"))
    if result.blind_spot:
        parts.append(tr("Looks better to the owner"))
    functions = {function: result.by_voice[Voice(function)].mean for function in Function}
    answered = [function for function, mean in functions.items() if mean is not None]
    if result.mean is None:
        parts.append(tr("Nobody could judge this"))
    elif not answered:
        parts.append(tr("Only the owner could judge this"))
    elif len(answered) == 1:
        parts.append(tr("Only {function} could judge this").format(function=voice_words(Voice(answered[0]))))
    return parts


def blind_words(result: AreaResult, opened: Opened) -> str:
    """Return in a sentence what the owner sees better than every function that is not theirs; "" where they do not."""
    if not result.blind_spot:
        return ""
    own = {Voice(each) for sheet in opened.sheets if sheet.person.owner for each in sheet.person.functions}
    others = scores(result.by_voice, [voice for voice in SIDES if voice not in own])
    return tr("From the owner's chair this looks better ({owner}) than from the others' ({others}).").format(
        owner=score_words(result.by_voice[Voice.OWNER].mean), others=", ".join(others)
    )


def guess_lines(result: AreaResult, guesses: Mapping[tuple[Area, Function], int]) -> list[str]:
    """Return what each function guessed of the other before the opening, beside what that one said."""
    found = []
    for function in Function:
        guess = guesses.get((result.area, function))
        if guess is None:
            continue
        other = next(each for each in Function if each is not function)
        said = result.by_voice[Voice(other)].mean
        if said is None:
            sentence = tr("{guesser} guessed {guess} for {other}, who could not judge it.")
        else:
            sentence = tr("{guesser} guessed {guess}, {other} said {score}.")
        found.append(
            sentence.format(
                guesser=voice_words(Voice(function)),
                guess=figures.number(guess),
                other=voice_words(Voice(other)),
                score=score_words(said),
            )
        )
    return found


def summary_words(result: AreaResult | None, opened: Opened) -> str:
    """Return what stands over the statements of an area; None: those of no area."""
    if result is None:
        return tr("They belong to no area, so they are shown and not summed up.")
    return area_words(result, cannot_say(opened, result.area), named=False)


def beside_words(result: AreaResult | None, opened: Opened) -> str:
    """Return what the owner sees better, and what was guessed, each in a line of its own; "" for neither."""
    if result is None:
        return ""
    blind = blind_words(result, opened)
    return "\n".join([*([blind] if blind else []), *guess_lines(result, opened.guesses)])


# Statements


def statement_words(each: Spoken) -> str:
    """Return the statement with what is to be known of it: turned round, or the business's own."""
    said = typed(each.statement.say) if each.statement.own else each.statement.say
    if each.statement.reversed:
        said = tr("{statement} (turned round)").format(statement=said)
    return tr("{statement} (yours)").format(statement=said) if each.statement.own else said


def voice_score(found: VoiceScore) -> str:
    """Return what a voice said of one statement, with how many of it could not say."""
    if found.mean is None:
        return tr("can't say") if found.cannot_say else "–"
    said = score_words(found.mean)
    if not found.cannot_say:
        return said
    return DOT.join((said, tr("{count} can't say").format(count=figures.number(found.cannot_say))))


def persons_words(each: Spoken) -> str:
    """Return who said what of one statement, where that may be shown."""
    return ", ".join(
        tr("{name} {score}").format(
            name=typed(person.name), score=tr("can't say") if score is None else figures.number(score)
        )
        for person, score in each.by_person
    )


# The repair


def repair_who(action: Action, names: Mapping[str, str]) -> str:
    """Return who mends by when: "Ben, by Fri 18 Dec"."""
    name = typed(names.get(action.person_id or "", "")) or tr("Nobody yet")
    if action.due_on is None:
        return name
    return tr("{name}, by {day}").format(name=name, day=figures.day(action.due_on))


def repair_state(action: Action | None, names: Mapping[str, str], today: date) -> str:
    """Return how far a repair is: done, to do, late, or off the list."""
    if action is None:
        return tr("Its action was taken off the list.")
    if action.done_on is not None:
        return tr("Done on {day}.").format(day=figures.day(action.done_on))
    who = repair_who(action, names)
    if action.due_on is not None and action.is_late(today):
        late = (today - action.due_on).days
        return tr("{who}. {days} late.").format(who=who, days=figures.days(late))
    return who


def repair_words(repair: Repair, action: Action | None, names: Mapping[str, str], today: date) -> str:
    """Return what was chosen to be mended, and how far it is."""
    return tr("“{say}” · {state}").format(say=typed(repair.say), state=repair_state(action, names, today))


def repair_result(area: Area, now: AreaResult | None, before: AreaResult | None) -> str:
    """Return how the area stands that was mended, beside before."""
    name = area_titles()[area]
    if now is None or before is None:
        return tr("{area} was not asked about in both checks.").format(area=name)
    gap = tr("{area}: all together {mean}, the gap {gap}.")
    return gap.format(area=name, mean=moved_words(now.mean, before.mean), gap=was_words(now.gap, before.gap))


# Two checks


def moved_words(now: Fraction | None, before: Fraction | None) -> str:
    """Return a figure beside the one of before: "3.2, up 0.4"; the difference is of what is shown."""
    if now is None:
        return tr("none now, was {before}").format(before=score_words(before)) if before is not None else tr("none")
    if before is None:
        return tr("{now}, none before").format(now=score_words(now))
    moved = _tenth(now) - _tenth(before)
    if not moved:
        return tr("{now}, as before").format(now=score_words(now))
    said = tr("{now}, up {by}") if moved > 0 else tr("{now}, down {by}")
    return said.format(now=score_words(now), by=figures.tenths(abs(moved)))


def _tenth(value: Fraction) -> Fraction:
    """Return a score as it is shown."""
    return Fraction(floor(value * 10 + Fraction(1, 2)), 10)


def was_words(now: Fraction | None, before: Fraction | None) -> str:
    """Return a gap beside the one of before: "1.4, was 2.1"."""
    return tr("{now}, was {before}").format(now=score_words(now), before=score_words(before))


def widest(results: Sequence[AreaResult]) -> Fraction | None:
    """Return the widest gap between the functions, 0 where they agree everywhere, None where none can be told."""
    return max((result.gap for result in results if result.gap is not None), default=None)


def in_short(results: Sequence[AreaResult]) -> str:
    """Return a check in one line: "overall 3.2, widest gap 1.4"."""
    return tr("overall {overall}, widest gap {gap}").format(
        overall=score_words(overall(results)), gap=score_words(widest(results))
    )


def since_lines(found: Compared) -> list[str]:
    """Return how a check stands beside the one before: all of it, its widest gap, and what that rests on."""
    lines = [
        tr("Overall {moved}").format(moved=moved_words(overall(found.now), overall(found.before))),
        tr("Widest gap {gap}").format(gap=was_words(widest(found.now), widest(found.before))),
    ]
    return lines if found.alike else [*lines, in_common_words(found)]


def in_common_words(found: Compared) -> str:
    """Return what two checks are compared by that did not ask the same."""
    count = len(found.statements)
    if not count:
        return tr("No statement was asked both times")
    said = tr("By the 1 statement asked both times") if count == 1 else tr("By the {count} statements asked both times")
    return said.format(count=figures.number(count))
