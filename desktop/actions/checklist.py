"""Actions on the checklist: its next version is written, a deal is moved to the newest (framework.md section 6)."""

from collections.abc import Sequence

from framework.business import Business
from framework.checklist import ChecklistItem
from framework.checklist_versions import (
    LONGEST_QUESTION,
    Differences,
    Moving,
    QuestionFlaw,
    checklist_differences,
    in_sections,
    moving,
    question_flaw,
)
from framework.deal import Deal
from resources.words import tr
from storage.book import Author, Book
from storage.checklist import read_newest, write_version
from storage.intake import read_answers
from storage.sheet.text import clean_text, one_line
from storage.trouble import Refused, Trouble, short


def flaw_words(flaw: QuestionFlaw) -> str:
    """Return what is wrong with a question, and what to do."""
    return {
        QuestionFlaw.NO_WORDS: tr("Write the question first."),
        QuestionFlaw.TOO_LONG: tr("A question may have {count} characters. Say it shorter.").format(
            count=LONGEST_QUESTION
        ),
        QuestionFlaw.TWIN: tr("This is asked already. Change the words, or change the other one."),
    }[flaw]


def save_checklist(*, book: Book, who: Author, items: Sequence[ChecklistItem], seen: Sequence[ChecklistItem]) -> int:
    """Make `items` the newest version of the checklist and return its number; nothing happens when they are so already.

    A version that no deal is on yet is changed in place. `seen` is the newest version as the person saw it. Raises
    Trouble for a question without words or asked twice, Refused when somebody has saved the checklist since.
    """
    wanted = in_sections(item._replace(say=one_line(clean_text(item.say)[0])) for item in items)
    for item in wanted:
        flaw = question_flaw(item, wanted)
        if flaw is not None:
            raise Trouble(f"{flaw_words(flaw)} {_quoted(item)}".strip())
    newest = read_newest(book)
    differences = checklist_differences(newest.items, wanted)
    label = tr("Checklist, version {number}: {changes}")
    label = label.format(number=newest.next_number, changes=changes_words(differences))
    with book.change(label, who=who) as change:
        # Read again: now nobody else can write.
        newest = read_newest(book)
        if newest.items != tuple(seen):
            raise Refused(
                tr(
                    "The checklist was saved in the meantime, as version {number}. Yours is kept here: "
                    "look at it once more, and save it to put it in the place of the other."
                ).format(number=newest.number)
            )
        return write_version(book, change, wanted) if differences.any else newest.number


def changes_words(differences: Differences) -> str:
    """Return what differs between two versions in a few words: "1 new, 2 changed"."""
    counts = (
        (tr("{count} new"), len(differences.added)),
        (tr("{count} taken out"), len(differences.removed)),
        (tr("{count} changed"), len(differences.changed)),
    )
    parts = [words.format(count=count) for words, count in counts if count]
    return ", ".join(parts) or tr("another order")


def move_deal_to_newest(*, book: Book, who: Author, business: Business, deal: Deal) -> Moving:
    """Move a deal to the newest version of the checklist and return what becomes of its answers, which all stay.

    Raises Refused when there is no newer one, Conflict when somebody changed the deal since.
    """
    newest = read_newest(book)
    label = tr("Checklist version {number}: {client}").format(number=newest.number, client=deal.client)
    with book.change(label, who=who) as change:
        newest = read_newest(book)
        if not newest.template_id or deal.template_id in (None, newest.template_id):
            raise Refused(tr("This deal is on the newest checklist already."))
        change.update("deal", deal.id, {"template_id": newest.template_id}, seen=deal.version)
        answered = read_answers(book, deal.id).keys()
    return moving(_asked(business.checklist_of(deal), deal), _asked(newest.items, deal), answered)


def _asked(items: Sequence[ChecklistItem], deal: Deal) -> tuple[ChecklistItem, ...]:
    return tuple(item for item in items if not item.offering_ids or deal.offering_id in item.offering_ids)


def _quoted(item: ChecklistItem) -> str:
    return f"“{short(item.say)}”" if item.say else ""
