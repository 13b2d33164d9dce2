"""Rating a paper: who rates, who is shown what others said, and that nothing said is lost."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from evidence.models import Citation
from ground.errors import Denied, Invalid
from ground.models import Event
from reviews.actions.authorship import claim_authorship, confirm_authorship
from reviews.actions.ratings import rate
from reviews.models import Rating
from reviews.policies.ratings import summarised
from reviews.presenters.ratings import shown_rating
from reviews.queries.statements import interests_of
from tests.factories import make_citation, make_person
from tests.posting import assert_says, text_of
from tests.reviewing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper() -> Citation:
    return make_citation()


def give(paper: Citation, *scores: int, **more: int | None) -> list[Person]:
    people = [make_person() for _ in scores]
    for person, score in zip(people, scores, strict=True):
        rate(citation=paper, scores={"reliance": score} | more, actor=person)
    return people


def main_of(paper: Citation, reader: Person | None) -> Any:
    return shown_rating(paper, reader, interests_of(paper, reader) if reader else []).questions[0]


def page_of(paper: Citation, person: Person | None = None) -> str:
    client = signed_in(person) if person else Client()
    return text_of(client.get(reverse("evidence:citation-detail", args=[paper.key])))


def test_visitors_read_median_spread_and_number_from_three_on(paper: Citation) -> None:
    give(paper, 5, 5)
    assert main_of(paper, None).summary is None
    assert "Not enough ratings: fewer than 3" in page_of(paper)
    give(paper, 2, rigour=4)
    summary = main_of(paper, None).summary
    assert (summary.n, summary.median, summary.low, summary.high) == (3, 5.0, 3.5, 5.0)
    assert summary.counts == (0, 1, 0, 0, 2)
    page = page_of(paper)
    assert "3.5 to 5" in page
    assert "Not enough ratings" not in page
    # Only one answered the other question.
    assert shown_rating(paper, None, []).questions[3].summary is None
    assert page.count("not enough ratings") == 3


def test_raters_see_others_scores_after_their_own(paper: Citation) -> None:
    first, *_ = give(paper, 4, 5, 3, 5)
    newcomer = make_person("curator")
    assert main_of(paper, newcomer).summary is None
    assert "once you have rated this paper yourself" in page_of(paper, newcomer)
    rate(citation=paper, scores={"reliance": 1}, actor=newcomer)
    assert (main_of(paper, newcomer).summary.n, main_of(paper, newcomer).own) == (5, 1)
    # Two people are enough for those two, and too few for everybody else.
    other = make_citation(key="other2021", title="Another paper", identifiers={})
    one, _ = give(other, 2, 4)
    assert main_of(other, one).summary.n == 2
    assert main_of(other, first).summary is None


def test_changing_a_rating_adds_a_row_and_the_last_counts(paper: Citation) -> None:
    person = make_person()
    for score in (2, 2, 4):
        rate(citation=paper, scores={"reliance": score}, actor=person)
    rows = Rating.objects.filter(person=person).order_by("position")
    assert [(row.position, row.reliance) for row in rows] == [(1, 2), (2, 4)]
    assert [row.reliance for row in Rating.objects.counting()] == [4]
    events = Event.objects.filter(stream=f"citation:{paper.pk}", verb="rate")
    assert events.count() == 2
    assert not any("reliance" in event.data or "4}" in event.data for event in events)


def test_an_author_rates_no_own_paper_and_a_late_author_no_longer_counts(paper: Citation) -> None:
    *_, author = give(paper, 5, 5, 5)
    claim = claim_authorship(citation=paper, place=None, words="The last of them.", actor=author)
    with pytest.raises(Denied, match="author of this paper"):
        rate(citation=paper, scores={"reliance": 5}, actor=author)
    address = reverse("reviews:paper-rating", args=[paper.key])
    assert signed_in(author).get(address).status_code == 403
    assert main_of(paper, None).summary.n == 3
    confirm_authorship(interest=claim, actor=make_person("editor"))
    assert main_of(paper, None).summary is None
    assert "Rate this paper" not in page_of(paper, author)


@pytest.mark.parametrize(
    "scores", [{}, {"novelty": 3}, {"reliance": 0}, {"reliance": 3, "rigour": 6}]
)
def test_a_score_off_the_scale_is_refused(paper: Citation, scores: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        rate(citation=paper, scores=scores, actor=make_person())
    assert not Rating.objects.exists()


def test_the_form_keeps_what_was_chosen(paper: Citation) -> None:
    browser, address = signed_in(make_person()), reverse("reviews:paper-rating", args=[paper.key])
    refused = browser.post(address, {"novelty": "3"})
    assert refused.status_code == 422
    assert_says(refused, "Overall: choose a number from 1 to 5", 'name="novelty" value="3" checked')
    assert browser.post(address, {"reliance": "4", "novelty": ""}).status_code == 303
    assert_says(browser.get(address), "Change your rating", 'name="reliance" value="4" checked')
    assert browser.post(address, {"reliance": "½"}).status_code == 422


def test_the_database_keeps_the_scale(paper: Citation) -> None:
    [person] = give(paper, 3)
    row = Rating.objects.get(person=person)
    for changes in ({"reliance": 6}, {"rigour": 0}, {"position": row.position}):
        fields = {"citation": paper, "person": person, "position": 9, "reliance": 3} | changes
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.create(made_at=row.made_at, **fields)


def test_the_middle_half_of_one_answer_is_that_answer() -> None:
    summary = summarised([Rating(reliance=4)], "reliance", fewest=1)
    assert summary
    assert (summary.low, summary.high) == (4.0, 4.0)
    assert summarised([Rating(reliance=4)], "novelty", fewest=1) is None


def test_a_program_rates_under_the_same_rules(paper: Citation) -> None:
    give(paper, 4, 4, 2)
    browser, base = signed_in(make_person("curator")), f"/api/v1/citations/{paper.key}"
    before = browser.get(f"{base}/rating").json()
    assert before["hidden"]
    assert not before["is_enough"]
    assert Client().get(f"{base}/rating").json()["questions"][0]["median"] == 4.0
    sent = {"content_type": "application/json", "headers": {"Idempotency-Key": "a" * 16}}
    done = browser.post(f"{base}/rate", {"reliance": 5}, **sent)
    assert (done.status_code, done.json()["questions"][0]["n"]) == (200, 4)
