"""Public holidays by country and region, from the `holidays` library."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays
from holidays.registry import COUNTRIES

# No plan reaches further, and a country's list of these years takes a few milliseconds.
YEARS = range(2015, 2046)


@lru_cache(maxsize=8)
def holidays_of(country: str, region: str) -> Mapping[date, str]:
    """Each public holiday and its name; none without a country, or where the library knows none."""
    if country not in country_names():
        return {}
    subdivision = region if region in region_names(country) else None
    return dict(
        holidays.country_holidays(country, subdiv=subdivision, years=YEARS, language="en_US")
    )


@lru_cache(maxsize=1)
def country_names() -> Mapping[str, str]:
    """Countries by code, in the order of their names: {"DE": "Germany"}."""
    # From the library's register: when it lists its countries, it loads the modules of all 250.
    names = {code: _spaced(name) for name, code, *_ in COUNTRIES.values()}
    return dict(sorted(names.items(), key=lambda each: each[1]))


@lru_cache(maxsize=8)
def region_names(country: str) -> Mapping[str, str]:
    """The regions of a country by code, in the order of their names: {"BE": "Berlin"}."""
    if country not in country_names():
        return {}
    known = holidays.country_holidays(country)
    names = {code: name for name, code in reversed(known.subdivisions_aliases.items())}
    regions = {code: names.get(code, code) for code in known.subdivisions}
    return dict(sorted(regions.items(), key=lambda each: each[1]))


def _spaced(name: str) -> str:
    """Bosnia and Herzegovina, which the library calls BosniaAndHerzegovina."""
    return (
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace(" And ", " and ").replace(" Of ", " of ")
    )
