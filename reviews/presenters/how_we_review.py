"""How claims are reviewed here: the policy in force, in sentences made from the settings."""

from dataclasses import dataclass

from reviews.enums import BLOCKERS, NEVER_WAIVABLE
from reviews.policies.methods import Policy, procedure
from reviews.workflow import LEASE_DAYS, MOST_TAKEN_AT_ONCE, OBJECTING_DAYS, RECONCILING_DAYS


@dataclass(frozen=True)
class Rule:
    """One part of the policy: its heading, and what it says."""

    name: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Hindrance:
    """What keeps a claim from being accepted, and whether an editor may waive it."""

    label: str
    is_in_force: bool
    is_waivable: bool


def rules(policy: Policy) -> list[Rule]:
    """Return the rules that hold while the settings are as they are."""
    return [
        Rule("seats", "Who reviews", _seats(policy)),
        Rule("blind", "What nobody knows", _blind()),
        Rule("calibration", "Before the first review", _calibration(policy)),
        Rule("full-text", "What has to be read", _full_text(policy)),
        Rule("split", "When reviewers differ", _split(policy)),
        Rule("decision", "Who decides", _decision()),
        Rule("interests", "Conflicts of interest", _interests()),
    ]


def hindrances(policy: Policy) -> list[Hindrance]:
    """Return everything that can be in the way of acceptance, in or out of force."""
    return [
        Hindrance(
            choice.label,
            is_in_force=policy.full_text or choice.value != "full_text_unread",
            is_waivable=choice.value not in NEVER_WAIVABLE,
        )
        for choice in BLOCKERS.choices
    ]


def for_methods(policy: Policy) -> str:
    """Return the procedure as a methods section says it."""
    return procedure(policy)


def _seats(policy: Policy) -> tuple[str, ...]:
    seats = (
        "One reviewer judges each claim."
        if policy.reviewers == 1
        else "Two reviewers judge each claim, each without the other."
    )
    return (
        f"{seats} How many it is to be is pinned when a claim is submitted; an import may ask for "
        "another number for its rows, and every page and exported row says how many reviewed.",
        "Nobody reviews or accepts a claim of their own; whoever wrote any version of it counts as "
        "its author.",
        f"Taking a review takes all waiting claims of that paper, up to {MOST_TAKEN_AT_ONCE}, for "
        f"{LEASE_DAYS} days; every saved answer renews that.",
    )


def _blind() -> tuple[str, ...]:
    return (
        "While a claim is in review nobody reads anybody else’s recommendation or learns that "
        "there is one: no editor, no administrator, no author.",
        "The author’s name is hidden from everyone who could still review. Once reasons are open "
        "the reviewers are A and B.",
    )


def _calibration(policy: Policy) -> tuple[str, ...]:
    if not policy.calibration:
        return ("Reviewers are not asked to judge a calibration set first.",)
    return (
        f"Reviewers first judge a calibration set of {policy.calibration} claims with reference "
        "answers, and see how far they agree with them.",
    )


def _full_text(policy: Policy) -> tuple[str, ...]:
    if policy.full_text:
        return (
            "At least one reviewer has to have read the full text before a claim is accepted; an "
            "editor may waive that with a reason, which the release prints.",
        )
    return (
        "Reviewers say what they read: the full text, the abstract, or less. The full text is not "
        "demanded; what was read stands beside each claim.",
    )


def _split(policy: Policy) -> tuple[str, ...]:
    if policy.reviewers == 1:
        return ("One reviewer has nobody to differ with; an editor decides all the same.",)
    return (
        "Reviewers agree where they recommend the same and no section is both agreed and "
        "disagreed with; otherwise they are split.",
        f"Where they are split, each sees the other’s reasons for up to {RECONCILING_DAYS} days "
        "and may change their own. The first recommendations stay, and they alone feed the "
        "figures of agreement.",
    )


def _decision() -> tuple[str, ...]:
    return (
        "An editor decides who is no author of the claim, holds no seat in its round and has no "
        "conflict of interest. What the reviewers agreed on is confirmed; what stayed split is "
        "decided section by section, with reasons.",
        "An editor may accept a claim as corrected, with exactly the values that reviewers "
        f"suggested; the author may object for {OBJECTING_DAYS} days, which opens a revision.",
    )


def _interests() -> tuple[str, ...]:
    return (
        "Confirmed authors of a paper enter and comment on claims from it, and never review or "
        "decide them; that is never waived.",
        "Same lab and other declared interests bar as well, unless an editor who has none waives "
        "them with a reason, which the release prints.",
    )
