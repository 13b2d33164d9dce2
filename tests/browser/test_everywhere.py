"""Every page, empty, full, long and refused, by day and by night: nothing in anybody's way."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import BrowserContext, Page

from accounts.models import Person
from tests.architecture.test_permissions import MATRIX
from tests.architecture.three_worlds import Stage
from tests.browser.axe import too_wide, violations
from tests.browser.conftest import picture
from tests.conftest import Tell
from tests.everywhere import PAGES, Everywhere, Sight
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.browser
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-سرطان-🧬 " * 4
LONG: dict[str, Any] = {
    "cancer": [{"name": "سرطان الثدي 🎗 " + "with a name that does not end " * 5}],
    "targets": [{"name": f"GENE{number}", "role": "downstream"} for number in range(40)],
    "agents": [{"name": "cis" + "platin" * 25, "role": "alongside"}],
    "summary": "unbroken" * 110,
    "locator": "figure 2b, supplementary table " * 6,
}


@pytest.fixture
def place(site: str, settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Everywhere:
    """The site in the state that the test names."""
    settings.EVIDENCE_HOME = tmp_path
    state = request.node.callspec.params["state"]
    if state == "empty":
        return Everywhere(
            {
                "visitor": None,
                **{role: make_person(role) for role in ("curator", "reviewer", "editor")},
                "administrator": make_person(administrator=True),
            }
        )
    if state == "long":
        world = World(second=make_person("reviewer"), usual=LONG, title="vesicle " * 60)
    else:
        world = World(second=make_person("reviewer"))
    place = Everywhere.full(Stage(world))
    if state == "long":
        Person.objects.update(name=LONG_NAME[:200].strip())
    return place


def _sights(place: Everywhere, state: str) -> Iterator[Sight]:
    return place.refused() if state == "refused" else place.shown()


@pytest.mark.parametrize("state", ["empty", "long"])
def test_nothing_is_in_anybodys_way(
    state: str, place: Everywhere, context: BrowserContext, server: ThreadedWSGIServer, tell: Tell
) -> None:
    tell(nothing_is_wrong(state, place, context, server))


@pytest.mark.usefixtures("starter")
@pytest.mark.parametrize("state", ["full", "refused"])
def test_nothing_is_in_anybodys_way_among_many_claims(
    state: str, place: Everywhere, context: BrowserContext, server: ThreadedWSGIServer, tell: Tell
) -> None:
    tell(nothing_is_wrong(state, place, context, server))


def nothing_is_wrong(
    state: str, place: Everywhere, context: BrowserContext, server: ThreadedWSGIServer
) -> str:
    """Look at every page of a state, and return how many they were."""
    tab, found, seen = context.new_page(), {}, []
    for sight in _sights(place, state):
        seen.append(sight)
        if wrong := _looked_at(tab, sight, state, server):
            found[f"{sight.name} {sight.who} {sight.status} {sight.url}"] = wrong
        if tab.locator("[data-progress]").count():
            # It asks again by itself, and would do so over the next page.
            tab.close()
            tab = context.new_page()
    names = {sight.name for sight in seen}
    assert found == {}, json.dumps(found, indent=1)
    if state in ("full", "long"):
        pages = {name for name in PAGES if "200" in MATRIX[name, "GET"]}
        assert pages - names - place.files == set()
    return f"{state}: {len(names)} addresses, {len(seen)} pages, {2 * len(seen)} looks by axe"


def _looked_at(tab: Page, sight: Sight, state: str, server: ThreadedWSGIServer) -> list[Any]:
    """Return what is wrong with a page: for axe by day and by night, and at 320 pixels."""
    server.set_app(_showing(sight))
    tab.goto(sight.url)
    wrong: list[Any] = list(violations(tab))
    for theme in ("light", "dark"):
        tab.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        picture(tab, f"{state}-{sight.name}-{sight.who}-{theme}".replace(":", "-"))
    wrong += [(f"{width} pixels", more) for width in (320, 1280) if (more := too_wide(tab, width))]
    return wrong


def _showing(sight: Sight) -> Callable[..., Any]:
    """The site, but whatever page is opened is the one that was answered, with its headers."""
    site = get_wsgi_application()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if environ.get("HTTP_SEC_FETCH_DEST") != "document":
            return site(environ, start)
        start(f"{sight.status} As then", list(sight.headers.items()))
        return [sight.body]

    return answer
