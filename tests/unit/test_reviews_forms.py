"""What the review page says is read as it was meant."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

from django.utils.datastructures import MultiValueDict
from hypothesis import given

from evidence.columns import BY_NAME
from evidence.documents import normalised
from evidence.presenters.fields import Field, field_of
from reviews.forms.decision import read_chosen
from reviews.forms.recommendation import read_review
from reviews.presenters.ages import age_words, left_words
from reviews.presenters.queue import place_of, place_query
from reviews.queries.queue import Place
from tests.strategies import contents


def posted(**values: str | list[str]) -> MultiValueDict[str, str]:
    """A POST body."""
    return MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in values.items()})


def untouched(field: Field) -> dict[str, list[str]]:
    """What a browser sends of a field nobody touched."""
    sent: dict[str, list[str]] = {}
    if field.kind in ("text", "long"):
        sent[field.name] = [field.value]
    elif field.kind in ("choice", "choices"):
        sent[field.name] = [value for value, _, selected in field.choices if selected]
    for row in field.rows:
        for control in row.controls:
            if control.kind == "choice":
                sent[control.name] = [v for v, _, selected in control.choices if selected]
            elif control.kind != "mark":
                sent[control.name] = [control.value]
            elif control.checked:
                sent[control.name] = ["1"]
    sent[field.unknown_name] = [value for value, _, selected in field.unknowns if selected]
    return {name: values for name, values in sent.items() if values}


@given(contents())
def test_fields_left_alone_suggest_nothing(content: dict) -> None:
    frozen = normalised(content, {})
    body: dict[str, list[str]] = {"suggesting": list(BY_NAME)}
    for column in BY_NAME.values():
        body |= untouched(field_of(column, frozen.get(column.name), closed={}))
    assert read_review(MultiValueDict(body), frozen).said["suggestions"] == []


def test_only_fields_that_stood_on_the_page_suggest_something() -> None:
    frozen = {"locator": "figure 1", "summary": "It does."}
    read = read_review(posted(locator="figure 2", suggesting=["locator"]), frozen)
    assert read.said["suggestions"] == [{"column": "locator", "value": "figure 2"}]
    assert read_review(posted(locator="figure 2"), frozen).said["suggestions"] == []


def test_an_emptied_field_suggests_that_nothing_be_said() -> None:
    frozen = {"safety": "spared", "given": [{"name": "isolated_evs"}]}
    read = read_review(posted(safety="", suggesting=["safety", "given"]), frozen)
    assert read.said["suggestions"] == [
        {"column": "given", "value": []}, {"column": "safety", "value": ""},
    ]  # fmt: skip


def test_sections_without_a_word_are_left_out() -> None:
    said = read_review(posted(**{"answer-cargo": "agree", "why-source": "  "}), {}).said
    assert said["answers"] == {"cargo": {"answer": "agree", "reason": ""}}


def test_confidence_is_a_figure_from_one_to_five_or_nothing() -> None:
    read = [read_review(posted(confidence=c), {}).said["confidence"] for c in ("4", "", "6", "x")]
    assert read == [4, None, None, None]


def test_what_is_no_suggestion_is_refused_and_not_passed_over() -> None:
    key = "0b9f1b9e-1111-4222-8333-444455556666"
    assert read_chosen(posted(chosen=[f"{key}:2", "nonsense"])) == [(key, 2), ("nonsense", -1)]


def test_a_place_in_the_queue_is_read_back() -> None:
    place = Place(datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), "wu-2020")
    [text] = parse_qs(place_query(place, "after")[1:])["after"]
    assert place_of(text) == place
    assert [place_of(t) for t in ("", "x~y", "2026-01-02T00:00:00~y", "2026-01-02~")] == [None] * 4
    now = place.at
    assert age_words(now - timedelta(hours=49), now) == "2 days"
    assert left_words(now + timedelta(days=7) - timedelta(minutes=1), now) == "7 days left"
    assert left_words(now, now) == "time is over"
