"""A passkey, from settings to signing in, with Chromium's own virtual authenticator."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Person
from tests.browser.conftest import picture
from tests.browser.reviewers import no_complaints
from tests.factories import PASSWORD, make_person
from tests.identity_server import identity_server

pytestmark = pytest.mark.browser


def with_authenticator(page: Page) -> None:
    """Give the browser a device that keeps passkeys and knows its owner."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})


def shown(page: Page, name: str) -> None:
    """Pictures by day and by night, and no complaint in either."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        picture(page, f"sign-in-{name}-{theme}")
    no_complaints(page)


def give_password(page: Page, site: str, next_page: str = "") -> None:
    page.goto(f"{site}/sign-in/{next_page}")
    page.get_by_label("Sign-in name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_signs_in_alone_and_after_the_password_and_orcid_beside_it(
    context: BrowserContext, site: str, settings: Any
) -> None:
    with identity_server() as orcid:
        settings.SIGN_IN_SERVERS = [orcid.as_server()]
        story(context, site)


def story(context: BrowserContext, site: str) -> None:
    site = site.replace("127.0.0.1", "localhost")  # browsers take no passkeys for a number
    person, page = make_person("curator", username="ada"), context.new_page()
    with_authenticator(page)
    give_password(page, site, "?next=/me/security/")
    page.get_by_role("link", name="Add a passkey").click()
    shown(page, "1-confirm")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Laptop at work")
    shown(page, "2-passkey-add")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator("#codes li")).to_have_count(10)
    shown(page, "3-codes")
    page.goto(f"{site}/me/security/app/")
    shown(page, "4-app")
    page.goto(f"{site}/me/security/")
    expect(page.get_by_role("row", name="Laptop at work")).to_be_visible()
    page.get_by_role("button", name="Connect ORCID").click()
    # There and back by itself, past our rule that forms are sent to this site alone.
    expect(page.get_by_text("as 0000-0002-1825-0097")).to_be_visible()
    assert Person.objects.get(pk=person.pk).verified_orcid
    shown(page, "5-security")

    page.context.clear_cookies()
    page.goto(f"{site}/sign-in/?next=/me/tokens/")
    shown(page, "6-sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{site}/me/tokens/")
    assert Authenticator.objects.get(user=person, type="webauthn").last_used_at

    page.context.clear_cookies()
    give_password(page, site, "?next=/me/mail/")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    shown(page, "7-one-more-step")
    page.goto(f"{site}/sign-in/?next=/me/mail/")
    page.get_by_role("button", name="Sign in with ORCID").click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/me/mail/")

    page.goto(f"{site}/me/security/")
    page.get_by_text("Change Laptop at work").click()
    shown(page, "8-change")
    page.get_by_role("button", name="Remove this passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Change Laptop at work").click()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    page.context.clear_cookies()
    give_password(page, site)
    expect(page.get_by_role("heading", name="One more step")).to_have_count(0)
