"""Files of releases over HTTP: parts, compressed, by the web server, and never wrong bytes."""

import errno
import gzip
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import Notification, Person
from ground import clock
from ground.errors import Unable
from ground.events import first_broken
from ground.models import Event
from releases import storage
from releases.actions.publish import publish_release
from releases.jobs import look_after
from releases.models import Release, ReleaseFile, ReleaseVersion
from releases.queries.audit import broken_anchors
from reviews.presenters.notices import Told, told_to
from tests.databases import BuiltOnce
from tests.worlds import World

pytestmark = pytest.mark.django_db
URL = "/releases/2026.1/files/README.md"


def one_accepted() -> World:
    world = World()
    world.accepted()
    return world


@pytest.fixture
def world(built_once: BuiltOnce, tmp_path: Path, settings: Any) -> World:
    settings.EVIDENCE_HOME = tmp_path
    made: World = built_once(one_accepted)
    return made


@pytest.fixture
def file(world: World) -> ReleaseFile:
    release = publish_release(number="2026.1", note="", why_as_is="New names.", actor=world.decider)
    return release.files.get(name="README.md")


def bytes_of(file: ReleaseFile) -> bytes:
    return storage.path_of(file.sha256).read_bytes()


def get(headers: dict[str, str] | None = None, url: str = URL) -> tuple[Any, bytes]:
    response: Any = Client().get(url, headers=headers or {})
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=0-999999999", slice(0, None)),
        ("bytes=-999999999", slice(0, None)),
    ],
)
def test_one_range_is_sent_and_named(file: ReleaseFile, asked: str, part: slice) -> None:
    whole = bytes_of(file)
    response, body = get({"Range": asked, "Accept-Encoding": "gzip"})
    first, end, _ = part.indices(len(whole))
    assert (response.status_code, body) == (206, whole[part])
    assert response["Content-Range"] == f"bytes {first}-{end - 1}/{len(whole)}"
    assert response["Content-Length"] == str(len(body))
    assert response["ETag"] == f'"{file.sha256}"'


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=-", "lines=1-2", "bytes=0-1,4-5", "x"])
def test_what_is_no_single_range_gets_the_whole_file(file: ReleaseFile, asked: str) -> None:
    response, body = get({"Range": asked})
    assert (response.status_code, body) == (200, bytes_of(file))


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(file: ReleaseFile, asked: str) -> None:
    response, body = get({"Range": asked})
    assert (response.status_code, body) == (416, b"")
    assert response["Content-Range"] == f"bytes */{file.size}"


def test_a_range_holds_only_if_the_file_is_the_one_it_began_with(file: ReleaseFile) -> None:
    same, _ = get({"Range": "bytes=0-3", "If-Range": f'"{file.sha256}"'})
    other, body = get({"Range": "bytes=0-3", "If-Range": '"something else"'})
    weak, _ = get({"Range": "bytes=0-3", "If-Range": f'W/"{file.sha256}"'})
    assert [r.status_code for r in (same, other, weak)] == [206, 200, 200]
    assert body == bytes_of(file)


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "GZIP , deflate"])
def test_the_compressed_file_is_sent_where_asked(file: ReleaseFile, accepted: str) -> None:
    response, body = get({"Accept-Encoding": accepted})
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"].startswith("Accept-Encoding")
    assert gzip.decompress(body) == bytes_of(file)
    kept = file.release.manifest["gzip"]["README.md.gz"]
    assert response["ETag"] == f'"{kept["sha256"]}"' != f'"{file.sha256}"'
    assert response["Content-Length"] == str(len(body)) == str(kept["size"])
    assert body[4:8] == b"\0\0\0\0"  # no clock
    again, _ = get({"Accept-Encoding": accepted, "If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"])
def test_the_file_itself_is_sent_where_gzip_is_not_asked(file: ReleaseFile, accepted: str) -> None:
    response, body = get({"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response
    assert body == bytes_of(file)
    assert response["Vary"].startswith("Accept-Encoding")


def test_head_says_the_same_without_the_bytes(file: ReleaseFile) -> None:
    head, (full, _) = Client().head(URL), get()
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control", "Accept-Ranges"):
        assert head[name] == full[name]
    assert full["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_web_server_in_front_is_told_where_the_bytes_lie(
    file: ReleaseFile, settings: Any
) -> None:
    settings.RELEASE_FILES_FROM = "/inside/"
    response, body = get()
    assert body == b""
    assert response["X-Accel-Redirect"] == f"/inside/{file.sha256[:2]}/{file.sha256}"
    storage.path_of(file.sha256).write_bytes(b"something else")
    assert get()[0].status_code == 503


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-3"}, {"Accept-Encoding": "gzip"}])
def test_wrong_bytes_are_never_sent_and_somebody_hears_of_it(
    file: ReleaseFile, headers: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert get()[0].status_code == 200  # whole, and known to be
    path, whole = storage.path_of(file.sha256), bytes_of(file)
    stat = path.stat()
    path.write_bytes(whole.replace(b"accepted", b"rejected"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # same size, same time
    for kept in file.release.manifest["gzip"].values():
        storage.path_of(kept["sha256"]).write_bytes(b"not this")
    response, body = get(headers)
    assert response.status_code == 503
    assert b"is not what was published" in body
    assert get(headers, f"/api/v1{URL}")[0].status_code == 503
    health = Client().get("/healthz").content.decode()
    assert "not what was published: run manage.py verify_releases." in health
    path.write_bytes(whole)
    assert get()[1] == whole


def test_a_damaged_compressed_file_gives_way_to_the_file_itself(file: ReleaseFile) -> None:
    kept = file.release.manifest["gzip"]["README.md.gz"]
    storage.path_of(kept["sha256"]).unlink()
    response, body = get({"Accept-Encoding": "gzip"})
    assert (response.status_code, body) == (200, bytes_of(file))
    assert "1 file of a release is not" in Client().get("/healthz").content.decode()


def test_an_altered_file_is_recorded_and_told_to_editors_once_a_day(
    world: World, file: ReleaseFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.path_of(file.sha256).write_bytes(b"something else")

    def told(person: Person) -> list[Told]:
        return told_to(person, list(Notification.objects.visible_to(person).filter(kind="damage")))

    for _ in range(2):
        assert get()[0].status_code == 503
    assert told(world.author) == []
    (one,) = told(world.decider)
    words = "README.md of EVidence 2026.1 was found altered on the server’s disk on"
    assert (one.text.startswith(words), one.href) == (True, "/releases/2026.1/")
    (event,) = Event.objects.filter(verb="find-damaged")
    assert json.loads(event.data) == {"file": "README.md", "sha256": file.sha256}
    assert event.actor_id is None
    assert first_broken("release:2026.1") is None
    # The next day nobody asks for it, but the job worker looks at every file.
    tomorrow = clock.now() + timedelta(days=1)
    monkeypatch.setattr("ground.clock.now", lambda: tomorrow)
    for _ in range(2):
        look_after(timestamp=0)
    assert Event.objects.filter(verb="find-damaged").count() == len(told(world.decider)) == 2
    assert list(broken_anchors()) == []


@pytest.mark.parametrize("failing", ["rename", "write_text"])
def test_a_full_disk_is_said_and_nothing_is_published(
    world: World, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = getattr(Path, failing), []

    def full(self: Path, *args: Any, **kwargs: Any) -> Any:
        calls.append(self)
        if len(calls) > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return real(self, *args, **kwargs)

    client = Client()
    client.force_login(world.decider)
    posted = {"number": "2026.1", "note": "My note", "why_as_is": "New names."}
    with monkeypatch.context() as patch:
        patch.setattr(Path, failing, full)
        response = client.post("/releases/publish/", posted)
        with pytest.raises(Unable, match="No space left on device"):
            publish_release(number="2026.1", note="", why_as_is="New.", actor=world.decider)
    page = " ".join(response.content.decode().split())
    assert response.status_code == 503
    assert "(No space left on device). Nothing was published or changed." in page
    assert "My note" in page
    assert not Release.objects.exists()
    assert not ReleaseVersion.objects.exists()
    assert list(storage.folder().rglob("*.*")) == []
    assert list(storage.folder().glob("??/*")) == []
    assert client.post("/releases/publish/", posted).status_code == 303
