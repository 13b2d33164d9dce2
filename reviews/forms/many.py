"""What an editor chose to do with many versions, and to which."""

from dataclasses import dataclass, field

from django.http import QueryDict

from evidence.forms.claims import last
from evidence.policies.answers import LONGEST_TEXT, text_problem
from ground.errors import Problem

# What can be done: its name, and the words on its button.
ACTS = {
    "assign": "Assign this reviewer",
    "remind": "Remind their reviewers",
    "confirm": "Confirm what was agreed",
    "return": "Return with this reason",
}


@dataclass(frozen=True)
class Chosen:
    """Which versions, what to do, and what was typed and chosen for all of them.

    `expected` is what the page showed confirming makes of each agreed version.
    """

    act: str = ""
    numbers: tuple[int, ...] = ()
    person: str = ""
    reason: str = ""
    expected: dict[int, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Everything missing, at once."""
        found = []
        if self.act not in ACTS:
            found.append(Problem("act", "Press one of the buttons below the list."))
        if not self.numbers:
            found.append(Problem("versions", "Tick the items it is about.", "required"))
        if self.act == "assign" and not self.person:
            found.append(Problem("person", "Reviewer: choose somebody from the list.", "required"))
        message = text_problem("Reason", self.reason, LONGEST_TEXT)
        if self.act == "return" and not self.reason.strip():
            message = "Reason: say in a sentence why they are returned; their authors read it."
        return [*found, Problem("reason", message)] if message else found


def read_chosen(posted: QueryDict) -> Chosen:
    """Return what the form held."""
    numbers = tuple(dict.fromkeys(_number(text) for text in posted.getlist("version")))
    return Chosen(
        act=last(posted, "act"),
        numbers=tuple(number for number in numbers if number),
        person=last(posted, "person"),
        reason=last(posted, "reason"),
        expected={number: last(posted, f"expected-{number}") for number in numbers},
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
