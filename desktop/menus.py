"""The menus: every action of the window with its name and its shortcut."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from desktop import settings
from desktop.file_work import FileWork
from desktop.help_desk import HelpDesk
from framework.people import Person
from resources.words import tr

if TYPE_CHECKING:
    from desktop.window import Window

Keys = QKeySequence.StandardKey
OF_MACOS = {"Ctrl+H": "Ctrl+Alt+8", "Ctrl+Alt+H": "Ctrl+Alt+9", "Ctrl+Alt+D": "Ctrl+Alt+0"}
"""What macOS keeps for itself, to hide a program, all the others, and the dock, with what stands for it there."""

Shortcut = str | QKeySequence.StandardKey | None


class Menus(QObject):
    """The menu bar of a window. `person_chosen(id)` tells who is to act from now on."""

    person_chosen = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.work = FileWork(window)
        self._room_keys: list[str] = []
        self._people: list[tuple[str, str]] = []
        self._needs_file: list[QAction | QMenu] = []
        self._needs_writing: list[QAction] = []
        self._needs_deal: list[QAction] = []
        self._needs_list: list[QAction] = []
        self._needs_proposal: list[QAction] = []
        self.file_menu, self.edit_menu, self.view_menu, self.business_menu, self.help_menu = window.bare_menus
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_business()
        self._fill_help()

    def _add(
        self, menu: QMenu, text: str, slot: Callable[[], object] | None = None, shortcut: Shortcut = None
    ) -> QAction:
        action = QAction(text, self)
        # Else macOS moves what begins like "Settings" or "About" into its own menu, even a person of that name.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if isinstance(shortcut, str):
            shortcut = OF_MACOS.get(shortcut, shortcut) if sys.platform == "darwin" else shortcut
            action.setShortcut(QKeySequence(shortcut))
        elif shortcut is not None:
            action.setShortcuts(shortcut)
        if slot is not None:
            action.triggered.connect(slot)
        menu.addAction(action)
        return action

    # File

    def _fill_file(self) -> None:
        menu, work = self.file_menu, self.work
        self._add(menu, tr("&New business…"), self.new_business, "Ctrl+Shift+N")
        self._add(menu, tr("&Open…"), self.choose_file, Keys.Open)
        self.recent_menu = menu.addMenu(tr("Open &recent"))
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self.recent_menu.triggered.connect(self._open_recent)
        self._add(menu, tr("Open the &sample business"), self.open_sample, "Ctrl+Shift+O")
        menu.addSeparator()
        take_in = self._add(menu, tr("&Import deals…"), work.choose_sheet, "Ctrl+Shift+I")
        export = menu.addMenu(tr("&Export everything"))
        self._add(export, tr("As a &workbook for Excel or Calc…"), work.export_workbook, "Ctrl+Shift+E")
        self._add(export, tr("As &CSV, one file for each table…"), work.export_csv, "Ctrl+Alt+E")
        backup = self._add(menu, tr("&Back up now"), work.back_up, "Ctrl+Shift+B")
        self._add(menu, tr("&Restore from a backup…"), self.restore_backup, "F6")
        self._add(menu, tr("&Where backups go…"), work.choose_backup_place, "Shift+F6")
        menu.addSeparator()
        print_page = self._add(menu, tr("&Print…"), self._print, Keys.Print)
        menu.addSeparator()
        close = self._add(menu, tr("&Close file"), self._window.close_file, "Ctrl+W")
        leave = self._add(menu, tr("&Quit"), self._window.close, "Ctrl+Q")
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        self._needs_file += [export, backup, print_page, close]
        self._needs_writing.append(take_in)

    def open_sample(self) -> None:
        """Open the sample business."""
        self.work.open_sample()

    def new_business(self) -> None:
        """Begin a business."""
        self.work.new_business()

    def choose_file(self) -> None:
        """Ask for a file and open it."""
        self.work.choose_file()

    def restore_backup(self) -> None:
        """Show the backups, to bring one back."""
        self.work.choose_backup()

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        for path in settings.recent_files():
            action = self.recent_menu.addAction(_escaped(path.stem))
            action.setMenuRole(QAction.MenuRole.NoRole)
            action.setData(str(path))
            action.setToolTip(str(path))
        if self.recent_menu.isEmpty():
            self.recent_menu.addAction(tr("Nothing yet")).setEnabled(False)
        else:
            self.recent_menu.addSeparator()
            self.recent_menu.addAction(tr("Clear this list"))

    def _open_recent(self, action: QAction) -> None:
        if action.data() is not None:
            self._window.open_file(Path(action.data()))
            return
        settings.forget_recent()
        self._window.welcome.set_recent([])

    def _print(self) -> None:
        if self._window.room is not None:
            self._window.room.print_page()

    # Edit

    def _fill_edit(self) -> None:
        menu = self.edit_menu
        self.undo_action = self._add(menu, tr("&Undo"), self._window.undo, Keys.Undo)
        self.redo_action = self._add(menu, tr("&Redo"), self._window.redo, Keys.Redo)
        for action in (self.undo_action, self.redo_action):
            action.setProperty("name", action.text())
        menu.addSeparator()
        self.new_deal_action = self._add(menu, tr("&New deal"), self._new_deal, Keys.New)
        self._needs_writing.append(self.new_deal_action)
        for text, name, shortcut in (
            (tr("&Edit deal"), "edit_deal", "F2"),
            (tr("&Copy deal"), "copy_deal", "Ctrl+D"),
            (tr("&Delete deal"), "delete_deal", "Ctrl+Del"),
            (tr("&Type in from paper"), "type_in", "Ctrl+Alt+T"),
            (tr("&Find in the list"), "focus_search", Keys.Find),
        ):
            if name == "focus_search":
                menu.addSeparator()
            action = self._add(menu, text, self._ask_intake, shortcut)
            action.setData(name)
            (self._needs_list if name == "focus_search" else self._needs_deal).append(action)
        find = self._add(menu, tr("Find &anything…"), self._window.find_anything, "Ctrl+K")
        find.setObjectName("find_anything")
        self._needs_file.append(find)
        self._add_find_button(find)

    def _add_find_button(self, find: QAction) -> None:
        """Offer it at the far end of the menu bar as well, with its keys."""
        keys = find.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.find_button = QPushButton(tr("Find anything  {keys}").format(keys=keys))
        self.find_button.setObjectName("find_anything_button")
        self.find_button.setAccessibleName(tr("Find anything"))
        self.find_button.setAccessibleDescription(keys)
        self.find_button.setFlat(True)
        # The keyboard has Ctrl+K: the button would only stand in the way from room to room.
        self.find_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.find_button.clicked.connect(find.trigger)
        self._window.menuBar().setCornerWidget(self.find_button)
        self.find_button.show()

    def _new_deal(self) -> None:
        self._window.show_room("intake")
        self._call_intake("new_deal")

    def _ask_intake(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._call_intake(action.data())

    def _call_intake(self, name: str) -> None:
        room = self._window.rooms.get("intake")
        if room is not None:
            getattr(room, name)()

    # View

    def _fill_view(self) -> None:
        self._room_group = QActionGroup(self)
        self._room_group.triggered.connect(self._show_room)
        self._after_rooms = self.view_menu.addSeparator()
        self._scheme_group = QActionGroup(self)
        current = settings.color_scheme()
        for text, scheme in ((tr("&Light"), "light"), (tr("&Dark"), "dark"), (tr("Like the &system"), "system")):
            action = self._add(self.view_menu, text)
            action.setCheckable(True)
            action.setChecked(scheme == current)
            action.setData(scheme)
            self._scheme_group.addAction(action)
        self._scheme_group.triggered.connect(self._show_scheme)
        self.view_menu.addSeparator()
        self.remind_action = self._add(self.view_menu, tr("&Tell me once a day what is late"))
        self.remind_action.setCheckable(True)
        self.remind_action.setChecked(settings.reminds())
        self.remind_action.toggled.connect(settings.remember_reminds)

    def _list_rooms(self) -> None:
        keys = list(self._window.rooms)
        if keys != self._room_keys:
            self._room_keys = keys
            for action in self._room_group.actions():
                self._room_group.removeAction(action)
                self.view_menu.removeAction(action)
                action.deleteLater()
            for number, key in enumerate(keys):
                action = QAction(self._window.rail.tabs.tabText(number), self)
                action.setCheckable(True)
                action.setData(key)
                if number < 9:
                    action.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
                self._room_group.addAction(action)
                self.view_menu.insertAction(self._after_rooms, action)
        room = self._window.room
        for action in self._room_group.actions():
            action.setChecked(room is not None and action.data() == room.key)

    def _show_room(self, action: QAction) -> None:
        self._window.show_room(action.data())

    def _show_scheme(self, action: QAction) -> None:
        from widgets.theme import apply

        settings.remember_color_scheme(action.data())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply(application, action.data())

    # Business

    def _fill_business(self) -> None:
        menu = self.business_menu
        self.people_menu = menu.addMenu(tr("&Acting as"))
        self._people_group = QActionGroup(self)
        self._people_group.triggered.connect(self._choose_person)
        menu.addSeparator()
        self.agreement_menu = menu.addMenu(tr("A&greement"))
        self._fill_agreement()
        days_off = self._add(menu, tr("&Days off and crews…"), self._show_days_off, "Ctrl+Alt+D")
        menu.addSeparator()
        raising = self._add(menu, tr("&Raise a question…"), self._raise_question, "Ctrl+Shift+U")
        decisions = self._add(menu, tr("Print this year's d&ecisions…"), self._print_decisions, "Ctrl+Shift+D")
        agenda = self._add(menu, tr("&Put on the agenda…"), self._put_on_agenda, "Ctrl+Shift+A")
        print_agenda = self._add(menu, tr("Print the age&nda…"), self._print_agenda, "Ctrl+Shift+G")
        blank_agenda = self._add(menu, tr("Print a blank agenda…"), self._print_blank_agenda, "Ctrl+Alt+Shift+G")
        minutes = self._add(menu, tr("&Minutes of the meetings…"), self._show_minutes, "Ctrl+Alt+M")
        when = self._add(menu, tr("&When we meet…"), self._show_when, "Ctrl+Alt+I")
        paper = self._add(menu, tr("&Type in a meeting held on paper…"), self._type_in_meeting, "Ctrl+Alt+Y")
        rhythm = self._add(menu, tr("Rh&ythm of the meetings…"), self._show_rhythm, "Ctrl+Alt+R")
        visit = self._add(menu, tr("Plan a &visit…"), self._plan_visit, "Ctrl+Alt+V")
        card = self._add(menu, tr("Type in a visit card fro&m paper…"), self._type_in_card, "Ctrl+Shift+V")
        checklist = self._add(menu, tr("Intake check&list…"), self._show_checklist, "Ctrl+Alt+L")
        self._fill_scorecard(menu.addMenu(tr("Sc&orecard")))
        self._fill_health(menu.addMenu(tr("Health chec&k")))
        menu.addSeparator()
        self.after_menu = menu.addMenu(tr("After deli&very"))
        self._fill_after()
        clients = self._add(menu, tr("Clie&nts…"), self._ask_after, "Ctrl+Alt+U")
        clients.setData("show_clients")
        menu.addSeparator()
        history = self._add(menu, tr("&History…"), self._show_history, "Ctrl+H")
        check = self._add(menu, tr("&Check this file"), self.work.verify, "Ctrl+Shift+K")
        self._needs_file += [
            self.people_menu,
            self.agreement_menu,
            days_off,
            decisions,
            print_agenda,
            blank_agenda,
            minutes,
            when,
            rhythm,
            self.after_menu,
            clients,
            history,
            check,
        ]
        self._needs_writing += [raising, agenda, paper, visit, card, checklist]

    def _fill_agreement(self) -> None:
        menu = self.agreement_menu
        for text, name, shortcut, needs in (
            (tr("&Propose a change"), "begin", "Ctrl+Shift+P", self._needs_writing),
            (tr("&Show the proposal"), "show", "Ctrl+Shift+S", self._needs_proposal),
            (tr("S&ign the proposal"), "sign", "Ctrl+Shift+Y", self._needs_proposal),
            (tr("&Talk first"), "reply", "Ctrl+Shift+T", self._needs_proposal),
            ("", "", "", []),
            (tr("Add a &rule"), "add_rule", "Ctrl+Shift+R", self._needs_writing),
            (tr("Allow an e&xception"), "allow", "Ctrl+Shift+X", self._needs_writing),
            (tr("Add an &offering"), "add_offering", "Ctrl+Alt+O", self._needs_writing),
            (tr("Add a &word"), "add_word", "Ctrl+Alt+W", self._needs_writing),
            (tr("Add a p&erson"), "add_person", "Ctrl+Alt+P", self._needs_writing),
            ("", "", "", []),
            (tr("&Compare two versions"), "compare", "Ctrl+Alt+C", self._needs_file),
            (tr("Print the &agreement…"), "print_agreement", "Ctrl+Alt+A", self._needs_file),
            (tr("Print poc&ket cards…"), "print_card", "Ctrl+Alt+K", self._needs_file),
            (tr("Print what c&hanged…"), "print_changes", "Ctrl+Alt+H", self._needs_file),
            (tr("Print the &ladder…"), "print_ladder", "Ctrl+Alt+G", self._needs_file),
        ):
            if not text:
                menu.addSeparator()
                continue
            action = self._add(menu, text, self._ask_agreement, shortcut)
            action.setData(name)
            needs.append(action)

    def _fill_after(self) -> None:
        for text, name, shortcut, needs in (
            (tr("&How it went…"), "show_outcome", "Ctrl+Shift+W", self._needs_writing),
            (tr("How many deals went, in a &table…"), "show_table", "Ctrl+Alt+N", self._needs_writing),
            (tr("&Look back…"), "show_look_back", "Ctrl+Alt+B", self._needs_writing),
            ("", "", "", []),
            (tr("A failure was &prevented…"), "add_save", "Ctrl+Alt+F", self._needs_writing),
            (tr("&Saves wall…"), "show_wall", "Ctrl+Alt+S", self._needs_file),
            (tr("The price of a &yes and of a no…"), "show_prices", "Ctrl+Alt+X", self._needs_file),
        ):
            if not text:
                self.after_menu.addSeparator()
                continue
            action = self._add(self.after_menu, text, self._ask_after, shortcut)
            action.setData(name)
            needs.append(action)

    def _ask_after(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            getattr(self._window.outcome_pages, action.data())()

    def _fill_scorecard(self, menu: QMenu) -> None:
        for text, name, shortcut, needs in (
            (tr("By &week"), "week", "Ctrl+Alt+1", self._needs_file),
            (tr("By &month"), "month", "Ctrl+Alt+2", self._needs_file),
            (tr("By &quarter"), "quarter", "Ctrl+Alt+3", self._needs_file),
            ("", "", "", []),
            (tr("Charts in wor&ds"), "words", "Ctrl+Alt+J", self._needs_file),
            (tr("&Set a target…"), "target", "Ctrl+Shift+J", self._needs_writing),
            (tr("&Print the scorecard…"), "print", "Ctrl+Alt+Q", self._needs_file),
            (tr("&Export the figures…"), "export", "Ctrl+Alt+Z", self._needs_file),
        ):
            if not text:
                menu.addSeparator()
                continue
            action = self._add(menu, text, self._ask_scorecard, shortcut)
            action.setData(name)
            needs.append(action)

    def _fill_health(self, menu: QMenu) -> None:
        for text, name, shortcut, needs in (
            (tr("&Begin a check or go on…"), "begin", "Ctrl+Shift+H", self._needs_writing),
            (tr("&Open together…"), "open", "Ctrl+Shift+F", self._needs_writing),
            (tr("Print the &form…"), "print_form", "Ctrl+Shift+L", self._needs_file),
            (tr("&Compare with an earlier one"), "compare", "Ctrl+Shift+C", self._needs_file),
            (tr("Choose what to &mend…"), "repair", "Ctrl+Shift+M", self._needs_writing),
            (tr("&Tension map"), "tension", "F7", self._needs_file),
            (tr("Two &views"), "views", "Shift+F7", self._needs_file),
        ):
            action = self._add(menu, text, self._ask_health, shortcut)
            action.setData(name)
            needs.append(action)

    def _ask_health(self) -> None:
        self._ask_in("health")

    def _ask_scorecard(self) -> None:
        self._ask_in("scorecard")

    def _ask_agreement(self) -> None:
        self._ask_in("agreement")

    def _ask_in(self, room: str) -> None:
        """Bring a room on screen and let it do what the entry that was chosen stands for."""
        action = self.sender()
        if isinstance(action, QAction):
            self._window.show_room_to(room, action.data())

    def show_people(self, people: Sequence[Person], current_id: str) -> None:
        """Offer `people` to act as; `current_id` is acting now."""
        wanted = [(person.id, person.name) for person in people]
        if wanted != self._people:
            self._people = wanted
            for action in self._people_group.actions():
                self._people_group.removeAction(action)
                self.people_menu.removeAction(action)
                action.deleteLater()
            for number, (person_id, name) in enumerate(wanted):
                action = self._add(self.people_menu, _escaped(name), None, f"Alt+{number + 1}" if number < 9 else None)
                action.setCheckable(True)
                action.setData(person_id)
                self._people_group.addAction(action)
        for action in self._people_group.actions():
            action.setChecked(action.data() == current_id)

    def _choose_person(self, action: QAction) -> None:
        self.person_chosen.emit(action.data())

    def _show_checklist(self) -> None:
        self._window.show_room("intake")
        self._call_intake("edit_checklist")

    def _raise_question(self) -> None:
        self._window.show_room_to("escalation", "raise")

    def _print_decisions(self) -> None:
        self._window.show_room_to("escalation", "print_decisions")

    def _put_on_agenda(self) -> None:
        session, room = self._window.session, self._window.room
        if session is None or room is None:
            return
        from desktop.dialogs.put_on_agenda import PutOnAgenda

        editor = PutOnAgenda(session, room.about(), parent=room)
        editor.saved.connect(self._tell_done)
        editor.open()

    def _tell_done(self, say: str) -> None:
        self._window.bars.give(say, can_undo=True)

    def _print_agenda(self) -> None:
        self._window.show_room("meetings")
        self._print()

    def _print_blank_agenda(self) -> None:
        self._window.show_room_to("meetings", "print_blank")

    def _show_minutes(self) -> None:
        self._window.show_room_to("meetings", "minutes")

    def _show_when(self) -> None:
        self._window.show_room_to("meetings", "when")

    def _type_in_meeting(self) -> None:
        self._window.show_room_to("meetings", "paper")

    def _show_rhythm(self) -> None:
        self._window.show_room_to("meetings", "rhythm")

    def _plan_visit(self) -> None:
        self._window.show_room_to("visibility", "plan")

    def _type_in_card(self) -> None:
        self._window.show_room_to("visibility", "paper")

    def _show_days_off(self) -> None:
        self._window.show_room_to("capacity", "days_off")

    def _show_history(self) -> None:
        if self._window.session is not None:
            from desktop.dialogs.history import History

            History(self._window.session.book, parent=self._window).open()

    # Help

    def _fill_help(self) -> None:
        self.help_desk = HelpDesk(self._window)
        self._add(self.help_menu, tr("&Help for this tab"), self.help_desk.open_here, Keys.HelpContents)
        self._add(self.help_menu, tr("A&ll of help"), self.help_desk.open_all, "Shift+F1")
        self._add(self.help_menu, tr("&Keyboard"), self._show_keyboard, "Ctrl+/")
        self._add(self.help_menu, tr("What is &new"), self._show_news, "Shift+F11")
        self.help_menu.addSeparator()
        about = self._add(self.help_menu, tr("&About Handshake"), self._show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _show_keyboard(self) -> None:
        from desktop.dialogs.keyboard import Keyboard, listed

        Keyboard(listed(self._window.menuBar()), self._window).open()

    def _show_news(self) -> None:
        from desktop.dialogs.whats_new import WhatsNew
        from resources.changelog import read_releases

        WhatsNew(read_releases(), parent=self._window).open()

    def _show_about(self) -> None:
        from desktop.dialogs.about import About

        About(self._window).open()

    # The state of all of them

    def show_state(self) -> None:
        """Enable what can be done now, name Undo and Redo, and list the rooms."""
        session = self._window.session
        has_file = session is not None
        can_write = session is not None and not session.book.read_only_because
        for entry in self._needs_file:
            entry.setEnabled(has_file)
        for action in self._needs_writing:
            action.setEnabled(can_write)
        self.find_button.setVisible(has_file)
        room = self._window.room
        has_list = room is not None and room.key == "intake"
        for action in self._needs_deal:
            action.setEnabled(has_list and can_write)
        for action in self._needs_list:
            action.setEnabled(has_list)
        for action in self._needs_proposal:
            action.setEnabled(can_write)
        undo = session.book.undo_label if session is not None else None
        redo = session.book.redo_label if session is not None else None
        self.undo_action.setEnabled(undo is not None)
        self.undo_action.setText(tr("&Undo") if undo is None else _escaped(tr("Undo: {label}").format(label=undo)))
        self.redo_action.setEnabled(redo is not None)
        self.redo_action.setText(tr("&Redo") if redo is None else _escaped(tr("Redo: {label}").format(label=redo)))
        self._list_rooms()

    def wait(self) -> None:
        """Let long work come to its end, for a window that closes."""
        self.work.wait()


def _escaped(text: str) -> str:
    """Return `text` for a menu, where an ampersand would mark a key."""
    return text.replace("&", "&&")
