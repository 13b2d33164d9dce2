"""Names in an abstract are marked and offered; what was offered and taken is on record."""

import pytest
from django.urls import reverse

from evidence.actions.drafts import open_draft
from evidence.models import Draft, Offer
from tests.factories import make_citation, make_person, make_terms
from tests.posting import assert_says, save
from tests.reading import client_of

pytestmark = pytest.mark.django_db
ABSTRACT = "miR-193a-3p of BMSC exosomes lowered the resistance of NSCLC cells to DDP. miR-9 too."


def test_what_is_offered_is_the_persons_to_take_and_stays_on_record() -> None:
    make_terms()
    curator = make_person("curator")
    client = client_of(curator)
    citation = make_citation(actor=curator, abstract=ABSTRACT)
    for _ in range(2):  # a second press opens the same draft
        draft = open_draft(citation=citation, actor=curator)
    offered = [("agent", "cisplatin"), ("cancer", "non-small cell lung carcinoma"),
               ("molecule", "miR-193a"), ("molecule", "miR-9"),
               ("tissue", "bone marrow")]  # fmt: skip
    assert list(Offer.objects.values_list("vocabulary", "name")) == offered
    page = client.get(reverse("evidence:draft-edit", args=[draft.pk]))
    assert_says(page, "<mark>miR-193a-3p</mark>", "<mark>DDP</mark>", "lowered the resistance",
                'value="cargo:miR-193a"', 'value="targets:miR-193a"')  # fmt: skip
    assert draft.content == {}
    answer = save(client, draft, {"locator": "abstract"}, offer="cargo:miR-193a")
    assert answer["Location"].endswith("#cargo")
    again = Draft.objects.get()
    assert again.content == {"locator": "abstract", "cargo": [{"name": "miR-193a"}]}
    save(client, again, again.content, offer="cargo:miR-9")
    again = Draft.objects.get()
    assert [entry["name"] for entry in again.content["cargo"]] == ["miR-193a", "miR-9"]
    taken = Offer.objects.exclude(column="").values_list("column", "name", "written")
    assert list(taken) == [("cargo", "miR-193a", "miR-193a-3p"), ("cargo", "miR-9", "miR-9")]
    refused = save(client, again, again.content, offer="cargo:miR-21")
    assert refused.status_code == 422
    assert_says(refused, "This name was not offered here.")
    assert Offer.objects.count() == len(offered) + 2


def test_a_draft_that_moves_is_offered_the_names_of_its_new_paper() -> None:
    make_terms()
    curator = make_person("curator")
    plain, other = make_citation(actor=curator), make_citation(actor=curator, abstract="glioma")
    draft = open_draft(citation=plain, actor=curator)
    where = reverse("evidence:draft-paper", args=[draft.pk])
    for paper in (other, plain, other):
        assert client_of(curator).post(where, {"citation": paper.key}).status_code == 302
    assert list(Offer.objects.values_list("citation", "name")) == [(other.pk, "glioma")]
    assert not Offer.objects.visible_to(make_person("editor")).exists()
