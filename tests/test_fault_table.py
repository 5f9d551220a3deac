"""Every fault that Handshake has to survive is in docs/faults.md, and every test named there exists."""

import ast
from pathlib import Path

from tests.drills.fault_table import TABLE, TEST, rows

TESTS = Path(__file__).parent
WITHOUT_A_ROW = {30, 46, 47}
"""Merging two copies comes later; no calendar files and no cards are read."""


def test_every_fault_has_a_row_a_sentence_and_a_test() -> None:
    found = rows()
    assert {row.number for row in found} == set(range(1, 63)) - WITHOUT_A_ROW
    assert [row.number for row in found] == sorted(row.number for row in found)
    for row in found:
        assert row.says and row.tests, row.number


def test_every_test_that_is_named_exists() -> None:
    names: dict[str, set[str]] = {}
    for file, name in {test for row in rows() for test in row.tests}:
        if file not in names:
            tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
            names[file] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in names[file], f"{file} has no {name}"


def test_no_test_is_named_in_a_way_that_nobody_finds() -> None:
    text = TABLE.read_text(encoding="utf-8")
    assert text.count("::") == len(TEST.findall(text))
