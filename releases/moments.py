"""Asking for what was public at another time: `as_of=` a day, or `release=` a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode

from evidence.presenters.addresses import Parameter, Unreadable, day_parameter, today
from ground.errors import Problem
from releases.policies import number_problem
from releases.queries.releases import release_of


@dataclass(frozen=True)
class Moment:
    """A day, until its end in UTC, or a release; never both."""

    day: date | None = None
    release: str = ""

    @property
    def at(self) -> datetime | None:
        """The last moment of the day."""
        return datetime.combine(self.day, time.max, UTC) if self.day else None

    @property
    def words(self) -> str:
        """What pages call it: “on 3 May 2026”, “in release 2026.1”."""
        if self.day:
            return f"on {self.day.day} {self.day:%B %Y}"
        return f"in release {self.release}"

    @property
    def of_claims(self) -> str:
        """The same of a list: “public on 3 May 2026”, “held by release 2026.1”."""
        return f"public {self.words}" if self.day else f"held by release {self.release}"

    @property
    def pair(self) -> tuple[str, str]:
        """Its name and value in an address."""
        return ("as_of", self.day.isoformat()) if self.day else ("release", self.release)

    def onto(self, href: str) -> str:
        """Return an address of ours that asks for this moment, too."""
        return f"{href}{'&' if '?' in href else '?'}{urlencode([self.pair])}"


def moment_of(values: Mapping[str, tuple[str, ...]]) -> Moment | None:
    """Return the moment that checked values of `MOMENT` ask for, None where it is now.

    Raises Unreadable where two are asked for.
    """
    if "as_of" in values and "release" in values:
        message = "as_of and release exclude each other: ask for one of them."
        raise Unreadable([Problem("as_of", message)])
    if "as_of" in values:
        return Moment(day=date.fromisoformat(values["as_of"][0]))
    return Moment(release=values["release"][0]) if "release" in values else None


def past_day_parameter(name: str, then: str) -> Parameter:
    """Return a parameter that takes a day that has begun; `then` says what the day does."""
    day = day_parameter(name, then)
    return Parameter(name, lambda text: day.problem(text) or _future_problem(name, text, then))


def _future_problem(name: str, text: str, then: str) -> str:
    if date.fromisoformat(text) <= today():
        return ""
    return f"“{name}={text}” lies in the future. Write a day up to {today()}; {then}."


def _release_problem(text: str) -> str:
    if problem := number_problem(text):
        return problem
    release = release_of(text)
    if release is None:
        return f"“release={text[:40]}”: there is no release of this number."
    return f"{release.label} was withdrawn." if release.is_withdrawn else ""


MOMENT: tuple[Parameter, ...] = (
    past_day_parameter("as_of", "what was public then counts"),
    Parameter("release", _release_problem),
)
