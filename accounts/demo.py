"""The accounts of a demonstration: one for each kind of work, opened with one click."""

from typing import NamedTuple

from accounts.enums import Role


class DemoAccount(NamedTuple):
    """An account named by its role, and what a newcomer does with it first."""

    title: str
    roles: tuple[Role, ...]
    sentence: str
    first_page: str
    is_administrator: bool = False

    @property
    def name(self) -> str:
        """Return the name other people see."""
        return f"Demo {self.title.lower()}"


def _reviewer(number: str) -> DemoAccount:
    return DemoAccount(
        title=f"Reviewer {number}",
        roles=(Role.REVIEWER,),
        sentence="Judges other people’s claims without knowing what the second reviewer says. "
        "Starts with the claims that wait.",
        first_page="evidence:item-list",
    )


def _editor(number: str) -> DemoAccount:
    return DemoAccount(
        title=f"Editor {number}",
        roles=(Role.EDITOR,),
        sentence="Decides once the reviewers have spoken. Starts with the claims in review.",
        first_page="evidence:item-list",
    )


DEMO_ACCOUNTS: dict[str, DemoAccount] = {
    "curator": DemoAccount(
        title="Curator",
        roles=(Role.CURATOR,),
        sentence="Enters what papers claim, one claim at a time, and answers reviewers. "
        "Starts with a new claim.",
        first_page="evidence:draft-start",
    ),
    "reviewer-one": _reviewer("one"),
    "reviewer-two": _reviewer("two"),
    "editor-one": _editor("one"),
    "editor-two": _editor("two"),
    "administrator": DemoAccount(
        title="Administrator",
        roles=(),
        sentence="Invites and appoints people, and sees no more of the evidence than anybody. "
        "Starts with who works here.",
        first_page="accounts:people",
        is_administrator=True,
    ),
}
