"""What the records say beside an area, the reading, and what to do next, in words (framework.md section 12)."""

from collections.abc import Sequence

from desktop.actions.health import area_titles
from desktop.actions.health_findings import Findings
from desktop.wording import figures, scorecard, tension
from desktop.wording import health_result as words
from framework.figure import Figure
from framework.health import Area, AreaResult, Spoken, Voice
from framework.health_findings import Finding, Friction, NextStep, Tone
from framework.tension import State
from framework.visits import EVERY_DAYS
from resources.words import tr

TABS = {
    Area.RULES: "agreement",
    Area.INTAKE: "intake",
    Area.RHYTHM: "meetings",
    Area.LADDER: "escalation",
    Area.RESULTS: "scorecard",
    Area.SEEING: "visibility",
    Area.CAPACITY: "capacity",
    Area.CLIENT: "scorecard",
    Area.STANDARD: "agreement",
    Area.TONE: "meetings",
}
"""The tab that mends an area."""


def finding_words(finding: Finding) -> str:
    """Return what the records say: "2 of 31 deals were promised …", "Last visit 94 days ago"."""
    if finding.sign is not None:
        return _sign(finding)
    assert finding.score is not None and isinstance(finding.source, Figure)
    if finding.source is Figure.DAYS_SINCE_VISIT:
        if finding.score.value is None:
            return tr("No visit yet")
        return tr("Last visit {days} ago").format(days=figures.days(finding.score.value))
    return tr("{figure}: {value}").format(
        figure=scorecard.name_of(finding.source), value=scorecard.value_words(finding.source, finding.score)
    )


def opens(finding: Finding) -> bool:
    """Say whether there is a case to look at."""
    return bool(finding.cases)


def _sign(finding: Finding) -> str:
    assert finding.sign is not None
    if finding.sign.state is State.TOO_FEW:
        return tr("{sign}: too few records").format(sign=tension.sign_name(finding.sign.sign))
    return tension.said(finding.sign).rstrip(".")


def none_words() -> str:
    """Return what stands where the records do not reach."""
    return tr("Too long ago to say")


# The reading


def reading_title(tone: Tone) -> str:
    """Return the reading in three words."""
    if tone.friction is Friction.HEALTHY and tone.signs:
        return tr("Mostly healthy friction")
    return {
        Friction.HEALTHY: tr("Healthy friction"),
        Friction.MIXED: tr("Mixed"),
        Friction.WAR: tr("Signs of war"),
        Friction.UNKNOWN: tr("Too little to say"),
    }[tone.friction]


def reading_words(tone: Tone) -> str:
    """Return what the reading means for the two, without blame."""
    said = {
        Friction.HEALTHY: tr("You disagree in the open, and a better plan comes of it."),
        Friction.MIXED: tr("Some of it helps the work and some of it hurts it. Look at what stands here together."),
        Friction.WAR: tr(
            "Details are held back or orders carried out to the letter. Neither side is wrong: the way you work "
            "together needs mending before the next deal does."
        ),
        Friction.UNKNOWN: tr("Too few answers for a reading: nobody could judge the tone."),
    }[tone.friction]
    if tone.friction is Friction.HEALTHY and len(tone.signs) == 1:
        return tr("{said} One sign of the other kind: {sign}.").format(said=said, sign=finding_words(tone.signs[0]))
    return said


def reading_of(found: Findings) -> str:
    """Return what the reading means, and that it rests on the answers alone where the records cannot be read."""
    said = reading_words(found.tone)
    if found.by_area:
        return said
    return tr("{said} It rests on the answers alone. The records of that time are too long ago to be read.").format(
        said=said
    )


def statement_line(spoken: Spoken) -> str:
    """Return a statement that the reading rests on, with what both sides scored it."""
    scores = words.scores(spoken.by_voice, words.SIDES)
    said = tr("“{statement}” {scores}").format(statement=spoken.statement.say.rstrip("."), scores=", ".join(scores))
    return tr("{said} (turned round)").format(said=said) if spoken.statement.reversed else said


def shown_statements(tone: Tone) -> Sequence[Spoken]:
    """Return the statements that the reading rests on, those that decide it first."""
    return (*tone.bad, *tone.good) if tone.friction is not Friction.HEALTHY else (*tone.good, *tone.bad)


# What to do next


def step_lead(step: NextStep) -> str:
    """Return what to do, as the beginning of a line."""
    area = step.result.area
    if step.talk_first:
        return tr("Talk about it: {area}.").format(area=area_titles()[area])
    if step.blind_spot:
        return tr("Look at it together: {area}.").format(area=area_titles()[area])
    return {
        Area.RULES: tr("Go through the rules together."),
        Area.INTAKE: tr("Fill the checklist before the promise."),
        Area.RHYTHM: tr("Hold the weekly meeting."),
        Area.LADDER: tr("Settle questions one step lower."),
        Area.RESULTS: tr("Look at the scorecard together."),
        Area.SEEING: tr("Plan one visit each."),
        Area.CAPACITY: tr("Show capacity before the call."),
        Area.CLIENT: tr("See which promises were not kept."),
        Area.STANDARD: tr("Say what the normal offer leaves out."),
        Area.TONE: tr("Put the tone on the next agenda."),
    }[area]


def step_why(step: NextStep) -> str:
    """Return why: what both sides say, or the sign that shows, or the score."""
    result = step.result
    if step.talk_first:
        scores = [
            tr("{voice} says {score}").format(
                voice=words.voice_words(voice), score=words.score_words(result.by_voice[voice].mean)
            )
            for voice in words.SIDES
        ]
        return tr("{scores}.").format(scores=", ".join(scores))
    if step.blind_spot:
        return _blind_words(result)
    sign = next((each for each in step.findings if each.shows), None)
    if sign is not None:
        return tr("{said}.").format(said=finding_words(sign))
    visit = next((each for each in step.findings if each.source is Figure.DAYS_SINCE_VISIT), None)
    if visit is not None and visit.score is not None and (visit.score.value is None or visit.score.value > EVERY_DAYS):
        return tr("{said}.").format(said=finding_words(visit))
    return tr("All together say {score}.").format(score=words.score_words(result.mean))


def _blind_words(result: AreaResult) -> str:
    """Return what the owner says of an area, beside what the functions say."""
    scores = words.scores(result.by_voice, words.SIDES)
    owner = words.score_words(result.by_voice[Voice.OWNER].mean)
    return tr("The owner says {owner}, {scores}.").format(owner=owner, scores=", ".join(scores))


def nothing_presses(found: Findings) -> str:
    """Return what stands in the place of the steps when there is none."""
    if not found.by_area:
        return tr("Nothing presses, by the answers alone.")
    return tr("Nothing presses, by the answers and by the records.")


def tab_words(area: Area) -> str:
    """Return the words of the link to the tab that mends an area."""
    return {
        "agreement": tr("Open Agreement"),
        "intake": tr("Open Intake"),
        "meetings": tr("Open Meetings"),
        "escalation": tr("Open Escalation"),
        "scorecard": tr("Open Scorecard"),
        "visibility": tr("Open Visibility"),
        "capacity": tr("Open Capacity"),
    }[TABS[area]]


def record_key(area: Area, finding: Finding) -> str:
    """Return by what a record is opened."""
    return f"{area}:{finding.source}"


def shown(found: Findings, area: Area) -> Sequence[Finding]:
    """Return what is shown beside an area: signs that nobody can tell yet give way to those somebody can."""
    own = found.by_area.get(area, ())
    known = [each for each in own if each.sign is None or each.sign.state is not State.TOO_FEW]
    return known or own[:1]
