"""The countries and currencies to choose from."""

from desktop.dialogs.places import countries, currencies


def test_countries_and_currencies_are_those_that_are_known() -> None:
    found = {place.code: place for place in countries()}
    assert found["NL"].name == "Netherlands"
    assert found["NL"].currency == "EUR"
    assert all(len(code) == 2 for code in found)
    names = [place.name for place in countries()]
    assert names.index("Austria") < names.index("Belgium") < names.index("Zambia")
    assert {"EUR", "USD", "GBP", "JPY"} <= set(currencies())
    assert all(len(code) == 3 for code in currencies())
