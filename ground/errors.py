"""The one family of refusals. Actions raise them; `config.errors` turns them into HTTP once."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field, in the words the person sees beside that field.

    `hint` is the part of the message that says what to do instead, for who shows it apart.
    """

    field: str
    message: str
    code: str = "invalid"
    hint: str = ""


class DomainError(Exception):
    """A refusal with a sentence for the person: what, where, why, what to do, was it saved."""

    code = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def words(self) -> str:
        """Everything it says, for where one line has to hold it."""
        return self.message


class Denied(DomainError):
    """The person may not do this; the sentence says why."""

    code = "denied"


class Missing(DomainError):
    """There is no such thing, or none this person may know of: both look the same."""

    code = "missing"


class Gone(DomainError):
    """There was such a thing, and it was taken back for good; the sentence says why."""

    code = "gone"


class Unable(DomainError):
    """The machine cannot do it now: a disk is full, a file is not what it was."""

    code = "unable"


class Stale(DomainError):
    """Somebody else was faster. `current` holds what is stored now, for a side-by-side."""

    code = "stale"

    def __init__(self, message: str, *, current: Any = None) -> None:
        super().__init__(message)
        self.current = current


class Invalid(DomainError):
    """What was sent does not fit; nothing was changed. `problems` names every field at once."""

    code = "invalid"

    def __init__(self, message: str, problems: list[Problem] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []

    @property
    def words(self) -> str:
        """Everything it says: the message, and what is wrong with each field."""
        said = (problem.message for problem in self.problems)
        return " ".join([self.message, *(words for words in said if words not in self.message)])
