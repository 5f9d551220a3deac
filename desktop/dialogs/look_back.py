"""A look back at a deal 30, 60 or 90 days after its delivery: is the client still there? (framework.md section 3)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.actions.outcome import answer_look_back
from desktop.dialogs.after_delivery import NO, UNKNOWN, YES, key_of, truth, yes_no
from desktop.dialogs.queued_editor import QueuedEditor
from desktop.session import Session
from desktop.wording import figures
from desktop.wording import outcome as words
from desktop.wording.promises import DOT
from desktop.wording.typed import typed
from framework.deal import Deal
from framework.outcome import HIGHEST_SCORE, HONEST_DAYS, LOWEST_SCORE, LookBack
from resources.words import tr
from storage.intake import read_deal
from storage.outcome import look_backs_of, read_look_back, read_received
from storage.trouble import Conflict
from widgets.answer_row import Answer, AnswerRow
from widgets.card import Muted
from widgets.form_grid import FormGrid
from widgets.rating_row import RatingRow
from widgets.tokens import SPACE_M

WIDTH, LEAST_WIDTH = 560, 120


class LookBackEditor(QueuedEditor):
    """Asks how a client is by now; `queue` are the ids of looks back."""

    def __init__(
        self,
        session: Session,
        deal: Deal,
        look: LookBack,
        *,
        queue: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        title = tr("{days} after: {client}").format(days=figures.days(look.days), client=typed(deal.client))
        super().__init__(title, queue, parent)
        self._session, self._deal, self._look = session, deal, look
        self.still_row = AnswerRow(
            tr("Is the client still there?"),
            (
                Answer(YES, tr("Yes"), "y"),
                Answer(NO, tr("No"), "n"),
                Answer(UNKNOWN, tr("Not known yet"), "?"),
            ),
        )
        self.promised_row = yes_no(tr("Was it as promised?"))
        self.again_row = yes_no(tr("Would we sell it again?"))
        self.score_row = RatingRow(tr("The client's score by now"), LOWEST_SCORE, HIGHEST_SCORE)
        self.say_edit = QPlainTextEdit()
        self._lay_out()
        self._show()
        self.fit(WIDTH)
        self.still_row.setFocus()

    def _lay_out(self) -> None:
        deal, business, book = self._deal, self._session.business, self._session.book
        self.say_edit.setTabChangesFocus(True)
        self.say_edit.setFixedHeight(3 * self.say_edit.fontMetrics().lineSpacing() + SPACE_M)
        self.column.addWidget(Muted(words.deal_line(deal, business)))
        went = words.result_line(deal, read_received(book, deal.id), business)
        self._tell(DOT.join(part for part in (words.delivered_words(deal), went) if part))
        for look in look_backs_of(book, deal.id):
            if look.days < self._look.days and look.answered_at is not None:
                line = words.look_back_line(look, deal, business, self._session.today)
                said = tr("{when}: {what}").format(when=words.look_back_name(look), what=line)
                self._tell(said)
        form = FormGrid(2)
        form.add_field(
            tr("Is the client still there?"), self.still_row, tr("y yes, n no, ? not known: it stays due"), wide=True
        )
        form.add_field(tr("Was it as promised?"), self.promised_row)
        form.add_field(tr("Would we sell it again?"), self.again_row)
        if self._look.days == HONEST_DAYS:
            form.add_field(
                tr("The client's score by now"), self.score_row, tr("1 not at all happy, 5 very happy"), wide=True
            )
        form.add_field(tr("What we heard"), self.say_edit, wide=True)
        self.forms = [form]
        self.column.addWidget(form)
        self.column.addStretch(1)

    def _tell(self, said: str) -> None:
        label = Muted(said)
        # A word of somebody's that is longer than the dialog does not widen it.
        label.setMinimumWidth(LEAST_WIDTH)
        self.column.addWidget(label)

    def _show(self) -> None:
        look = self._look
        self.still_row.set_value(key_of(look.still_client))
        self.promised_row.set_value(key_of(look.as_promised))
        self.again_row.set_value(key_of(look.sell_again))
        self.score_row.set_value(look.client_score)
        self.say_edit.setPlainText(look.say)

    def ready(self) -> bool:
        """The first question must be answered, if only with not known yet."""
        asked = "" if self.still_row.value() else tr("Say whether the client is still there, or that nobody knows yet.")
        self.forms[0].set_error(self.still_row, asked)
        return super().ready()

    def save(self) -> str:
        """Keep what was heard."""
        session = self._session
        still = truth(self.still_row.value())
        try:
            answer_look_back(
                book=session.book,
                who=session.author,
                today=session.today,
                deal=self._deal,
                look=self._look,
                still_client=still,
                client_score=self.score_row.value(),
                as_promised=truth(self.promised_row.value()),
                sell_again=truth(self.again_row.value()),
                say=self.say_edit.toPlainText(),
            )
        except Conflict:
            self._deal = read_deal(session.book, self._deal.id, digits=session.digits) or self._deal
            self._look = read_look_back(session.book, self._look.id) or self._look
            raise
        said = {
            True: tr("{client} is still a client."),
            False: tr("{client} is no longer a client."),
            None: tr("{client}: not known yet, it stays due."),
        }[still]
        return said.format(client=typed(self._deal.client))
