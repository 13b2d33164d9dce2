"""The private PDF: for signed-in people, in a sandbox, beside the work, and nowhere else."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evidence.models import Citation, PaperFile
from ground.models import Event
from reviews.actions.seats import take_paper
from reviews.models import Seat
from tests.factories import make_citation, make_content, make_draft, make_person, make_version
from tests.pdfs import pdf
from tests.posting import assert_says
from tests.reading import client_of
from tests.standing import bring_to

pytestmark = pytest.mark.django_db


def keep(client: Client, citation: Citation, data: bytes) -> Any:
    file = SimpleUploadedFile("paper.pdf", data, "application/pdf")
    return client.post(reverse("evidence:paper-file-keep", args=[citation.key]), {"file": file})


def test_it_is_kept_replaced_and_removed_by_whoever_works_here() -> None:
    curator = make_person("curator")
    citation = make_citation(actor=curator)
    assert keep(client_of(make_person()), citation, pdf()).status_code == 403
    assert keep(client_of(curator), citation, pdf()).status_code == 302
    assert keep(client_of(make_person("reviewer")), citation, pdf(3)).status_code == 302
    assert bytes(PaperFile.objects.get().data) == pdf(3)
    refused = keep(client_of(curator), citation, pdf(more=b"<< /S /JavaScript >>"))
    assert refused.status_code == 422
    assert_says(refused, "The PDF holds scripts.", "Nothing was saved.")
    assert bytes(PaperFile.objects.get().data) == pdf(3)
    where = reverse("evidence:paper-file-remove", args=[citation.key])
    assert client_of(curator).post(where).status_code == 302
    assert client_of(curator).post(where).status_code == 404
    events = Event.objects.filter(stream=f"reading:{citation.pk}").order_by("position")
    assert [event.verb for event in events] == ["keep file", "keep file", "remove file"]


def test_it_is_sent_in_a_sandbox_and_only_to_who_is_signed_in() -> None:
    curator = make_person("curator")
    citation = make_citation(actor=curator)
    keep(client_of(curator), citation, pdf())
    where = reverse("evidence:paper-file", args=[citation.key])
    assert Client().get(where).status_code == 302
    sent = client_of(make_person()).get(where)
    assert sent.content == pdf()
    assert {name: sent[name] for name in (
        "Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
        "Content-Disposition", "Cross-Origin-Resource-Policy",
    )} == {
        "Content-Type": "application/pdf",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Content-Disposition": f'inline; filename="{citation.key}.pdf"',
        "Cross-Origin-Resource-Policy": "same-origin",
    }  # fmt: skip
    assert "private" in sent["Cache-Control"]
    again = client_of(curator).get(where, headers={"If-None-Match": sent["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_stands_beside_the_work_on_the_page_of_the_claim() -> None:
    """In entering, reviewing and deciding; these pages frame it, and no other page frames."""
    curator, reviewer = make_person("curator"), make_person("reviewer")
    citation = make_citation(actor=curator, abstract="A publisher's words.")
    content = make_content(pdf_page="2")
    draft = make_draft(curator, citation=citation, content=content)
    version = make_version(curator, citation=citation, content=content | {"locator": "figure 5"})
    take_paper(citation=citation, actor=reviewer)
    seat = Seat.objects.get(round=version.pk, holder=reviewer)
    pages = {
        reverse("evidence:draft-edit", args=[draft.pk]): curator,
        reverse("reviews:seat", args=[seat.pk]): reviewer,
        reverse("reviews:decide", args=[version.item.accession, 1]): make_person("editor"),
    }
    for where, person in pages.items():
        assert_says(client_of(person).get(where), "A publisher's words.")
    keep(client_of(curator), citation, pdf())
    frame = f'src="/citations/{citation.key}/paper.pdf#page=2"'
    for where, person in pages.items():
        page = client_of(person).get(where)
        assert_says(page, frame, "page 2")
        assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "frame-src" not in client_of(curator).get("/papers/")["Content-Security-Policy"]


def test_abstract_pdf_and_its_page_leave_by_no_door() -> None:
    curator = make_person("curator")
    citation = make_citation(actor=curator, abstract="A publisher's words.")
    version = make_version(curator, citation=citation, content=make_content(pdf_page="sheet 2"))
    keep(client_of(curator), citation, pdf())
    bring_to(version, "accepted")
    assert json.loads(version.supplement)["pdf_page"] == "sheet 2"
    accession, key = version.item.accession, citation.key
    for where in (
        f"/items/{accession}/", f"/citations/{key}/", f"/citations/{key}/cite.ris",
        f"/citations/{key}/cite.json", "/citations/file.bib", f"/api/v1/items/{accession}",
        f"/api/v1/citations/{key}", "/items/export.csv", "/api/v1/citations?format=csv",
    ):  # fmt: skip
        response = Client().get(where)
        assert response.status_code == 200, where
        said = response.getvalue()
        for private in (b"publisher's words", b"publisher&#x27;s", b"paper.pdf", b"sheet 2"):
            assert private not in said, where
