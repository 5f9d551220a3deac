"""What the buttons of the Agreement room do: propose, sign, answer, compare, print, open what a figure counts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.wording import agreement as words
from desktop.wording import figures
from desktop.wording.typed import typed
from desktop.wording.verdict import zone_words
from framework.agreement_changes import differences
from framework.agreement_record import BackTest, Outcome
from framework.agreement_setup import Stage
from framework.agreement_versions import State, Version, sides_to_sign
from framework.deal import Deal
from framework.people import Function
from resources.words import tr
from storage.people import names_of
from storage.trouble import Conflict, Trouble

if TYPE_CHECKING:
    from desktop.dialogs.deal_rows import DealRows
    from desktop.printing.page import Page
    from desktop.rooms.agreement import AgreementRoom
    from widgets.rows_card import Row

BEGIN, SHOW, BACK, PROPOSE, TAKE_BACK, REPLY = "begin", "show", "back", "propose", "take_back", "reply"
COMPARE, SIGN, SIGN_MINE = "compare", "sign:", "sign"
ADD_RULE, ALLOW, ADD_OFFERING, ADD_WORD, ADD_PERSON = "add_rule", "allow", "add_offering", "add_word", "add_person"
PRINT_AGREEMENT, PRINT_CARD, PRINT_CHANGES = "print_agreement", "print_card", "print_changes"
PRINT_LADDER = "print_ladder"


def do(room: "AgreementRoom", what: str) -> None:
    """Do what was asked for, by its word; what stands against it is said by the window."""
    if room.standing is None or room.version is None:
        return
    try:
        if what.startswith(SIGN):
            _sign(room, Function(what.removeprefix(SIGN)))
            return
        _ACTS[what](room)
    except Trouble as trouble:
        room.tell_trouble(trouble)


def _begin(room: "AgreementRoom") -> None:
    room.show_version(room.page.open_version().id)


def _show(room: "AgreementRoom") -> None:
    room.show_version(_open(room).id)


def _open(room: "AgreementRoom") -> Version:
    """Return the open version. Raises Trouble where there is none, for the menu offers it all the same."""
    version = room.standing.open if room.standing is not None else None
    if version is None:
        raise Trouble(tr("Nothing is proposed at the moment."))
    return version


def _back(room: "AgreementRoom") -> None:
    room.show_version("")


def _propose(room: "AgreementRoom") -> None:
    from desktop.dialogs.propose import Propose

    standing = room.standing
    if standing is None or standing.open is None:
        return
    basis = standing.basis(standing.open)
    found = differences(basis.agreement, standing.open.agreement) if basis is not None else ()
    dialog = Propose(room.session, standing, standing.open, found, room)
    dialog.saved.connect(room.tell_done)
    dialog.open()


def _take_back(room: "AgreementRoom") -> None:
    from desktop.actions.agreement import take_back

    standing = room.standing
    if standing is None:
        return
    take_back(book=room.session.book, who=room.session.author, standing=standing, version=_open(room))
    room.show_version("")
    room.tell_done(tr("Taken back. What is in force stays as it is."))


def _reply(room: "AgreementRoom") -> None:
    from desktop.dialogs.reply import Reply

    dialog = Reply(room.session, _open(room), room)
    dialog.saved.connect(room.tell_done)
    dialog.open()


def _sign(room: "AgreementRoom", side: Function) -> None:
    from desktop.actions.agreement import sign

    standing = room.standing
    if standing is None or standing.open is None:
        return
    try:
        number = sign(
            book=room.session.book,
            who=room.session.author,
            standing=standing,
            version=standing.open,
            people=room.session.business.people,
            side=side,
            today=room.session.today,
        )
    except Conflict as conflict:
        # The new text first: news of it would take the sentence away.
        room.session.catch_up()
        who = conflict.who or tr("Somebody")
        said = tr("{who} has changed this in the meantime, so nothing was signed. Read it once more, then sign.")
        raise Trouble(said.format(who=who)) from None
    if number is None:
        room.tell_done(
            tr("Signed for {side}. The other side has to sign as well.").format(side=words.function_words(side))
        )
        return
    room.show_version("")
    now = room.standing
    signed = next((each for each in now.versions if each.agreement.number == number), None) if now else None
    since = signed.agreement.in_force_from if signed is not None else None
    if since is not None and since > room.session.today:
        said = tr("Version {number} is signed by both, and in force from {day}.")
        room.tell_done(said.format(number=figures.number(number), day=figures.day_year(since)))
    else:
        room.tell_done(tr("Version {number} is signed by both, and in force.").format(number=figures.number(number)))


def _sign_mine(room: "AgreementRoom") -> None:
    """Sign for the side of whoever is acting; say so where there is nothing to sign."""
    from desktop.actions.agreement_setup import read_marking

    standing, person = room.standing, room.session.person
    version = standing.open if standing is not None else None
    sides: tuple[Function, ...] = ()
    if standing is not None and version is not None and person is not None:
        # Later ones are signed once they are proposed, the first draft once there is nothing left to settle.
        ready = version.state is State.PROPOSED
        if standing.in_force is None:
            ready = read_marking(room.session.book, version, room.session.business).state.stage is Stage.SIGN
        sides = sides_to_sign(version, person, room.session.business.people) if ready else ()
    if not sides:
        raise Trouble(tr("There is nothing that waits for your signature."))
    _sign(room, sides[0])


def _compare(room: "AgreementRoom") -> None:
    standing, version = room.standing, room.version
    if standing is None or version is None:
        return
    other = standing.before if version is standing.in_force else standing.basis(version) or standing.in_force
    if other is None:
        raise Trouble(tr("There is only one version yet, so there is nothing to compare it with."))
    compare(room, other.id, version.id)


def compare(room: "AgreementRoom", old_id: str, new_id: str) -> None:
    """Show two versions side by side."""
    from desktop.dialogs.compare import Compare

    if room.standing is None:
        return
    dialog = Compare(room.session, room.standing, old_id, new_id, room)
    dialog.print_requested.connect(room.print_changes)
    dialog.open()


def _on_page(page: str, act: str, room: "AgreementRoom") -> None:
    """Bring a page on screen and begin something there; not in a version of the past, where nothing is written."""
    if room.version is not None and not room.version.is_open:
        room.show_version("")
    room.show_page(page)
    getattr(room.pages[page], act)()


# Paper


def _print_agreement(room: "AgreementRoom") -> None:
    from desktop.printing.agreement_page import agreement_page

    version, session = room.version, room.session
    if version is not None:
        _preview(room, agreement_page(version, session.business, names_of(session.book), session.today))


def _print_card(room: "AgreementRoom") -> None:
    from desktop.printing.card_page import card_page

    if room.version is not None:
        _preview(room, card_page(room.version, room.session.business))


def _print_ladder(room: "AgreementRoom") -> None:
    from desktop.printing.ladder_page import ladder_page

    if room.version is not None:
        _preview(room, ladder_page(room.version, room.session.business))


def _print_changes(room: "AgreementRoom") -> None:
    basis = room.standing.basis(room.version) if room.standing is not None and room.version is not None else None
    if basis is None or room.version is None:
        raise Trouble(tr("There is no version before this one, so nothing has changed."))
    print_changes(room, basis, room.version)


def print_changes(room: "AgreementRoom", old: Version, new: Version) -> None:
    """Show what changed between two versions as it prints."""
    from desktop.printing.changes_page import changes_page

    session = room.session
    _preview(room, changes_page(old, new, session.business, names_of(session.book), session.today))


def _preview(room: "AgreementRoom", page: "Page") -> None:
    from desktop.printing.preview import preview

    preview(room, page)


# What a figure counts


def show_deals(room: "AgreementRoom", title: str, deals: Sequence[Deal], why: str) -> None:
    """Show the deals behind a figure; one that is chosen is opened in Intake."""
    from desktop.dialogs.deal_rows import MOST, deal_cells
    from widgets.rows_card import Cell, Row

    newest = sorted(deals, key=lambda deal: deal.promise_given_on or deal.created_on or room.session.today)[::-1]
    rows = []
    for deal in newest[:MOST]:
        when = deal.promise_given_on or deal.created_on
        day = figures.day_year(when) if when is not None else ""
        last = deal.against_reason or ("" if deal.stage != "lost" else deal.note.split("\n")[0])
        cells = (*deal_cells(deal, room.session.business), Cell(day), Cell(typed(last), "small", "muted"))
        rows.append(Row(deal.id, cells))
    headings = [tr("Client"), tr("What"), tr("Price"), tr("Day"), tr("Reason")]
    columns = [3.0, 3.0, 1.6, 2.6, 3.8]
    if not any(row.cells[-1].text for row in rows):
        rows = [row._replace(cells=row.cells[:-1]) for row in rows]
        headings, columns = headings[:-1], columns[:-1]
    dialog = _rows(room, title, why, rows, len(deals), headings, columns)
    dialog.row_chosen.connect(room.deal_requested)
    dialog.open()


def show_back_test(room: "AgreementRoom", test: BackTest) -> None:
    """Show the deals whose verdict a proposal would have changed, and how they turned out."""
    from desktop.dialogs.deal_rows import MOST, deal_cells
    from widgets.rows_card import Cell, Row

    rows = []
    for each in test.changed[:MOST]:
        client, what, _ = deal_cells(each.deal, room.session.business)
        rows.append(
            Row(
                each.deal.id,
                (
                    client,
                    what,
                    Cell(zone_words(each.before), zone=each.before.value),
                    Cell(zone_words(each.after), zone=each.after.value),
                    Cell(outcome_words(each), "small", "muted"),
                ),
            )
        )
    why = tr("{count} of {of} deals since {day} would have had another verdict.").format(
        count=figures.number(len(test.changed)), of=figures.number(test.judged), day=figures.day_year(test.first)
    )
    if test.untested:
        new = tr("New sentences can't be tried on the past: nobody was asked.")
        why = f"{why} {new}"
    headings = (tr("Client"), tr("What"), tr("By the rules then"), tr("By the proposal"), tr("How it turned out"))
    title = tr("What the proposal would have changed")
    dialog = _rows(room, title, why, rows, len(test.changed), headings, (3, 2.6, 2.6, 2.6, 3.4))
    dialog.row_chosen.connect(room.deal_requested)
    dialog.open()


def outcome_words(outcome: Outcome) -> str:
    """Return how a deal turned out: "on time, margin 31 %, client scored 5"; what is not known is left out."""
    parts = []
    if outcome.on_time is not None:
        parts.append(tr("on time") if outcome.on_time else tr("late"))
    if outcome.margin is not None:
        parts.append(tr("margin {share}").format(share=figures.percent(outcome.margin * 100, 0)))
    if outcome.client_score is not None:
        parts.append(tr("client scored {score}").format(score=figures.number(outcome.client_score)))
    if outcome.deal.stage == "lost":
        parts.insert(0, tr("lost"))
    return ", ".join(parts) or tr("not delivered yet")


def show_rules(room: "AgreementRoom", title: str, why: str, lines: Sequence[tuple[str, str, str]]) -> None:
    """Show rules (id, name, what is to be said of it); one that is chosen is shown whole."""
    from widgets.rows_card import Cell, Row

    rows = [Row(rule_id, (Cell(name, "strong"), Cell(said))) for rule_id, name, said in lines]
    columns = [3, 3]
    if not any(said for _, _, said in lines):
        rows, columns = [row._replace(cells=row.cells[:1]) for row in rows], columns[:1]
    dialog = _rows(room, title, why, rows, len(rows), (), columns)
    dialog.row_chosen.connect(room.show_rule)
    dialog.open()


def _rows(
    room: "AgreementRoom",
    title: str,
    why: str,
    rows: "Sequence[Row]",
    count: int,
    headings: Sequence[str],
    columns: Sequence[float],
) -> "DealRows":
    from desktop.dialogs.deal_rows import DealRows

    return DealRows(title, why, rows, count, headings=headings, columns=columns, parent=room)


_ACTS: dict[str, Callable[["AgreementRoom"], None]] = {
    BEGIN: _begin,
    SHOW: _show,
    BACK: _back,
    PROPOSE: _propose,
    TAKE_BACK: _take_back,
    REPLY: _reply,
    COMPARE: _compare,
    SIGN_MINE: _sign_mine,
    ADD_RULE: partial(_on_page, "rules", "add_rule"),
    ALLOW: partial(_on_page, "rules", "allow"),
    ADD_OFFERING: partial(_on_page, "offerings", "add_offering"),
    ADD_WORD: partial(_on_page, "words", "add"),
    ADD_PERSON: partial(_on_page, "people", "add"),
    PRINT_AGREEMENT: _print_agreement,
    PRINT_CARD: _print_card,
    PRINT_CHANGES: _print_changes,
    PRINT_LADDER: _print_ladder,
}
