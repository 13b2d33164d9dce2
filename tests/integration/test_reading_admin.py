"""Django's admin shows the evidence to editors and changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from evidence.models import Citation, Item, Standing, Term, Version
from tests.factories import make_content, make_draft, make_person, make_version
from tests.reading import client_of

pytestmark = pytest.mark.django_db
MODELS = (Citation, Item, Standing, Term, Version)


@pytest.fixture
def editor() -> Client:
    return client_of(make_person("editor"))


def addresses() -> list[str]:
    make_version(content=make_content(notes="ask the authors"))
    found = []
    for model in MODELS:
        name = f"admin:evidence_{model._meta.model_name}"
        row = model.objects.first()
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[row.pk])]
    return found


def test_editors_look_at_everything_they_may_see(editor: Client) -> None:
    for address in addresses():
        assert editor.get(address).status_code == 200, address


def test_nobody_else_looks(editor: Client) -> None:
    strangers = (Client(), client_of(make_person("curator")), client_of(make_person("reviewer")))
    for address in addresses():
        for stranger in strangers:
            assert stranger.get(address).status_code in (302, 403), address
        administrator = client_of(make_person(administrator=True))
        assert administrator.get(address).status_code == 403, address


def test_nothing_is_written_here(editor: Client) -> None:
    for address in addresses():
        before = Term.objects.count(), Version.objects.count(), Item.objects.count()
        response = editor.post(address, {"label": "changed", "action": "delete_selected"})
        assert response.status_code in (200, 403)
        assert before == (Term.objects.count(), Version.objects.count(), Item.objects.count())
    assert not Term.objects.filter(label="changed").exists()
    for model in MODELS:
        name = f"admin:evidence_{model._meta.model_name}"
        assert editor.get(reverse(f"{name}_add")).status_code == 403
        row = model.objects.first()
        assert editor.get(reverse(f"{name}_delete", args=[row.pk])).status_code == 403


def test_drafts_and_authors_are_not_there(editor: Client) -> None:
    author = make_person("curator", username="hildegard-of-bingen")
    draft = make_draft(author, content=make_content(summary="A draft about zebrafish."))
    make_version(author)
    shown = [*addresses(), reverse("admin:index")]
    shown += [reverse("admin:evidence_version_change", args=[v.pk]) for v in Version.objects.all()]
    for address in shown:
        page = editor.get(address).content.decode().casefold()
        assert "hildegard" not in page
        assert "zebrafish" not in page
    assert editor.get("/admin/evidence/draft/").status_code == 404
    item = reverse("admin:evidence_item_change", args=[draft.item_id])
    assert editor.get(item).status_code == 302  # "doesn't exist", and back to the list


@pytest.mark.parametrize(
    "query", ["q=%00", "status=x", "standing__status__exact=%00", "p=x", "o=z", "%00=%00"]
)
def test_odd_addresses_never_fail(editor: Client, query: str) -> None:
    for address in addresses()[::2]:
        assert editor.get(f"{address}?{query}").status_code in (200, 302, 400)
