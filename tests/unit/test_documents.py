"""What is frozen can be read back, and is the same bytes for the same claim."""

import json

from hypothesis import given, settings

from evidence.columns import BY_NAME
from evidence.content import Content
from evidence.documents import content_of, freeze, normalised, tidy, twin_hash
from evidence.models import Citation
from ground.canonical import canonical_json, sha256_hex
from tests.strategies import contents

CITATION = Citation(key="wu2020", kind="primary_study", title="A study", csl={}, status="retracted")


def frozen(content: Content, number: int = 1):
    return freeze(
        accession="EVD-000001", number=number, content=content, terms={}, citation=CITATION,
        study_card=None,
    )  # fmt: skip


def answered(content: Content) -> Content:
    """Content without the answers that say nothing: not checked where nobody has to answer."""
    return {
        name: value
        for name, value in content.items()
        if BY_NAME[name].need == "required" or value != {"unknown": "not_checked"}
        or BY_NAME[name].private
    }  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(contents())
def test_frozen_content_is_read_back(content: Content) -> None:
    content = normalised(content, {})
    texts = frozen(content)
    expected = answered(content)
    for name, column in BY_NAME.items():
        if column.need == "required":
            expected.setdefault(name, {"unknown": "not_checked"})
    assert content_of(texts.document, texts.supplement) == expected


@settings(max_examples=50, deadline=None)
@given(contents())
def test_normalising_twice_changes_nothing(content: Content) -> None:
    once = normalised(content, {})
    assert normalised(once, {}) == once
    assert tidy(once) == once


def test_the_document_names_the_citations_status_and_no_private_answer() -> None:
    texts = frozen({"quote": "secret words", "notes": "more of them", "summary": "public"})
    assert "secret words" not in texts.document
    assert json.loads(texts.supplement) == {"quote": "secret words", "notes": "more of them"}
    assert json.loads(texts.document)["citation"]["status"] == "retracted"


def test_the_claim_hash_sees_every_claim_answer_and_not_the_number() -> None:
    base = frozen({"summary": "one"})
    assert base.claim_sha256 == frozen({"summary": "one"}, number=2).claim_sha256
    assert base.claim_sha256 == frozen({"summary": "one", "notes": "x"}).claim_sha256
    assert base.claim_sha256 != frozen({"summary": "two"}).claim_sha256


def test_twins_share_paper_cargo_cancer_agents_and_effect_only() -> None:
    one: Content = {
        "cargo": [{"name": "miR-9", "kind": "mirna", "acts_as": "inhibitor"}],
        "cancer": [{"name": "glioma"}],
        "effect": [{"name": "mixed"}],
    }
    assert twin_hash(one, CITATION) == twin_hash(one | {"summary": "other words"}, CITATION)
    itself: Content = {"cargo": [{"name": "miR-9", "kind": "mirna"}]}
    assert twin_hash(one, CITATION) != twin_hash(one | itself, CITATION)
    assert twin_hash(itself, CITATION) == twin_hash(
        {"cargo": [{"name": "miR-9", "kind": "mirna", "acts_as": "itself"}]}, CITATION
    )


def test_canonical_json_is_the_text_that_older_hashes_were_made_of() -> None:
    data = {
        "\U00010000": ["\x00\x08\t\n\x0b\f\r\x1f\x7f\x85\u2028", '"\\/', True, None],
        "\uffff": {"é": -1, "z": 2**53, "a": []}, "": {}, "miR-21": "α → β",
    }  # fmt: skip
    plain = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert canonical_json(data) == plain


def test_canonical_json_is_one_text_for_one_thing() -> None:
    assert canonical_json({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    assert sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
