"""A period in an address: `from` and `to`, days that are both in it."""

from datetime import date

from evidence.presenters.addresses import Given, Parameter, Unreadable, day_parameter, read_address
from ground.errors import Problem
from reviews.policies.period import Period

PERIOD = (
    day_parameter("from", "batches of rounds whose last decision was on it or later count"),
    day_parameter("to", "batches of rounds whose last decision was on it or before count"),
)


def read_period(given: Given, *others: Parameter) -> Period:
    """Return the period `given` asks for; raise Unreadable where it is none.

    `others` are what else may stand in the address.
    """
    values = read_address(given, (*PERIOD, *others))
    first, last = (_day(values.get(name, ())) for name in ("from", "to"))
    if first and last and last < first:
        message = f"“from={first}” is after “to={last}”. Swap them, or leave one out."
        raise Unreadable([Problem("from", message)])
    return Period(first, last)


def _day(values: tuple[str, ...]) -> date | None:
    return date.fromisoformat(values[0]) if values else None


def period_query(period: Period) -> str:
    """Return the end of an address that asks for `period`, from its "?" on."""
    asked = (("from", period.first), ("to", period.last))
    pairs = [f"{name}={day}" for name, day in asked if day]
    return f"?{'&'.join(pairs)}" if pairs else ""
