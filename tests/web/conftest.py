"""A real browser in front of a real server."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template.backends.jinja2 import Template
from django.test import Client
from django.test.signals import template_rendered

# The names that `make browser` looks for too.
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_ONE = (
    "No Chromium was found, so nothing was tested in a browser. To get one: apt-get install chromium, or "
    "playwright install chromium, or name yours in HOSHIN_CHROMIUM."
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what drives a browser, so that `-m "not browser"` leaves nothing of it."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def contexts_are_told(monkeypatch):
    """Tell the test client what a page was drawn from (`answer.context`), which Django does for its own engine alone."""
    draw = Template.render

    def drawn(self, context=None, request=None):
        context = {} if context is None else context
        answer = draw(self, context, request)
        template_rendered.send(sender=self, template=self.template, context=context)
        return answer

    monkeypatch.setattr(Template, "render", drawn)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all stories: the machine's own, or the one that Playwright installed.

    Without one the stories are skipped; where CI=true nobody would notice that, so there they fail.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = _chromium_path(playwright.chromium.executable_path)
        if path is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW_TO_GET_ONE)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _chromium_path(installed_by_playwright: str) -> str | None:
    named = os.environ.get("HOSHIN_CHROMIUM")
    if named:
        return named
    found = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    return found or (installed_by_playwright if Path(installed_by_playwright).exists() else None)


@pytest.fixture
def page(chromium, live_server):
    """A page of a stranger, 1280 × 900; errors of server, scripts and content security policy fail the story."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    opened.on("response", lambda answer: faults.append(f"500 {answer.url}") if answer.status >= 500 else None)
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def signed_in(page, live_server):
    """`signed_in(user)` is the page with that user's session."""

    def sign_in(user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": django_settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return page

    return sign_in


@pytest.fixture
def violations():
    """`violations(page)`: what axe finds wrong with a page, as sentences."""
    from axe_playwright_python.sync_playwright import Axe

    def found(page) -> list[str]:
        result = Axe().run(page)
        return [
            f"{rule['id']}: {node['target']} {node['failureSummary']}"
            for rule in result.response["violations"]
            for node in rule["nodes"]
        ]

    return found
