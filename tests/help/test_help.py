"""The documentation is served by the product, and every link in it leads somewhere."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import resolve

from hoshin.web.help.pages import help_page
from hoshin.web.navigation import pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
NAMES = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_served_and_its_links_lead_on(name):
    found = help_page(name)
    source = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert source.startswith(f"# {found.title}\n")
    assert "<h1" not in found.text
    links = [unescape(link) for link in re.findall(r'href="([^"]*)"', found.text)]
    for link in links:
        if not link.startswith(("http://", "https://")):
            page, _mark, place = link.partition("#")
            there = help_page(resolve(page).kwargs["page"]) if page else found
            assert there is not None, link
            assert not place or f'id="{place}"' in there.text, link
    assert len(links) >= source.count(".md)") - source.count("CONTRIBUTING.md)")


def test_what_is_no_page_of_the_documentation_is_not_read():
    assert help_page("../pyproject") is None
    assert help_page("../README") is None
    assert help_page("nothing") is None


def test_what_pages_name_as_their_help_is_there():
    named = {page.help for page in pages()} - {""}
    assert named
    assert all(help_page(name) for name in named)


def test_the_page_that_one_is_on_offers_its_help(client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    assert 'href="/help/guides/units"' in client.get("/side-by-side").content.decode()
    assert "One scorecard for many units" in client.get("/help/guides/units").content.decode()
    assert client.get("/help/guides/nothing").status_code == 404
