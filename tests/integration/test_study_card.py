"""The study card: asked once on its page, frozen, judged with the source, read up when older."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.actions.citations import change_study_card
from evidence.models import Citation, StudyCard, Version
from evidence.presenters.study_card import card_parts
from evidence.study_card import JUDGED, PARTS, QUESTIONS
from ground.errors import Denied, Invalid
from reviews.actions.seats import take_paper
from reviews.presenters.differences import version_differences
from tests.factories import make_citation, make_content, make_person, make_version
from tests.reviewing import seat_url, signed_in

pytestmark = pytest.mark.django_db
ANSWERS = {
    "isolation": "ultracentrifugation",
    "ev_track_id": {"unknown": "not_reported"},
    "dose_has_unit": "yes",
    "ev_depleted_control": "no",
    "independent_preparations": {"unknown": "unclear"},
    "random_groups": {"unknown": "not_applicable"},
    "quality_seen_at": "Methods, p. 4\nfigure 3",
}


def address(paper: Citation) -> str:
    return reverse("evidence:study-card", args=[paper.key])


def text(response: Any) -> str:
    return str(response.content.decode())


def as_posted(answers: dict[str, Any], revision: int = 1) -> dict[str, str]:
    """Return what the form posts where it shows `answers`."""
    posted = {"revision": str(revision)}
    for question in QUESTIONS:
        answer = answers.get(question.name)
        if question.name in JUDGED:
            posted[question.name] = (
                answer["unknown"] if isinstance(answer, dict) else answer or "not_checked"
            )
        elif isinstance(answer, dict):
            posted[f"{question.name}-unknown"] = answer["unknown"]
        else:
            posted[question.name] = answer or ""
    return posted


def curator() -> Client:
    return signed_in(make_person("curator"))


def test_every_question_stands_on_the_page_with_its_hint() -> None:
    paper = make_citation()
    page = text(curator().get(address(paper)))
    for question in QUESTIONS:
        assert f'name="{question.name}"' in page
        assert question.label in page
        assert question.hint.split(",")[0] in page
    assert {question.part for question in QUESTIONS} == {part.name for part in PARTS}
    assert len(JUDGED) == 9
    for label in ("yes", "no", "unclear", "not applicable", "not checked"):
        assert page.count(f">{label}</option>") >= len(JUDGED)


def test_what_is_answered_is_kept_and_shown_to_everybody() -> None:
    paper = make_citation()
    client = curator()
    saved = client.post(address(paper), as_posted(ANSWERS))
    assert (saved.status_code, saved["Location"]) == (303, f"/citations/{paper.key}/#card")
    assert StudyCard.objects.get(citation=paper).answers == ANSWERS
    assert "7 of 15 answered" in text(client.get(saved["Location"]))
    shown = text(Client().get(f"/citations/{paper.key}/"))
    assert "ultracentrifugation" in shown
    assert "Not checked: Groups alike at the start, Controls fit" in shown
    again = client.post(address(paper), as_posted(ANSWERS, 2))
    assert again.status_code == 303
    assert StudyCard.objects.get(citation=paper).revision == 2


def test_only_curators_answer_it() -> None:
    paper, reviewer = make_citation(), make_person("reviewer")
    assert signed_in(reviewer).get(address(paper)).status_code == 403
    with pytest.raises(Denied, match="Nothing was saved"):
        change_study_card(citation=paper, answers=ANSWERS, revision=1, actor=reviewer)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"isolation": "x" * 1001}, "Isolation: 1,001 characters"),
        ({"isolation": "a\x00b"}, "control character"),
        ({"ev_track_id": "190042"}, "“EV” and six digits"),
        ({"ev_metric_pct": "140"}, "a number from 0 to 100"),
        ({"ev_metric_pct": "44 %"}, "a number from 0 to 100"),
        ({"dose_has_unit": "perhaps"}, "choose one of yes, no, unclear"),
        ({"purity": "high"}, "“purity” is not a question"),
        ({"isolation": {"unknown": "maybe"}}, "none of the four unknowns"),
        ({"isolation": ["x"]}, "a text is expected"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(answers: dict[str, Any], words: str) -> None:
    paper = make_citation()
    with pytest.raises(Invalid) as refused:
        change_study_card(citation=paper, answers=answers, revision=1, actor=make_person("curator"))
    assert words in refused.value.problems[0].message
    assert StudyCard.objects.get(citation=paper).answers == {}


def test_a_refused_card_keeps_every_letter_on_the_page() -> None:
    paper = make_citation()
    page = curator().post(address(paper), as_posted(ANSWERS | {"ev_metric_pct": "140"}))
    assert page.status_code == 422
    assert 'value="140"' in text(page)
    assert 'value="ultracentrifugation"' in text(page)
    assert "EV-METRIC, %: “140” is not a number from 0 to 100." in text(page)


def test_two_who_answer_at_once_see_both_answers() -> None:
    paper = make_citation()
    client = curator()
    client.post(address(paper), as_posted({"isolation": "filtration"}))
    late = client.post(address(paper), as_posted({"isolation": "sedimentation"}))
    assert late.status_code == 409
    assert 'value="sedimentation"' in text(late)
    assert "Saved meanwhile: filtration." in text(late)
    assert 'name="revision" value="2"' in text(late)
    assert client.post(address(paper), as_posted({"isolation": "both"}, 2)).status_code == 303


def test_signed_out_nothing_typed_is_lost() -> None:
    page = Client().post(address(make_citation()), as_posted({"isolation": "filtration"}))
    assert page.status_code == 403
    assert "filtration" in text(page)


def with_card(paper: Citation, answers: dict[str, Any], revision: int = 1) -> Version:
    author = make_person("curator")
    change_study_card(citation=paper, answers=answers, revision=revision, actor=author)
    content = make_content(quote="Exosomes restored the response.", locator=f"figure {revision}")
    return make_version(author, citation=paper, content=content, why_separate="Another figure.")


def test_it_is_frozen_with_each_version_and_shown_where_it_is_judged() -> None:
    paper = make_citation(abstract="We found: exosomes restored the response in mice.")
    first = with_card(paper, ANSWERS)
    assert json.loads(first.document)["study_card"] == {"revision": 2, "answers": ANSWERS}
    second = with_card(paper, ANSWERS | {"ev_depleted_control": "yes"}, 2)
    assert json.loads(first.document)["study_card"]["answers"]["ev_depleted_control"] == "no"
    told = {d.label: d for d in version_differences(first, second, private=False)}
    assert "Study card, EV-depleted control" in told
    reviewer = make_person("reviewer")
    take_paper(citation=paper, actor=reviewer)
    page = text(signed_in(reviewer).get(seat_url(first, reviewer)))
    assert "Study card: true of the whole paper, judged with its source" in page
    assert "study card changed since" in page
    assert "<mark>exosomes restored the response</mark>" in page
    assert "study card changed since" not in text(
        signed_in(reviewer).get(seat_url(second, reviewer))
    )


def test_a_card_of_before_is_read_up() -> None:
    """What older documents lack was not checked; what is asked no more is left out of the parts."""
    old = {"isolation": "filtration", "characterisation": [{"name": "TEM"}], "purity": "high"}
    methods, reporting, bias = card_parts(old)
    assert [(one.label, one.text) for one in methods.answers] == [
        ("Isolation", "filtration"), ("Characterisation", "TEM"),
    ]  # fmt: skip
    assert (reporting.answers, bias.answers) == ([], [])
    assert len(reporting.unopened) == 3
    assert [len(part.answers) for part in card_parts({})] == [0, 0, 0]
