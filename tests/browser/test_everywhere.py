"""Every page, empty, full, long and refused, by day and by night: nothing in anybody's way."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, Route

from accounts.models import Person
from tests.architecture.test_permissions import MATRIX
from tests.architecture.three_worlds import Stage
from tests.browser.conftest import picture
from tests.everywhere import PAGES, Everywhere, Sight
from tests.factories import make_person
from tests.worlds import World

pytestmark = pytest.mark.browser
# Colours alone differ at night, so that by night they alone are looked at.
BY_NIGHT = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
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
        call_command("load_starter", verbosity=0)
        world = World(second=make_person("reviewer"))
    place = Everywhere.full(Stage(world))
    if state == "long":
        Person.objects.update(name=LONG_NAME[:200].strip())
    return place


def _sights(place: Everywhere, state: str) -> Iterator[Sight]:
    return place.refused() if state == "refused" else place.shown()


@pytest.mark.parametrize("state", ["empty", "full", "long", "refused"])
def test_nothing_is_in_anybodys_way(state: str, place: Everywhere, context: BrowserContext) -> None:
    tab, found, seen = context.new_page(), {}, []
    for sight in _sights(place, state):
        seen.append(sight)
        if wrong := _looked_at(tab, sight, state):
            found[f"{sight.name} {sight.who} {sight.status} {sight.url}"] = wrong
    names = {sight.name for sight in seen}
    print(f"\n{state}: {len(names)} addresses, {len(seen)} pages, {2 * len(seen)} looks by axe")
    assert found == {}, json.dumps(found, indent=1)
    if state in ("full", "long"):
        pages = {name for name in PAGES if "200" in MATRIX[name, "GET"]}
        assert pages - names - place.files == set()


def _looked_at(tab: Page, sight: Sight, state: str) -> list[Any]:
    """Return what is wrong with a page: for axe by day and by night, and at 320 pixels."""
    _show(tab, sight)
    wrong: list[Any] = []
    for theme, options in (("light", None), ("dark", BY_NIGHT)):
        tab.emulate_media(color_scheme=theme)
        for violation in Axe().run(tab, options=options).response["violations"]:
            wrong.append((theme, violation["id"], violation["nodes"][0]["html"][:200]))
        picture(tab, f"{state}-{sight.name}-{sight.who}-{theme}".replace(":", "-"))
    tab.set_viewport_size({"width": 320, "height": 900})
    if (wider := tab.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        wrong.append(("320 pixels", wider))
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(color_scheme="light")
    return wrong


def _show(tab: Page, sight: Sight) -> None:
    """Open what was answered under its own address, with its own headers."""

    def answer(route: Route) -> None:
        if route.request.is_navigation_request() and not route.request.frame.parent_frame:
            route.fulfill(status=sight.status, headers=sight.headers, body=sight.body)
        else:
            route.continue_()

    tab.unroute_all()
    tab.route("**/*", answer)
    tab.goto(sight.url)
