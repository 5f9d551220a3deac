"""Every sentence that a person can see goes through `tr("one literal")`, so that Handshake can be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent

# Methods whose every text is seen (or heard), and those of which only the first argument is.
SHOWING_METHODS = frozenset(
    """setText setWindowTitle setTitle setToolTip setStatusTip setWhatsThis setPlaceholderText setAccessibleName
    setAccessibleDescription setLabelText setInformativeText setDetailedText setPrefix setSuffix setSpecialValueText
    setHtml setPlainText setMarkdown appendPlainText setIconText setButtonText setTabText setTabToolTip setItemText
    setHeaderLabels setHorizontalHeaderLabels setVerticalHeaderLabels setHeaderData setNameFilter setNameFilters
    addAction addMenu addSection addItems addTab insertTab addRow insertRow addButton showMessage drawText
    setCancelButtonText setLabel""".split()
)
SHOWING_FIRST = frozenset({"addItem", "QStandardItem", "QTableWidgetItem", "QListWidgetItem"})
SHOWING_CLASSES = frozenset(
    """QLabel QPushButton QCommandLinkButton QAction QCheckBox QRadioButton QGroupBox QMenu QDockWidget QMessageBox
    QProgressDialog QErrorMessage QTreeWidgetItem""".split()
)
SHOWING_DIALOGS = frozenset({"QMessageBox", "QInputDialog", "QFileDialog"})
SHOWING_KEYWORDS = frozenset(
    """text title toolTip statusTip whatsThis placeholderText accessibleName accessibleDescription windowTitle label
    labelText caption filter prefix suffix""".split()
)

# Where a sentence may stand because no person reads it, or only a developer does.
UNSEEN_CALLS = frozenset(
    """debug info warning error exception critical log execute executemany executescript setStyleSheet setObjectName
    getLogger compile QFont NewType TypeVar cast tr""".split()
)
TEXT_METHODS = frozenset({"format", "join", "strip", "upper", "lower", "capitalize", "title", "replace"})

KEYS = re.compile(
    r"((Ctrl|Alt|Shift|Meta)\+)*(\w|F\d{1,2}|Del|Esc|Return|Enter|Space|Home|End|PgUp|PgDown|Tab|[^\w\s])"
)
MARKUP = re.compile(r"<[^>]*>|&#?\w+;|\{[^{}]*\}|\*\.\w+")
SENTENCE = re.compile(r"[A-Z][a-z']* +[A-Za-z]")


class Finding(NamedTuple):
    """A text that can not be translated, and why."""

    line: int
    why: str


def has_words(text: str) -> bool:
    """Whether `text` holds words to translate, apart from mark-up, placeholders, file endings and the names of keys."""
    return KEYS.fullmatch(text) is None and any(letter.isalpha() for letter in MARKUP.sub("", text))


def called_name(call: ast.Call) -> str:
    """The last name of what is called: `setText` in `self.title.setText(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def texts(node: ast.expr) -> Iterator[str]:
    """The literal texts that become part of the value of `node`."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from texts(part)
        case ast.FormattedValue(value=part) | ast.Starred(value=part) | ast.NamedExpr(value=part):
            yield from texts(part)
        case ast.BinOp(left=left, right=right) | ast.IfExp(body=left, orelse=right):
            yield from texts(left)
            yield from texts(right)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from texts(part)
        case ast.ListComp(elt=part) | ast.GeneratorExp(elt=part):
            yield from texts(part)
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=arguments) if name in TEXT_METHODS:
            for part in (owner, *arguments):
                yield from texts(part)


def shown_arguments(call: ast.Call) -> list[ast.expr]:
    """The arguments of `call` that a person will see."""
    name = called_name(call)
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    shown: list[ast.expr] = []
    if name in SHOWING_METHODS or name in SHOWING_CLASSES:
        shown += call.args
    elif name in SHOWING_FIRST:
        shown += call.args[:1]
    elif isinstance(owner, ast.Name) and owner.id in SHOWING_DIALOGS:
        shown += call.args
        shown += [keyword.value for keyword in call.keywords]
    if name in SHOWING_METHODS or name in SHOWING_FIRST or re.match(r"Q[A-Z]", name):
        shown += [keyword.value for keyword in call.keywords if keyword.arg in SHOWING_KEYWORDS]
    return shown


def untranslated(call: ast.Call) -> str | None:
    """The first text of `call` that a person would see and that is not in `tr`."""
    for argument in shown_arguments(call):
        for text in texts(argument):
            if has_words(text):
                return text
    name = called_name(call)
    if name in UNSEEN_CALLS or name.endswith(("Error", "Exception", "Warning")):
        return None
    # Our own widgets and builders take sentences too: Heading("Rules of engagement").
    for argument in call.args:
        if isinstance(argument, ast.Constant | ast.JoinedStr):
            sentence = "".join(texts(argument))
            if SENTENCE.match(sentence):
                return sentence
    return None


def is_one_literal(call: ast.Call) -> bool:
    """Whether the call of `tr` has one plain text and nothing else."""
    match call:
        case ast.Call(func=ast.Name(), args=[ast.Constant(value=str())], keywords=[]):
            return True
    return False


def findings(source: str) -> list[Finding]:
    """Every text in `source` that a person would see untranslated, and every `tr` that can not be looked up."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if called_name(node) == "tr":
            if not is_one_literal(node):
                found.append(Finding(node.lineno, 'tr takes one plain "text"; format what comes out of it'))
        elif (text := untranslated(node)) is not None:
            found.append(Finding(node.lineno, f"not in tr: {text!r}"))
    return sorted(found)


BAD = """
label.setText("Last time")
label.setText(f"{count} deals")
label.setText("Due " + day)
label.setText("late" if late else tr("On time"))
label.setText("{} deals".format(count))
label.setText(text="Last time")
button = QPushButton("Add")
button = QtWidgets.QPushButton(icon, "Add", parent)
label = QLabel(parent, text="Add")
menu.addAction("Undo", QKeySequence.StandardKey.Undo)
table.setHorizontalHeaderLabels(["Deal", tr("Client")])
table.setHorizontalHeaderLabels([f"Week {week}" for week in weeks])
box.addItem("Sales", "sales")
form.addRow("Client", edit)
spin.setSuffix(" hours")
edit.setAccessibleName("Promised date")
QMessageBox.question(self, "Delete", tr("Delete this deal?"))
QFileDialog.getSaveFileName(self, caption="Save")
page.setHtml("<b>Sales</b> may promise")
Card("Rules of engagement")
heading("Since last time", level=2)
Notice(f"Deal {ref} was ticked")
tr(f"{count} deals")
tr("Due " + day)
tr(title)
tr("Due {}".format(day))
tr("Due", day)
tr()
self.tr("Due")
""".strip().splitlines()

GOOD = """
label.setText(tr("Last time"))
label.setText(tr("{count} deals").format(count=count))
label.setText(tr("Late") if kind == "late" else tr("On time"))
label.setText(deal.client)
label.setText(names["sales"])
label.setText(name_of("sales"))
label.setText("")
label.setText("●")
label.setText(f"{count} / {total}")
label.setText(" · ".join(names))
page.setHtml("<b>{}</b>&nbsp;".format(tr("Sales may promise")))
spin.setSuffix(" %")
QFileDialog.getOpenFileName(self, tr("Open"), str(folder), "*.handshake")
menu.addAction(icon, tr("Undo"), "Ctrl+Shift+Z")
box.addItem(tr("Sales"), "sales")
button = QPushButton(tr("Add"), objectName="add")
QFont("Liberation Sans")
edit.setObjectName("Promised date")
log.info("Opened %s in %s ms", path, took)
raise ValueError("No such rule")
book.execute("SELECT ref FROM deal WHERE client = ?", (client,))
Card(tr("Rules of engagement"))
""".strip().splitlines()


@pytest.mark.parametrize("line", BAD)
def test_the_scan_finds_what_can_not_be_translated(line: str) -> None:
    assert findings(line)


@pytest.mark.parametrize("line", GOOD)
def test_the_scan_leaves_alone_what_can(line: str) -> None:
    assert findings(line) == []


@pytest.mark.parametrize("floor", ["desktop", "widgets"])
def test_every_sentence_can_be_translated(floor: str) -> None:
    files = sorted((REPOSITORY / floor).rglob("*.py"))
    assert files
    found = [
        f"{file.relative_to(REPOSITORY).as_posix()}:{line}: {why}"
        for file in files
        for line, why in findings(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)
