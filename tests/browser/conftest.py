"""A site that answers, and a browser that looks at it."""

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from accounts.actions.demo import make_demo_accounts
from accounts.models import Person
from evidence.models import Citation
from reviews.actions.declaring import declare
from tests.patience import PATIENCE

CHROMIUM = Path(os.environ.get("EVIDENCE_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, once a session. Where there is none the tests are left out, but never in CI."""
    if not CHROMIUM.exists():
        message = f"{CHROMIUM} is missing: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, and Django takes that for a coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        expect.set_options(timeout=1000 * PATIENCE)
        yield browser
        browser.close()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name upstream
        """Print nothing."""


@pytest.fixture
def server(committed_db: str, settings: Any) -> Iterator[ThreadedWSGIServer]:
    """A demonstration that answers on a free port, on a database of this test's own."""
    settings.DEMO = True
    make_demo_accounts()
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@pytest.fixture
def site(server: ThreadedWSGIServer) -> str:
    """The address of the demonstration."""
    return f"http://127.0.0.1:{server.server_port}"


def new_context(chromium: Browser, site: str, **more: Any) -> BrowserContext:
    """A browser of one person, who waits as long as a slow machine needs."""
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900}, **more)
    context.set_default_timeout(1000 * PATIENCE)
    return context


@pytest.fixture
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser of one person. Any error a page's scripts print fails the test."""
    context = new_context(chromium, site)
    complaints: list[str] = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: _note(complaints, said))
    yield context
    context.close()
    assert complaints == []


def _note(complaints: list[str], said: Any) -> None:
    # Chromium prints every refused request; refusals are what some tests are about.
    if said.type == "error" and not said.text.startswith("Failed to load resource"):
        complaints.append(said.text)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab."""
    return context.new_page()


@pytest.fixture
def people(chromium: Browser, site: str, settings: Any) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each of the demonstration's people. A script's error fails the test."""
    complaints: list[str] = []
    contexts = {}
    usernames = ("reviewer-one", "reviewer-two", "editor-one", "curator")
    declare_for(*usernames)
    for username in usernames:
        context = new_context(chromium, site)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        signed_in = Client()
        signed_in.force_login(Person.objects.get(username=username))
        cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        contexts[username] = context
    yield contexts
    for context in contexts.values():
        context.close()
    assert complaints == []


@pytest.fixture
def paper(site: str, starter: None) -> Citation:
    """A paper of the starter set with three claims, all of them in review."""
    return next(c for c in Citation.objects.order_by("pk") if c.versions.count() == 3)


def declare_for(*usernames: str) -> None:
    """Let people of the demonstration have declared that they have no interests."""
    for person in Person.objects.filter(username__in=usernames):
        declare(interests="none", actor=person)


def try_as(page: Page, role: str) -> None:
    """Enter through the door of a role, from the home page; the yearly declaration is made."""
    declare_for(role)
    page.goto("/")
    page.get_by_role("button", name=re.compile(f"try as {role}", re.I)).first.click()
    page.wait_for_load_state()


def picture(page: Page, name: str) -> None:
    """Keep pictures at both widths where EVIDENCE_SCREENSHOTS names a directory."""
    directory = os.environ.get("EVIDENCE_SCREENSHOTS")
    if not directory:
        return
    page.wait_for_load_state()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(directory) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
