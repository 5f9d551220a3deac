"""The one thing that both sides mend after a health check: in which area, what, who, by when (section 12)."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from desktop.actions.health import area_titles, choose_repair
from desktop.dialogs.editor import Editor
from desktop.dialogs.words_edit import words_edit
from desktop.session import Session
from desktop.wording.typed import typed
from framework.health import Area, widest_gap
from framework.health_check import Opened
from framework.meeting import Action
from resources.words import tr
from widgets.card import Muted
from widgets.choice_box import ChoiceBox
from widgets.date_edit import DateEdit
from widgets.form_grid import FormGrid

WIDTH = 540
MONTH = timedelta(days=28)
"""So far away is the day that is offered first: soon enough to be seen before the next check."""


class RepairEditor(Editor):
    """Chooses the repair of an opened check together, or changes it. `action` is that of the repair chosen before."""

    def __init__(
        self, session: Session, opened: Opened, action: Action | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("One thing to mend"), parent, save=tr("Agree on it"))
        self._session, self._opened, self._action = session, opened, action
        self.area_box = ChoiceBox(tr("Area"))
        self.say_edit = words_edit(opened.repair.say if opened.repair is not None else "")
        self.person_box = ChoiceBox(tr("Who"))
        self.due_edit = DateEdit(self._today)
        self.form, self.action_form = FormGrid(), FormGrid(2)
        self._lay_out()
        self.fit(WIDTH)
        self.say_edit.setFocus()

    def _today(self) -> date:
        return self._session.today

    def _lay_out(self) -> None:
        opened, action = self._opened, self._action
        results = opened.results()
        titles = area_titles()
        widest = widest_gap(results)
        first = widest.area if widest is not None else results[0].area if results else next(iter(Area))
        chosen = opened.repair.area if opened.repair is not None else first
        areas = [result.area for result in results]
        if chosen not in areas:
            areas.append(chosen)
        self.area_box.set_choices([(area.value, titles[area]) for area in areas], chosen.value)
        people = [(person.id, typed(person.name)) for person in self._session.business.people]
        self.person_box.set_choices([("", tr("Nobody yet")), *people], (action and action.person_id) or "")
        self.due_edit.set_value(action.due_on if action is not None else self._session.today + MONTH)
        self.forms = [self.form, self.action_form]
        self.form.add_field(tr("Area"), self.area_box)
        self.form.add_field(tr("What you mend"), self.say_edit)
        self.action_form.add_field(tr("Who"), self.person_box)
        self.action_form.add_field(tr("By when"), self.due_edit)
        self.column.addWidget(Muted(tr("Choose it together, one only. It becomes an action of your next meeting.")))
        self.column.addWidget(self.form)
        self.column.addWidget(self.action_form)
        self.column.addStretch(1)

    def save(self) -> str:
        """Keep the repair and make it an action."""
        area = Area(self.area_box.currentData())
        say = " ".join(self.say_edit.toPlainText().split())
        person, due = self.person_box.currentData() or None, self.due_edit.value()
        repair, action = self._opened.repair, self._action
        if (
            repair is not None
            and action is not None
            and (repair.area, repair.say, action.person_id, action.due_on) == (area, say, person, due)
        ):
            return ""
        choose_repair(
            book=self._session.book,
            who=self._session.author,
            today=self._session.today,
            opened=self._opened,
            area=area,
            say=say,
            person_id=person,
            due_on=due,
        )
        return tr("Agreed: {say}").format(say=typed(say[:80]))
