"""The change log is read as it is written, and its newest version is this one."""

from datetime import date

import pytest

from desktop.version import RELEASED, VERSION
from resources import changelog
from resources.changelog import Run, order, read_releases, releases, since

TEXT = """# What is new

Of the file itself.

## 0.10.0 - 3 March 2027

Two words.

- **Bold** and `code`, then
  a second line.
- Another

Between the lists,
over two lines.

## Nothing of ours

- left out

## 0.9.1
"""


def test_headings_paragraphs_and_lists_are_read() -> None:
    first, second = releases(TEXT)
    assert (first.version, first.day) == ("0.10.0", "3 March 2027")
    assert (second.version, second.day, second.blocks) == ("0.9.1", "", ())
    said = [(block.is_item, "".join(run.text for run in block.runs)) for block in first.blocks]
    assert said == [
        (False, "Two words."),
        (True, "Bold and code, then a second line."),
        (True, "Another"),
        (False, "Between the lists, over two lines."),
    ]
    assert first.blocks[1].runs[:3] == (Run("Bold", "strong"), Run(" and "), Run("code", "code"))


def test_marks_without_a_second_one_are_words() -> None:
    (found,) = releases("## 1.0\n\nTwo ** stars and a ` tick")
    assert "".join(run.text for run in found.blocks[0].runs) == "Two ** stars and a ` tick"


@pytest.mark.parametrize(
    ("before", "versions"),
    [("0.1.0", ["0.10.0", "0.9.1"]), ("0.9.1", ["0.10.0"]), ("0.10.0", []), ("0.11", []), ("", ["0.10.0", "0.9.1"])],
)
def test_only_what_is_newer_is_told(before: str, versions: list[str]) -> None:
    assert [release.version for release in since(releases(TEXT), before)] == versions


def test_ten_comes_after_nine() -> None:
    assert order("0.10.0") > order("0.9.1") > order("0.9") > order("")


def test_the_newest_version_is_this_one_with_its_day() -> None:
    found = read_releases()
    day = date.fromisoformat(RELEASED)
    assert (found[0].version, found[0].day) == (VERSION, f"{day.day} {day:%B} {day.year}")
    assert found[-1].version == "0.1.0"
    assert [order(each.version) for each in found] == sorted((order(each.version) for each in found), reverse=True)
    text = changelog.FILE.read_text(encoding="utf-8")
    assert len(found) == text.count("\n## "), "a heading that is not a version is shown to nobody"
    assert all(run.text.count("**") == 0 for each in found for block in each.blocks for run in block.runs)


def test_without_its_file_there_is_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(changelog, "FILE", changelog.FILE.with_name("not there.md"))
    assert read_releases() == ()
