"""Public holidays by country and region, from the `holidays` library."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays

# No plan reaches further, and a country's list of these years takes a few milliseconds.
YEARS = range(2015, 2046)


@lru_cache(maxsize=8)
def holidays_of(country: str, region: str) -> Mapping[date, str]:
    """Each public holiday and its name; none without a country, or where the library knows none."""
    if country not in supported_countries():
        return {}
    subdivision = region if region in supported_countries()[country] else None
    return dict(
        holidays.country_holidays(country, subdiv=subdivision, years=YEARS, language="en_US")
    )


@lru_cache(maxsize=1)
def supported_countries() -> Mapping[str, list[str]]:
    """The codes of countries, each with those of its regions."""
    return dict(holidays.list_supported_countries(include_aliases=False))
