"""The core of the API: who asks, how often, what is refused before any action is asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.appointing import deactivate
from accounts.actions.tokens import make_token, revoke_token
from accounts.models import Token
from api.bodies import LARGEST_BODY
from api.models import Asker
from evidence.models import Draft, Item
from ground import clock
from ground.canonical import sha256_hex
from ground.errors import Invalid
from tests.asking import AGREED, Program, places, refused, told
from tests.factories import any_administrator, make_person
from tests.worlds import World

pytestmark = pytest.mark.django_db
PAPER = {"kind": "primary_study", "title": "A paper"}


def test_a_token_is_shown_once_and_only_its_hash_is_kept() -> None:
    person = make_person("curator")
    browser = Client()
    browser.force_login(person)
    page = reverse("accounts:token-list")
    form = {"name": "lab notebook", "scopes": ["curate"], "days": "30"}
    response = browser.post(page, form)
    secret = response.context["secret"]
    assert secret.startswith("evd_")
    assert len(secret) == 47
    assert secret.encode() in response.content
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert secret.encode() not in browser.get(page).content
    token = Token.objects.get()
    assert (token.secret_sha256, token.start) == (sha256_hex(secret), secret[:10])
    assert token.scopes == ["read", "curate"]
    assert secret not in str(vars(token))
    program = Program()
    program.headers = {"Authorization": f"Bearer {secret}"}
    me = told(program.get("/me"))
    assert (me["username"], me["scopes"]) == (person.username, ["read", "curate"])
    assert Token.objects.get().last_used_at is not None
    for wrong in ({"name": ""}, {"days": "31"}, {"days": ""}, {"scopes": ["own"]}):
        response = browser.post(page, form | wrong)
        assert response.status_code == 422
        assert Token.objects.count() == 1
    assert browser.post(reverse("accounts:token-revoke", args=[token.pk])).status_code == 302
    refused(program.get("/me"), 401, "token_opens_nothing")
    stranger = Client()
    stranger.force_login(make_person("editor"))
    assert stranger.post(reverse("accounts:token-revoke", args=[token.pk])).status_code == 404


def test_what_opens_nothing_is_refused_with_its_reason() -> None:
    person = make_person("curator")
    _, secret = make_token(name="x", scopes=[], days=7, actor=person)
    program = Program()

    def asked(header: str) -> Any:
        program.headers = {"Authorization": header}
        response = program.get("/items")
        assert response["WWW-Authenticate"].startswith("Bearer")
        return response

    for header in ("Basic YTpi", "Bearer", "Bearer x", f"Token {secret}", secret):
        refused(asked(header), 401, "token_malformed")
    refused(asked("Bearer evd_" + "a" * 43), 401, "token_unknown")
    program.headers = {"Authorization": f"bearer {secret}"}
    told(program.get("/items"))
    Token.objects.update(expires_at=clock.now(), made_at=clock.now() - timedelta(days=1))
    assert "expired" in refused(asked(f"Bearer {secret}"), 401, "token_opens_nothing")["detail"]
    Token.objects.update(expires_at=clock.now() + timedelta(days=1))
    deactivate(person=person, actor=any_administrator())
    assert "closed" in refused(asked(f"Bearer {secret}"), 401, "token_opens_nothing")["detail"]


def test_a_token_does_no_more_than_its_scopes_and_its_person() -> None:
    world = World()
    both = make_person("curator", "editor")
    reading = Program(both, scopes=[])
    problem = refused(reading.post("/citations", PAPER), 403, "out_of_scope")
    assert "“curate”" in problem["detail"]
    editing = Program(both, scopes=["edit"])
    refused(editing.post("/citations", PAPER), 403, "out_of_scope")
    told(Program(both, scopes=["curate"]).post("/citations", PAPER), 201)
    # A scope gives nothing that its person does not have.
    refused(Program(make_person("reviewer")).post("/citations", PAPER), 403, "denied")
    version = world.in_review()
    path = f"/items/{version.item.accession}/versions/1"
    refused(Program(make_person("curator")).post(f"{path}/retire", {"reason": "x"}), 409, "stale")
    with pytest.raises(Invalid):
        make_token(name="x", scopes=["own"], days=7, actor=both)
    token = Token.objects.first()
    assert token is not None
    revoke_token(token=token, actor=token.person)


def test_a_session_writes_only_from_our_own_pages() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_person("curator"))
    send = {"data": PAPER, "content_type": "application/json"}
    headers = {"Idempotency-Key": "k"}
    response = browser.post("/api/v1/citations", **send, headers=headers)
    refused(response, 403, "csrf")
    browser.cookies["csrftoken"] = "s" * 32
    response = browser.post(
        "/api/v1/citations", **send, headers=headers | {"X-CSRFToken": "s" * 32}
    )
    told(response, 201)


def test_who_asks_too_often_is_told_when_to_come_back(settings: Any) -> None:
    settings.API_PER_ADDRESS, settings.API_PER_PERSON = 3, 5
    visitor, person = Program(), make_person()
    first, other = Program(person), Program(person)
    left = [visitor.get("/items")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    response = visitor.get("/items")
    refused(response, 429, "too_often")
    assert 1 <= int(response["Retry-After"]) <= 60
    assert response["RateLimit-Limit"] == "3"
    # A token has a limit of its own, and so has another one.
    assert [first.get("/me").status_code for _ in range(6)] == [200] * 5 + [429]
    told(other.get("/me"))
    # Whoever tries out tokens has the limit of their address.
    visitor.headers = {"Authorization": "Bearer evd_guess"}
    refused(visitor.get("/me"), 429, "too_often")
    # A method that is none counts like any other; what is there says its limits too.
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.put("/api/v1/items")["RateLimit-Remaining"] == "2"
    described = elsewhere.get("/api/v1/schema/")
    assert described["RateLimit-Remaining"] == "1"
    assert described["X-Request-ID"]
    # Nobody's address is kept.
    assert not any("127.0.0.1" in name for name in Asker.objects.values_list("name", flat=True))
    from_elsewhere = Client().get("/api/v1/items", REMOTE_ADDR="2001:db8::1")
    assert from_elsewhere["RateLimit-Remaining"] == "2"
    same_network = Client().get("/api/v1/items", REMOTE_ADDR="2001:db8::2")
    assert same_network["RateLimit-Remaining"] == "1"


def test_what_is_no_address_of_the_api_is_refused_as_a_problem() -> None:
    for address in ("/api/v2/items", "/api/", "/api//v1/items"):
        response = Client().get(address)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
        assert response["X-Request-ID"] == response.json()["request_id"]
    response = Client().get("/api/v1/items", headers={"If-Match": '"another"'})
    refused(response, 412, "changed_meanwhile")


def test_bodies_are_json_of_one_shape_and_no_larger_than_anybody_needs() -> None:
    program = Program(make_person("curator"))
    post = program.post
    refused(post("/citations", b'{"kind"', key="a"), 400, "malformed_json")
    refused(post("/citations", b"\xff", key="a"), 400, "malformed_json")
    refused(post("/citations", b"NaN", key="a"), 400, "malformed_json")
    refused(post("/citations", b"[" * 100_000, key="a"), 400, "malformed_json")
    refused(post("/citations", b"", key="a"), 415, "not_json")
    refused(post("/citations", PAPER, media_type="text/xml", key="a"), 415, "not_json")
    refused(post("/citations", PAPER, media_type="multipart/form-data", key="a"), 415, "not_json")
    large = b'{"title":"' + b"x" * LARGEST_BODY + b'"}'
    refused(post("/citations", large, key="a"), 413, "too_large")
    twice = b'{"kind":"review","title":"A","title":"B"}'
    refused(post("/citations", twice, key="a"), 400, "malformed_json")
    program.headers["Content-Encoding"] = "br"
    refused(post("/citations", PAPER, key="a"), 415, "not_json")
    del program.headers["Content-Encoding"]
    for wrong in ([], "x", 5, None):
        body = b"null" if wrong is None else wrong
        refused(post("/citations", body, key="a"), 422, "does_not_fit")
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    for body, place in (
        (PAPER | {"authors": deep}, "#/authors" + "/0" * 12),
        (PAPER | {"year": "2020"}, "#/year"),
        (PAPER | {"year": True}, "#/year"),
        (PAPER | {"title": "a\0b"}, "#/title"),
        (PAPER | {"kind": "novel"}, "#/kind"),
        (PAPER | {"id": 1}, "#/id"),
        (PAPER | {"a/b~": 1}, "#/a~1b~0"),
        (PAPER | {"authors": [{"family": 1}]}, "#/authors/0/family"),
        ({"title": "x"}, "#/kind"),
    ):
        assert places(refused(post("/citations", body, key="a"), 422, "does_not_fit")) == {place}
    refused(program.get("/items", limit="1000000000"), 400, "unreadable")
    refused(program.get("/items", accession=["EVD-000001"] * 1 + ["EVD-000002"] * 1,
                        cursor="¯\\_(ツ)_/¯"), 400, "unreadable")  # fmt: skip
    many = [f"EVD-{number:06d}" for number in range(1, 10_001)]
    refused(program.get("/items", accession=many), 400, "unreadable")
    refused(program.get("/citations", cursor="../.."), 400, "unreadable")
    refused(program.get("/terms", cursor="9" * 30), 400, "unreadable")
    refused(program.get("/drafts", cursor="yesterday"), 400, "unreadable")
    refused(program.get("/items", fields="status,author"), 400, "unreadable")
    refused(post("/citations?limit=1", PAPER), 400, "unreadable")
    told(post("/citations", PAPER, key="a"), 201)


def test_what_is_not_yours_is_not_there() -> None:
    world = World()
    draft, version = world.draft(), world.in_review()
    stranger = Program(make_person("curator", "reviewer", "editor"))
    seat = version.round.seats.get(holder=world.first).pk
    said = {"verdict": "accept", "answers": AGREED, "has_read": "abstract"}
    for response in (
        stranger.get(f"/drafts/{draft.pk}"),
        stranger.patch(f"/drafts/{draft.pk}", {"content": {}}, match='"r1"'),
        stranger.post(f"/drafts/{draft.pk}/submit", {"interests": "none"}, match='"r1"'),
        stranger.post(f"/drafts/{draft.pk}/discard", {"reason": "x"}),
        stranger.get(f"/reviews/{seat}"),
        stranger.get(f"/reviews/{seat}/note"),
        stranger.post(f"/reviews/{seat}/recommendation", said),
        stranger.post(f"/reviews/{seat}/hand-back", {}),
        stranger.get("/drafts/not-an-id"),
        stranger.get("/reviews/" + "9" * 40),
        stranger.get("/terms/0"),
        stranger.post("/comments/not-an-id/resolve"),
        stranger.post("/flags/00000000-0000-4000-8000-000000000000/settle", {"reason": "x"}),
        stranger.post("/citations/nobody/take", {}),
    ):
        refused(response, 404, "missing")
    assert Draft.objects.get(pk=draft.pk).revision == 1
    assert Item.objects.count() == 2
    visitor = Program()
    for path in ("/me", "/drafts", "/reviews", f"/drafts/{draft.pk}", f"/reviews/{seat}"):
        refused(visitor.get(path), 401, "not_authenticated")
    refused(visitor.get(f"/items/{version.item.accession}/events"), 404, "missing")


def test_filters_of_every_facet_fields_and_where_the_response_was_measured() -> None:
    world = World()
    one = world.accepted(settings=[
        {"name": "in_vitro", "measured": "yes"}, {"name": "in_vivo", "measured": "no"},
    ]).item.accession  # fmt: skip
    two = world.accepted(
        settings=[{"name": "in_vivo", "measured": "yes"}], mechanism_classes={"unknown": "unclear"},
        cargo=[{"name": "PTEN", "kind": "protein"}],
    ).item.accession  # fmt: skip
    visitor = Program()

    def found(**asked: Any) -> list[str]:
        return [row["accession"] for row in told(visitor.get("/items", **asked))["results"]]

    assert found(settings="in_vivo") == [one, two]
    assert found(measured_in="in vivo") == [two]
    assert found(measured_in=["in_vivo", "in_vitro"]) == [one, two]
    assert found(cargo_kind="mirna") == [one]
    assert found(tissue="bone marrow", given="isolated EVs") == [one, two]
    assert found(accession=[two, "EVD-999999"]) == [two]
    body = visitor.get("/items", fields="accession,status", accession=one).content
    assert (
        body == b'{"results":[{"accession":"%s","status":"accepted"}],"next":null}' % one.encode()
    )
    row = told(visitor.get("/items", fields="document", accession=one))["results"][0]
    assert list(row) == ["document"]
    table = visitor.get("/items", fields="accession,effect", format="csv")
    lines = b"".join(table.streaming_content).decode().splitlines()
    assert lines == [
        "accession,effect",
        f"{one},restores sensitivity",
        f"{two},restores sensitivity",
    ]
    assert told(visitor.get("/citations", format="json"))["results"][0]["claims"] == 2
    csv = visitor.get("/citations", format="csv").content
    assert csv.startswith(b"key,kind,title,authors")
    labels = [term["label"] for term in told(visitor.get("/terms", q="marrow"))["results"]]
    assert labels == ["bone marrow"]


def test_lists_go_on_from_page_to_page() -> None:
    author = Program(make_person("curator"))
    for number in range(5):
        told(author.post("/citations", PAPER | {"title": f"Paper {number}"}), 201)
        told(author.post("/drafts", {"citation": None}), 201)
        told(author.post("/terms", {"vocabulary": "model", "label": f"line {number}"}), 201)
    for path, name, query in (
        ("/citations", "key", {}), ("/drafts", "id", {}), ("/terms", "id", {"vocabulary": "model"}),
    ):  # fmt: skip
        whole = [row[name] for row in told(author.get(path, **query))["results"]]
        assert len(set(whole)) == len(whole) >= 5
        seen, address = (
            [],
            f"/api/v1{path}?limit=2" + "".join(f"&{k}={v}" for k, v in query.items()),
        )
        while address:
            page = told(author.client.get(address, headers=author.headers))
            seen += [row[name] for row in page["results"]]
            address = page["next"]
        assert seen == whole
