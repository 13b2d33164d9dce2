"""Related papers: by trial, first author and cargo, review, cargo and agent; and why."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.actions.particulars import change_particulars
from evidence.models import Citation
from evidence.policies.particulars import particulars_of
from evidence.presenters.related import related_rows
from evidence.queries.related import related
from ground.errors import Denied, Invalid, Stale
from tests.factories import make_citation, make_content, make_person, make_version
from tests.posting import assert_says, text_of
from tests.reviewing import signed_in

pytestmark = pytest.mark.django_db
WU = {"author": [{"family": "Wu", "given": "Hongbo"}], "issued": {"date-parts": [[2020]]}}
WU_SHORT = {"author": [{"family": "Wu", "given": "H."}]}


def claimed(paper: Citation, **changes: Any) -> Citation:
    make_version(citation=paper, content=make_content(**changes))
    return paper


def whys(paper: Citation, reader: Any) -> dict[str, str]:
    rows = related_rows(related(paper, reader))
    return {row["citation"].title: row["why"] for row in rows}


def test_each_related_paper_says_its_strongest_reason() -> None:
    review = make_citation(kind="review", title="A review", csl=WU)
    found_in = {"source_reviews": [{"name": review.key}]}
    paper = claimed(make_citation(title="Here", csl=WU, identifiers={"nct": "NCT03608631"}),
                    **found_in)  # fmt: skip
    make_citation(title="Report", abstract="Registered as NCT03608631.")
    claimed(make_citation(title="Same hand", csl=WU_SHORT))
    claimed(make_citation(title="Same claim"))
    claimed(make_citation(title="Same review"), cargo=[{"name": "miR-21", "kind": "mirna"}],
            **found_in)  # fmt: skip
    claimed(
        make_citation(title="Other agent"), agents=[{"name": "bortezomib", "role": "alongside"}]
    )
    make_citation(title="Nothing in common", csl=WU, abstract="NCT036086310")
    reader = make_person("curator")
    assert whys(paper, reader) == {
        "Report": "Same trial: NCT03608631.",
        "Same hand": "Same first author, Wu, and same cargo: miR-193a.",
        "Same review": "Claims of both were found in the review Wu, 2020.",
        "Same claim": "Both are about miR-193a together with cisplatin.",
    }
    # Visitors read no claim that is under review, so only the trial relates the two.
    assert list(whys(paper, None)) == ["Report"]
    assert_says(Client().get(reverse("evidence:citation-detail", args=[paper.key])), "Same trial")


def test_the_whole_vesicle_relates_nothing() -> None:
    whole = {"cargo": [{"name": "whole EV", "kind": "whole_ev"}]}
    paper = claimed(make_citation(), **whole)
    claimed(make_citation(), **whole)
    assert whys(paper, make_person("curator")) == {}


def test_keywords_funding_and_publisher_show_when_known_and_are_written_together() -> None:
    curator, paper = make_person("curator"), make_citation(keywords="exosomes\nEVs; exosomes")
    page = reverse("evidence:citation-detail", args=[paper.key])
    text = text_of(Client().get(page))
    assert "exosomes; EVs" in text
    assert "Funding" not in text
    address = reverse("evidence:citation-particulars", args=[paper.key])
    seen = {f"seen-{name}": value for name, value in particulars_of(paper).items()}
    sent = {"publisher": "A House", "keywords": "EVs", "funding": "Grant 12"} | seen
    browser = signed_in(curator)
    assert browser.post(address, sent).status_code == 303
    assert_says(Client().get(page), "A House", "Grant 12")
    stale = browser.post(address, sent | {"funding": "Grant 13"})
    assert stale.status_code == 409
    assert_says(stale, "Somebody changed these particulars meanwhile", "Grant 13")
    paper.refresh_from_db()
    now = particulars_of(paper)
    for refused, actor, given, before in (
        (Denied, make_person("reviewer"), {}, now),
        (Stale, curator, {}, now | {"funding": "-"}),
        (Invalid, curator, {"funding": "x" * 100_000}, now),
    ):
        with pytest.raises(refused):
            change_particulars(citation=paper, given=given, seen=before, actor=actor)
