"""How it works: the handful of ideas that Handshake is made of, in words of the shop."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.page import Page
from resources.words import tr
from widgets.card import Heading, PlainLabel


class HowItWorks(Page):
    """A page to read in three minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("How it works"), parent)
        column = self.add_reading_column()
        for heading, paragraphs in chapters():
            column.addWidget(Heading(heading))
            for words in paragraphs:
                column.addWidget(PlainLabel(words, wrap=True))
        column.addStretch(1)
        self.resize(640, 620)


def chapters() -> list[tuple[str, list[str]]]:
    """Return the headings, each with its paragraphs."""
    return [
        (
            tr("Where to begin in the morning"),
            [
                tr(
                    "Today lists what waits for you, most pressing first, each with the one button that settles it. "
                    "Choose at the lower left who is at the computer. Ctrl+K finds any deal, client, question, rule "
                    "or word."
                ),
            ],
        ),
        (
            tr("Rules you both agreed"),
            [
                tr(
                    "Each rule looks at one thing: lead time, margin, discount, how full the week is, the size of the "
                    "deal, custom parts, days to pay. It has two limits, so that every deal falls into one of three:"
                ),
                tr("● Sales may promise it alone."),
                tr("◆ Ask Operations first: the answer comes within the hours the rule gives."),
                tr("■ Off the table: only the owner can lift it, or the two of you change the deal until it fits."),
                tr(
                    "Some rules are sentences instead, such as “a firm date before the survey”. "
                    "They are asked in the checklist."
                ),
                tr(
                    "The first rules are a draft. Each side marks it apart: keep, change or strike. Then you settle "
                    "only what differs, line by line, and both sign. One signature alone changes nothing."
                ),
                tr(
                    "Afterwards either of you can propose a change. The other side sees old and new, and what it would "
                    "have changed in the deals of the past year, and signs or answers with words. "
                    "Nothing that was agreed disappears: a deal is judged by the version in force on its day."
                ),
                tr(
                    "Some cases are worth a one-off. An exception eases one rule for a while, with a reason and an end."
                ),
            ],
        ),
        (
            tr("Are the rules right?"),
            [
                tr(
                    "“How the rules did” shows what was promised alone, asked, refused and promised against a rule, "
                    "and opens the deals behind each figure. Green should hold most deals: when everything must be "
                    "asked, nothing moves."
                ),
                tr(
                    "Some say that clear delegation removes about 70 % of the conflict. Take it as a claim, and look "
                    "at your own share of deals that needed nobody."
                ),
            ],
        ),
        (
            tr("The same words"),
            [
                tr(
                    "“Urgent”, “confirmed”, “done”: the two of you may mean different things by them. Write down what "
                    "each side means and what you agreed. The meaning shows wherever the word stands in this window: "
                    "rest the mouse on it."
                ),
            ],
        ),
        (
            tr("Can we promise this?"),
            [
                tr(
                    "A deal is as good as the strictest rule it meets. Every reason is listed with the figure of this "
                    "deal and the limit, so nobody has to guess. What nobody has filled in yet stays open; "
                    "it never counts as a yes."
                ),
                tr(
                    "Press Ctrl+N while the client is on the phone: client, offering, how many, by when. The verdict "
                    "moves as you type, and beside it stands what would turn it green: another date, another price, "
                    "a delivery in two parts."
                ),
                tr(
                    "You can always promise against a rule. Handshake asks for the reason, keeps it with the deal, "
                    "and counts it."
                ),
            ],
        ),
        (
            tr("Asking and answering"),
            [
                tr(
                    "“Ask Ben” puts the deal before Ben, with a clock that counts your working hours. He says yes, "
                    "yes under conditions (“Use these conditions” makes the deal so), "
                    "or no with a reason. When the time of a rule is over and nobody has "
                    "answered, silence means what you agreed for that rule."
                ),
                tr(
                    "An answer holds for the deal as it stood. When the date gets earlier, the hours more, the price "
                    "lower, or the weeks fill up, it lapses and the card says why. When the deal gets better, "
                    "it holds. Nothing that was answered is ever overwritten."
                ),
            ],
        ),
        (
            tr("When you don't agree"),
            [
                tr(
                    "The ladder has a few steps: each alone, both together, the leads, the owner. A question starts on "
                    "the lowest step that may decide it. Both sides say in their own words how they see it, and before "
                    "anybody decides you answer: does this serve the client well?"
                ),
                tr(
                    "Moving up asks what you tried. Straight to the owner is possible, needs a reason and is counted. "
                    "The owner is not the referee: most questions should end on the first two steps, and the owner "
                    "meter shows whether they do."
                ),
                tr(
                    "Three like decisions are a rule that nobody has written down yet. Handshake drafts it, tries it "
                    "on the past year, and both of you sign it or leave it."
                ),
            ],
        ),
        (
            tr("Promised and handed over"),
            [
                tr(
                    "Write down what was said to the client besides the date: by whom, spoken or written, due when, "
                    "and whether it exists today. A date that moves keeps the first one, who moved it, and whether "
                    "the client was told before."
                ),
                tr(
                    "A won deal is handed over: Operations accepts it as complete, or returns it with what is missing. "
                    "What arrives after the win is marked, so that both of you see how often that happens."
                ),
            ],
        ),
        (
            tr("The weeks ahead"),
            [
                tr(
                    "Capacity shows each week by crew: sold, likely and free, with the chance that a week runs over. "
                    "Drag the end of a deal, or press Left and Right on it, and see the weeks move first. "
                    "One number a week is enough to begin with: the hours that are free."
                ),
                tr(
                    "The hours of a deal are spread over its working days up to the promised date. Sold work counts in "
                    "full; offers that may still come are shown apart. The earliest date is the first one at which "
                    "every week stays under your limit and the lead time is not too short."
                ),
            ],
        ),
        (
            tr("The checklist"),
            [
                tr(
                    "Four short parts: capacity, technical feasibility, required data, and what differs from the "
                    "standard. What can be read from the figures is checked for you. Each question says what "
                    "a no and a “don't know” mean."
                ),
                tr(
                    "The questions are yours: Business > Intake checklist changes them, as a new version. A deal keeps "
                    "the version it began with until you move it. On paper the lines are numbered; back at the desk "
                    "you type Y, N, ? or X for each, and Enter for the next."
                ),
            ],
        ),
        (
            tr("The half hour together"),
            [
                tr(
                    "Once a week the agenda makes itself from what has happened: what was agreed last time, deals that "
                    "will reach Operations, bottlenecks, the weeks ahead, exceptions, and who does what by when. "
                    "It prints on one page with room to write. An action stays on the list until it is done."
                ),
                tr(
                    "Ctrl+Shift+A puts what you think of on the next agenda, whichever tab you are in, with the deal, "
                    "question or rule chosen there. When a section has more than its minutes, its heading says so "
                    "before you meet, and a line shows from where on there is no time."
                ),
                tr(
                    "The calendar under the title of Meetings says when you meet: which day, how often, who leads "
                    "first. Move or leave out a single meeting there, with a reason. A meeting on a day off "
                    "steps aside by itself. The calendar file brings all of it into your calendar program."
                ),
                tr(
                    "“Start meeting” keeps the agenda as it is then. A clock counts each section, Space goes on to the "
                    "next, and what you write down stands in the minutes at once: decisions, who does what by when, "
                    "what a client is told. What belongs to the past is parked with F9, so that the half hour stays "
                    "about the weeks ahead."
                ),
                tr(
                    "What nothing was done about is put off to the next meeting. After three times in a row you decide "
                    "it, move it up the ladder or drop it. A meeting on paper is typed in afterwards, a letter for "
                    "each numbered line: Business > Type in a meeting held on paper. Should the computer stop in the "
                    "middle, the meeting goes on where it stood."
                ),
            ],
        ),
        (
            tr("How it went"),
            [
                tr(
                    "When a deal is delivered, one card keeps how it went: the day, rework, hours and cost, what the "
                    "client says and scores, and what they received otherwise than promised: different, late, or "
                    "below what they expected. 30, 60 and 90 days on, Today asks again. If the client has gone "
                    "within three months, was it a win? Only a client who is still there counts as an honest win."
                ),
                tr(
                    "The scorecard is the same for both of you. A figure goes up and down by itself; the band in its "
                    "chart shows by how much. Only what lies outside is called better or worse. With few cases it "
                    "says “3 of 4”, and with none it says none. Every figure opens what it counts."
                ),
                tr(
                    "A won deal gets applause, a prevented failure seldom does. Write down what was caught in time and "
                    "what it would have cost: it stands beside the deals that were won."
                ),
            ],
        ),
        (
            tr("Seeing each other's work"),
            [
                tr(
                    "Once a quarter each of you sits in on the other's work: Sales on a delivery or a support day, "
                    "Operations on a sales call. Before, you write what you think is hardest for them; after, what "
                    "you had wrong and what you will do differently. What you learned can go on the agenda, "
                    "into the shared words, or become a proposed rule."
                ),
                tr(
                    "Visibility has a page for each side's own review: Sales reads how the work went, Operations reads "
                    "what may come."
                ),
            ],
        ),
        (
            tr("Health check"),
            [
                tr(
                    "Everybody answers the same statements alone, 1 to 5 or “can't say”. Choose a word first: it "
                    "seals your answers, and is written down nowhere. If you forget it, you answer again. A short"
                    " word can be guessed; two or three words that only you think of are best."
                ),
                tr(
                    "Open it together when all are in. Guess the other side first, then look at one area at a "
                    "time. Where the two are 1.5 or more apart, talk before you act."
                ),
                tr(
                    "Choose one thing to mend, with a name and a day. It becomes an action, and the next check "
                    "shows what it did. A check is due once a quarter, the first four weeks after the agreement."
                ),
                tr(
                    "The tension map reads the records: too much of “yes”, too much of “as agreed”, or too little"
                    " talk. The tension never goes away, and need not: manage it, do not referee it."
                ),
            ],
        ),
        (
            tr("Your file"),
            [
                tr(
                    "Everything is saved as you go, in one file on this computer. Every change can be undone by name, "
                    "and the history says who did what and when."
                ),
                tr(
                    "Handshake never needs the internet. It sends nothing anywhere, asks for no account, "
                    "and works the same in a basement."
                ),
                tr(
                    "Backups come by themselves, when a business is opened that has changed and after every half hour "
                    "of change. File > Restore from a backup shows what each holds; what is there now is kept first. "
                    "Put the backups on another disk or a stick with File > Where backups go."
                ),
                tr(
                    "Business > Check this file reads everything. If something is wrong, Repair keeps the old file "
                    "beside the new one and tells you what it did."
                ),
                tr(
                    "In a folder that is copied between computers: one computer at a time. Close Handshake and wait "
                    "until the copying is done."
                ),
                tr(
                    "If Handshake does not start as it should, hold Shift while you start it: it begins with the usual "
                    "settings and leaves your own as they are."
                ),
            ],
        ),
    ]
