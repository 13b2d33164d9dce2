"""The accounts of a demonstration: one for each kind of work, opened with one click."""

from typing import NamedTuple

from accounts.enums import Role


class DemoAccount(NamedTuple):
    """An account named by its role, and what a newcomer does with it first."""

    name: str
    roles: tuple[Role, ...]
    is_administrator: bool
    title: str
    sentence: str
    first_step: str
    first_page: str


def _reviewer(number: str) -> DemoAccount:
    return DemoAccount(
        f"Demo reviewer {number}",
        (Role.REVIEWER,),
        False,
        f"Reviewer {number}",
        "Judges other people's claims, without knowing what the second reviewer says.",
        "Take a paper to review",
        "reviews:queue",
    )


def _editor(number: str) -> DemoAccount:
    return DemoAccount(
        f"Demo editor {number}",
        (Role.EDITOR,),
        False,
        f"Editor {number}",
        "Sees where reviewers are agreed or split, and decides.",
        "Open what waits for a decision",
        "reviews:queue",
    )


DEMO_ACCOUNTS: dict[str, DemoAccount] = {
    "curator": DemoAccount(
        "Demo curator",
        (Role.CURATOR,),
        False,
        "Curator",
        "Reads papers and enters what they claim, one claim at a time.",
        "Enter a claim",
        "evidence:draft-new",
    ),
    "reviewer-one": _reviewer("one"),
    "reviewer-two": _reviewer("two"),
    "editor-one": _editor("one"),
    "editor-two": _editor("two"),
    "administrator": DemoAccount(
        "Demo administrator",
        (),
        True,
        "Administrator",
        "Invites people and appoints them; sees nothing more of the evidence than others.",
        "See who works here",
        "accounts:people",
    ),
}
