"""The rhythm of the meetings in words: how regularly, how long, what comes of them (framework.md section 8)."""

from fractions import Fraction

from desktop.wording import figures
from desktop.wording.minutes import minutes_long
from desktop.wording.typed import typed
from framework.meeting import Turn
from framework.minutes import HeldMeeting, looking_back, mean_rating
from framework.rhythm import Quiet, Rhythm, SectionFigures, minutes_used
from resources.words import tr


def quiet_words(quiet: Quiet | None) -> str:
    """Return the sentence for what was quiet; empty for nothing."""
    return {
        None: "",
        Quiet.NO_MEETING: tr(
            "Four weeks without a meeting. What is not said there comes up later, and costs more. "
            "A short one is better than none."
        ),
        Quiet.NOTHING_SAID: tr(
            "For four weeks nobody put anything on the agenda, and nothing was decided or agreed. "
            "Is everything really fine, or is it not said?"
        ),
    }[quiet]


def lead_lines(rhythm: Rhythm) -> tuple[tuple[str, str], ...]:
    """Return (figure, what it is) of the four figures at the head; a figure that nobody knows is left out."""
    held = len(rhythm.meetings)
    lines = [(figures.share(held, held + len(rhythm.skipped)), tr("meetings held"))]
    if rhythm.used is not None and rhythm.planned is not None:
        planned = minutes_long(round(rhythm.planned))
        lines.append((_minutes(rhythm.used), tr("on average, of {planned} planned").format(planned=planned)))
    if rhythm.ratings:
        mean = sum((rating for _day, rating in rhythm.ratings), start=Fraction(0)) / len(rhythm.ratings)
        lines.append((_one_place(mean), tr("how good they were, 1 to 10")))
    if rhythm.lines:
        lines.append((figures.percent(Fraction(100 * rhythm.back, rhythm.lines), 0), tr("of the lines looked back")))
    return tuple(lines)


def used_words(meeting: HeldMeeting) -> str:
    """Return how long a meeting took, of what was planned: "28 of 30 min"; on paper without a time what was planned."""
    used = minutes_used(meeting)
    if used is None:
        return tr("on paper")
    said = tr("{used} of {planned}")
    return said.format(used=figures.number(round(used)), planned=minutes_long(meeting.minutes))


def items_words(meeting: HeldMeeting) -> str:
    """Return how many items a meeting had."""
    count = sum(len(section.items) + section.more for section in meeting.sections)
    said = tr("{count} item") if count == 1 else tr("{count} items")
    return said.format(count=figures.number(count))


def rating_figure(meeting: HeldMeeting) -> str:
    """Return the mean of the ratings: "7.5"; empty where nobody gave one."""
    mean = mean_rating(meeting)
    return "" if mean is None else _one_place(mean)


def back_words(meeting: HeldMeeting) -> str:
    """Return how many of the lines looked back: "2 of 7"; empty where nothing was written."""
    back, lines = looking_back(meeting.entries)
    return figures.share(back, lines) if lines else ""


def skipped_words(turn: Turn) -> str:
    """Return that a meeting was not held, with the reason where somebody gave one."""
    if turn.reason:
        return tr("not held: {reason}").format(reason=typed(turn.reason))
    return tr("not held")


def counts_words(section: SectionFigures, most: int) -> str:
    """Return how many items a section had in the last `most` meetings, the oldest first: "3, 2, 5"."""
    return ", ".join(figures.number(count) for count in section.items[-most:])


def ended_words(section: SectionFigures) -> str:
    """Return what became of the items of a section: "4 ended, 2 put off"; empty where nothing was said of any."""
    parts = []
    if section.ended:
        parts.append(tr("{count} ended").format(count=figures.number(section.ended)))
    if section.put_off:
        parts.append(tr("{count} put off").format(count=figures.number(section.put_off)))
    return ", ".join(parts)


def section_minutes_words(section: SectionFigures) -> str:
    """Return how long a section took on average, of what was planned; empty where no clock ran."""
    if section.used is None or section.planned is None:
        return ""
    said = tr("{used} of {planned}")
    return said.format(used=_one_place(section.used), planned=_minutes(section.planned))


def _minutes(value: Fraction) -> str:
    return tr("{count} min").format(count=_one_place(value)).replace(" ", figures.NO_BREAK)


def _one_place(value: Fraction) -> str:
    return figures.number(round(value, 1))
