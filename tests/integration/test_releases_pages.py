"""The pages of releases: who gets which answer, and what they say."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from evidence.documents import content_of
from evidence.queries.counts import released
from ground import clock
from releases import storage, urls
from releases.actions import building
from releases.actions.building import MEDIA_TYPES
from releases.actions.publish import publish_release
from releases.models import Release
from reviews.actions.correct import correct
from reviews.actions.flags import raise_flag
from reviews.actions.retire import retire
from tests.factories import make_person
from tests.posting import text_of
from tests.worlds import World

WHO = ("anonymous", "curator", "reviewer", "editor", "administrator")
# address name, method → status for each of WHO; 302 leads a stranger to the sign-in page.
MATRIX = {
    ("release-list", "get"): (200, 200, 200, 200, 200),
    ("release-list", "post"): (405, 405, 405, 405, 405),
    ("release-detail", "get"): (200, 200, 200, 200, 200),
    ("release-detail", "post"): (405, 405, 405, 405, 405),
    ("file-detail", "get"): (200, 200, 200, 200, 200),
    ("file-detail", "post"): (405, 405, 405, 405, 405),
    ("release-changes", "get"): (200, 200, 200, 200, 200),
    ("release-changes", "post"): (405, 405, 405, 405, 405),
    ("release-compare", "get"): (404, 404, 404, 404, 404),
    ("release-compare", "post"): (405, 405, 405, 405, 405),
    ("withdrawn", "get"): (200, 200, 200, 200, 200),
    ("withdrawn", "post"): (405, 405, 405, 405, 405),
    ("withdrawn-feed", "get"): (200, 200, 200, 200, 200),
    ("withdrawn-feed", "post"): (405, 405, 405, 405, 405),
    ("release-feed", "get"): (200, 200, 200, 200, 200),
    ("release-feed", "post"): (405, 405, 405, 405, 405),
    ("release-withdraw", "get"): (302, 403, 403, 200, 403),
    ("release-withdraw", "post"): (302, 403, 403, 422, 403),
    ("release-publish", "get"): (302, 403, 403, 200, 403),
    ("release-publish", "post"): (302, 403, 403, 303, 403),
}
ARGUMENTS = {
    "release-detail": ["2026.1"],
    "release-withdraw": ["2026.1"],
    "release-compare": ["2026.1"],
    "release-changes": ["2026.1", "2026.1"],
    "file-detail": ["2026.1", "evidence.csv"],
}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: object) -> None:
    settings.EVIDENCE_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def world(db: None) -> World:
    return World()


def client_of(who: str) -> Client:
    client = Client()
    if who == "administrator":
        client.force_login(make_person(administrator=True))
    elif who != "anonymous":
        client.force_login(make_person(who))
    return client


def address_of(name: str) -> str:
    return reverse(f"releases:{name}", args=ARGUMENTS.get(name, []))


def publish_page(client: Client, **data: str) -> tuple[int, str]:
    response = client.post(reverse("releases:release-publish"), data)
    return response.status_code, " ".join(response.content.decode().split())


def test_the_permission_matrix(world: World) -> None:
    world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    asked = {"number": "2026.2", "why_as_is": "New.", "other": "2026.0"}
    wrong = []
    for (name, method), statuses in MATRIX.items():
        for who, expected in zip(WHO, statuses, strict=True):
            # Each meets the site as it was.
            with transaction.atomic():
                response = getattr(client_of(who), method)(address_of(name), asked)
                published = Release.objects.count() - 1
                transaction.set_rollback(True)
            to_sign_in = response.headers.get("Location", "").startswith("/sign-in/")
            answer = (response.status_code, to_sign_in, published)
            if answer != (expected, expected == 302, int(expected == 303)):
                wrong.append((name, method, who, answer))
    assert wrong == []


def test_every_address_has_rows_in_the_matrix() -> None:
    names = {pattern.name for pattern in urls.urlpatterns}
    assert {(name, method) for name in names for method in ("get", "post")} == set(MATRIX)


def test_without_a_release_the_list_says_why(world: World) -> None:
    page = Client().get("/releases/").content.decode()
    assert "No release yet" in page
    assert "Publish a release" not in page
    assert released() == 0


def test_the_list_offers_publishing_to_editors_only(world: World) -> None:
    assert "Publish a release" in client_of("editor").get("/releases/").content.decode()
    assert "Publish a release" not in client_of("curator").get("/releases/").content.decode()


def test_a_release_page_says_what_it_is_and_gives_every_file(world: World) -> None:
    world.accepted()
    release = publish_release(
        number="2026.1", note="<b>Fresh</b>", why_as_is="New names.", actor=world.decider
    )
    page = Client().get("/releases/2026.1/").content.decode()
    assert "EVidence 2026.1: 1 peer-reviewed claim [data set]" in page
    assert "CC BY 4.0" in page
    assert "&lt;b&gt;Fresh&lt;/b&gt;" in page
    for file in release.files.all():
        assert file.sha256 in page
        address = reverse("releases:file-detail", args=["2026.1", file.name])
        assert address in page
        for path in (address, f"/api/v1/releases/2026.1/files/{file.name}"):
            response = Client().get(path)
            body = b"".join(response.streaming_content)
            assert (len(body), response["Content-Type"]) == (file.size, file.media_type)
            assert response["Content-Disposition"] == f'attachment; filename="{file.name}"'
            assert response["ETag"] == f'"{file.sha256}"'
            again = Client().get(path, headers={"If-None-Match": response["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
    assert released() == 1


def test_a_release_page_cites_it_in_four_styles_and_its_figures_are_those_of_the_files(
    world: World,
) -> None:
    for _ in range(3):
        world.accepted()
    correct_one(world)
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    page = Client().get("/releases/2026.1/")
    day = release.published_at
    assert page.context["styles"] == {
        "APA": f"EVidence. ({day:%Y}, {day:%B} {day.day}). EVidence 2026.1: 4 peer-reviewed claims "
        "[Data set]. http://testserver/releases/2026.1/",
        "ACS": "EVidence. EVidence 2026.1: 4 peer-reviewed claims [Data set]; EVidence, "
        f"{day:%Y}. http://testserver/releases/2026.1/",
        "NLM": "EVidence. EVidence 2026.1: 4 peer-reviewed claims [dataset on the Internet]. "
        f"EVidence; {day:%Y %b} {day.day}. Available from: http://testserver/releases/2026.1/",
        "CSE": f"EVidence. {day:%Y}. EVidence 2026.1: 4 peer-reviewed claims [data set]. "
        "http://testserver/releases/2026.1/",
    }
    assert page.content.decode().count("data-copy=") == 4
    rows = rows_of(release, "evidence.csv")
    figures = {one["label"]: int(one["text"]) for one in page.context["figures"]}
    judged = Counter(row["reviewed_by"] for row in rows)
    provisional = {name for row in rows for name in row["provisional_terms"].split("; ") if name}
    assert release.rows == len(rows) == 4
    assert figures == {
        **{f"Reviewed by {reviewers}": count for reviewers, count in judged.items()},
        "Waivers": 0, "Judged by fewer than planned": 0, "Interests that were waived": 0,
        "Corrected after acceptance": 1, "Names not confirmed yet": len(provisional),
    }  # fmt: skip
    changes = rows_of(release, "changes.csv")
    assert len({row["accession"] for row in changes}) == 4


def correct_one(world: World) -> None:
    version = world.accepted()
    content = content_of(version.document, version.supplement) | {"locator": "figure 9"}
    correct(
        version=version, content=content, reason="Misread.", proposer=world.author,
        actor=world.decider,
    )  # fmt: skip


def rows_of(release: Release, name: str) -> list[dict[str, str]]:
    path = storage.path_of(release.files.get(name=name).sha256)
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_contributors_are_those_who_agreed(world: World) -> None:
    world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    assert "Nobody who worked on it asked to be named." in text_of(
        Client().get("/releases/2026.1/")
    )
    Person.objects.filter(pk=world.author.pk).update(consents_to_be_named=True)
    publish_release(number="2026.2", note="", why_as_is="New names.", actor=world.decider)
    page = Client().get("/releases/2026.2/")
    assert page.context["contributors"] == [world.author.name]
    assert Client().get("/releases/2026.1/").context["contributors"] == []


def test_any_two_releases_are_compared_the_earlier_first(world: World) -> None:
    for number in ("2026.1", "2026.2"):
        world.accepted()
        publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)
    for here, other in (("2026.1", "2026.2"), ("2026.2", "2026.1")):
        answer = Client().get(f"/releases/{here}/compare/?other={other}")
        assert answer["Location"] == "/releases/2026.1/changes/2026.2/"
    assert Client().get("/releases/2026.1/compare/?other=2026.1").status_code == 404
    assert Client().get("/releases/2026.1/compare/?other=x").status_code == 404


def test_a_file_that_a_restore_left_out_is_named(world: World) -> None:
    world.accepted()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    file = release.files.get(name="evidence.csv")
    storage.path_of(file.sha256).unlink()
    response = Client().get("/releases/2026.1/files/evidence.csv")
    assert response.status_code == 503
    assert file.sha256 in response.content.decode()
    problem = Client().get("/api/v1/releases/2026.1/files/evidence.csv")
    assert file.sha256 in json.loads(problem.content)["detail"]


@pytest.mark.parametrize(
    "path", ["2026.9/", "x/", "2026.1%00/", "2026.1/files/nope.csv", "9999.9999/", "2026.1/files/"]
)
def test_what_is_not_there_is_not_found(world: World, path: str) -> None:
    world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    assert Client().get(f"/releases/{path}").status_code == 404


def test_the_publish_page_says_what_is_new_changed_and_gone(world: World) -> None:
    kept, gone = world.accepted(), world.accepted()
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    client = Client()
    client.force_login(world.decider)
    page = " ".join(client.get("/releases/publish/").content.decode().split())
    assert "Nothing was accepted, changed or retired" in page
    new = world.accepted()
    retire(version=gone, reason="Wrong.", actor=world.decider)
    page = " ".join(client.get("/releases/publish/").content.decode().split())
    assert "2 claims would go in" in page
    for label, version in (("Added: 1", new), ("No longer held: 1", gone)):
        part = page.partition(label)[2].partition("</details>")[0]
        assert f"/items/{version.item.accession}/" in part
    assert "Changed" not in page
    assert f"/items/{kept.item.accession}/" not in page


def test_an_editor_publishes_with_the_suggested_number(world: World) -> None:
    world.accepted()
    client = Client()
    client.force_login(world.decider)
    page = " ".join(client.get("/releases/publish/").content.decode().split())
    number = f"{clock.now().year}.1"
    assert f"The next free number is <strong>{number}</strong>. Type it to publish" in page
    response = client.post(
        "/releases/publish/", {"number": number, "note": "One\r\ntwo", "why_as_is": "New names."}
    )
    assert (response.status_code, response["Location"]) == (303, f"/releases/{number}/")
    assert Release.objects.get().note == "One\ntwo"
    page = client.get(response["Location"]).content.decode()
    assert f"EVidence {number} is published." in page


def test_bad_input_is_answered_beside_the_field_and_kept(world: World) -> None:
    world.accepted()
    client = Client()
    client.force_login(world.decider)
    status, page = publish_page(client, number="first\0", note="bad \0 note")
    assert status == 422
    assert "is no release number. Use the year and a count, such as 2026.1." in page
    assert "Note: character 5 is a control character (U+0000)" in page
    assert "first" in page
    publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    status, page = publish_page(client, number="2026.1", note="My note")
    assert status == 422
    assert "there is a release 2026.1 already" in page
    assert "My note" in page


def test_nothing_accepted_and_something_in_the_way_are_said_before_and_after(world: World) -> None:
    client = Client()
    client.force_login(world.decider)
    assert "Nothing to publish" in client.get("/releases/publish/").content.decode()
    status, page = publish_page(client, number="2026.1", note="")
    assert (status, "Nothing is accepted yet" in page) == (403, True)
    version = world.accepted()
    raise_flag(item=version.item, kind="concern", text="Look again.", actor=world.first)
    page = " ".join(client.get("/releases/publish/").content.decode().split())
    assert "In the way: 1 accepted claim" in page
    assert "1 flag is open on this item. It may be waived with a reason." in page
    assert 'aria-disabled="true"' in page
    status, page = publish_page(client, number="2026.1", note="")
    assert (status, "In the way: 1 accepted claim" in page) == (403, True)
    assert not Release.objects.exists()


def test_pages_ask_as_many_questions_for_three_as_for_one(world: World) -> None:
    # Of one release: itself, its files, the one before, the others, what was retracted since.
    expected = {"/releases/": 2, "/releases/2026.1/": 5, "/api/v1/releases": 2}
    counts: list[dict[str, int]] = []
    for wanted in (1, 3):
        while Release.objects.count() < wanted:
            world.accepted()
            number = f"2026.{Release.objects.count() + 1}"
            publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)
        found = {}
        for path in expected:
            with CaptureQueriesContext(connection) as captured:
                assert Client().get(path).status_code == 200
            found[path] = len(captured)
        counts.append(found)
    assert counts == [expected, expected]


def test_the_api_lists_releases_page_by_page_and_as_a_table(world: World) -> None:
    for number in ("2026.1", "2026.2", "2026.10"):
        world.accepted()
        publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)
    first = json.loads(Client().get("/api/v1/releases?limit=2").content)
    assert [row["number"] for row in first["results"]] == ["2026.10", "2026.2"]
    last = json.loads(Client().get(first["next"]).content)
    assert ([row["number"] for row in last["results"]], last["next"]) == (["2026.1"], None)
    response = Client().get("/api/v1/releases?format=csv")
    head, *rows = response.getvalue().decode().splitlines()
    assert head == "number,label,published_at,rows,licence,publisher,cite_as,url"
    assert [row.split(",")[0] for row in rows] == ["2026.10", "2026.2", "2026.1"]
    one = json.loads(Client().get("/api/v1/releases/2026.2").content)
    assert one == first["results"][1]
    names = [file["name"] for file in one["files"]]
    assert names[-3:] == ["SHA256SUMS", "everything.zip", "evidence.parquet"]
    for query in ("cursor=2026.7", "cursor=x", "limit=0", "effect=mixed"):
        assert Client().get(f"/api/v1/releases?{query}").status_code == 400


def test_verifying_finds_what_was_changed_on_the_disk(world: World) -> None:
    world.accepted()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    out = io.StringIO()
    call_command("verify_releases", stdout=out)
    assert out.getvalue() == "2026.1: 1 claims, as published.\n"
    csv_path = storage.path_of(release.files.get(name="evidence.csv").sha256)
    csv_path.write_bytes(csv_path.read_bytes().replace(b"restores", b"promotes"))
    storage.path_of(release.files.get(name="README.md").sha256).unlink()
    err = io.StringIO()
    with pytest.raises(CommandError, match="--rebuild"):
        call_command("verify_releases", stdout=io.StringIO(), stderr=err)
    lines = err.getvalue().splitlines()
    assert len(lines) == 2
    assert "evidence.csv was changed on the disk" in lines[0]
    assert "README.md is missing from the disk" in lines[1]
    out = io.StringIO()
    call_command("verify_releases", "--rebuild", stdout=out)
    again, whole = out.getvalue().splitlines()
    names = [*MEDIA_TYPES, *release.manifest["gzip"]]
    assert again == f"2026.1: made again as published: {', '.join(names)}."
    assert whole == "2026.1: 1 claims, as published."


def test_what_cannot_be_made_again_as_published_is_not_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.accepted()
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    readme = storage.path_of(release.files.get(name="README.md").sha256)
    readme.unlink()
    monkeypatch.setattr(building, "readme", lambda *_: "Written by later code.")
    with pytest.raises(CommandError):
        call_command("verify_releases", "--rebuild", stdout=io.StringIO(), stderr=io.StringIO())
    assert not readme.exists()
