"""The methods paragraph: what it says of a policy, and of a period."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reviews.policies.agreement import agreements
from reviews.policies.methods import Accepted, Policy, methods_paragraph
from reviews.policies.period import Period

TWO = Policy(site="Ours", reviewers=2, full_text=False, calibration=0)
NOTHING = Accepted({}, 0)


def paragraph(policy: Policy = TWO, accepted: Accepted = NOTHING) -> str:
    return methods_paragraph(
        policy=policy,
        period="until 3 May 2026",
        courses={},
        found=agreements({}),
        accepted=accepted,
    )


def test_two_blinded_reviewers_and_no_figures_yet() -> None:
    assert paragraph() == (
        "Claims were curated in Ours: one curator extracted each claim from its publication and "
        "submitted it as a version that did not change any more. Two blinded reviewers, neither of "
        "them an author of the claim, verified it: without knowing of each other's recommendation "
        "or who had entered the claim, each said for each of seven sections whether the source "
        "agrees, and recommended to accept, to revise or to reject it. Where they were split they "
        "saw each other's reasons for up to 7 days and could change theirs. An editor who had "
        "neither entered nor reviewed the claim confirmed what they agreed on, and decided where "
        "they stayed split. Fewer than 20 versions judged by two reviewers were decided until 3 "
        "May 2026, too few to report agreement. No claim was accepted until 3 May 2026."
    )


def test_what_else_the_policy_asks() -> None:
    assert "One reviewer, who was no author" in paragraph(replace(TWO, reviewers=1))
    assert "blinded" not in paragraph(replace(TWO, reviewers=1))
    for one in (1, 2):
        policy = Policy(site="Ours", reviewers=one, full_text=True, calibration=5)
        assert "accepted only where a reviewer had read the full text. Before" in paragraph(policy)
        assert "judged a calibration set of five claims" in paragraph(policy)


@pytest.mark.parametrize(
    ("accepted", "says"),
    [
        (
            Accepted({2: 1}, 0),
            "1 claim was accepted until 3 May 2026, 1 on the recommendation of two reviewers; "
            "nothing that stood against acceptance was waived.",
        ),
        (
            Accepted({1: 3, 2: 9}, 2),
            "12 claims were accepted until 3 May 2026, 9 on the recommendation of two reviewers "
            "and 3 on the recommendation of one reviewer; for 2 of them an editor waived something "
            "that stood against acceptance, with the reason printed in the release.",
        ),
    ],
)
def test_what_was_accepted(accepted: Accepted, says: str) -> None:
    assert paragraph(accepted=accepted).endswith(says)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(), "until 7 June 2026"),
        (Period(first=date(2026, 1, 1)), "from 1 January 2026 to 7 June 2026"),
        (Period(last=date(2026, 2, 28)), "until 28 February 2026"),
        (Period(date(2026, 1, 1), date(2026, 2, 28)), "from 1 January 2026 to 28 February 2026"),
    ],
)
def test_a_period_in_words(period: Period, words: str) -> None:
    assert period.words(date(2026, 6, 7)) == words


def test_both_days_are_in_a_period() -> None:
    period = Period(date(2026, 12, 31), date(2026, 12, 31))
    assert period.start == datetime(2026, 12, 31, tzinfo=UTC)
    assert period.end == datetime(2027, 1, 1, tzinfo=UTC)
