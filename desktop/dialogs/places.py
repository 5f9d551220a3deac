"""Countries and currencies to choose from, with those of this computer."""

from typing import NamedTuple

from PySide6.QtCore import QCollator, QLocale


class Place(NamedTuple):
    """A country: its two letters, its name, and its money in three letters ("" where Qt does not know it)."""

    code: str
    name: str
    currency: str


def countries() -> list[Place]:
    """Return every country whose public holidays are known, by name."""
    import holidays

    known = holidays.list_supported_countries()
    found = []
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if code in known:
            locale = QLocale(QLocale.Language.AnyLanguage, territory)
            currency = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
            # Qt answers with another country's locale where it has none of this one.
            found.append(
                Place(code, QLocale.territoryToString(territory), currency * (locale.territory() == territory))
            )
    collator = QCollator()
    return sorted(found, key=lambda place: collator.sortKey(place.name))


def currencies() -> list[str]:
    """Return the three letters of every currency that is in use somewhere, in order."""
    everywhere = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    found = {locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) for locale in everywhere}
    return sorted(code for code in found if len(code) == 3)


def here() -> Place:
    """Return the country and the currency that this computer is set to; both "" when it does not say."""
    locale = QLocale.system()
    territory = locale.territory()
    if territory in (QLocale.Country.AnyTerritory, QLocale.Country.World):
        return Place("", "", "")
    currency = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return Place(QLocale.territoryToCode(territory), QLocale.territoryToString(territory), currency)
