"""The first load of a page is light, and all of it comes from this host."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MOST_BYTES = 200_000
HOST = "http://testserver"
PAGES = ("/", "/measures/k3", "/map", "/objectives/OC", "/measures", "/exchange")
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
SUBMITTING = {"form": "action", "button": "formaction", "input": "formaction"}


class References(HTMLParser):
    """What a page loads by itself, and where else it leads or sends to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: set[str] = set()
        self.named: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if value}
        kinds = set(given.get("rel", "").split())
        loads = [given[name] for name in ("src", "poster", "data") if name in given and tag != "button"]
        loads += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        if (tag == "link" and kinds & LOADING_LINKS) or tag in ("use", "image"):
            loads.append(given.get("href", given.get("xlink:href", "")))
        self.loaded.update(address for address in loads if address and not address.startswith(("data:", "#")))
        sent = (given.get(name) for name in ("hx-get", "hx-post", SUBMITTING.get(tag, "")))
        self.named.update(address for address in sent if address)
        if tag == "a" and "external" not in kinds and "noopener" not in kinds:
            self.named.add(given.get("href", ""))
        self.loaded.update(_in_style(given.get("style", "")))


def _in_style(text: str) -> set[str]:
    found = re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", text)
    return {first or second for first, second in found if not (first or second).startswith(("data:", "#"))}


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A folder of static files, collected under names of their own and compressed."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES=STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def collected(settings, packed):
    """Static files as an installation serves them."""
    settings.STATIC_ROOT = packed
    settings.STORAGES = STORAGES


@pytest.fixture
def browser_of_olga(collected, olga):
    """A client that takes gzip, as browsers do; it is made after the files were collected, so that it finds them."""
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    return client


def fetched(client: Client, address: str) -> tuple[int, str]:
    """How many bytes travel for an address, and what they say."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    body = b"".join(answer) if answer.streaming else answer.content
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    kind = answer.headers["Content-Type"]
    assert is_packed or len(body) < 1000 or not re.search("text|javascript|svg|json", kind), f"{address} is not packed"
    plain = gzip.decompress(body) if is_packed else body
    return len(body), plain.decode("utf-8", "replace")


def first_load(client: Client, page: str) -> tuple[dict[str, int], set[str]]:
    """Bytes by address of all that the first load of a page fetches, and every address that the page names."""
    size, html = fetched(client, page)
    seen = References()
    seen.feed(html)
    sizes, waiting, named = {page: size}, {urljoin(HOST + page, one) for one in seen.loaded}, set(seen.named)
    named |= seen.loaded
    while waiting:
        address = waiting.pop()
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != HOST or parts.path in sizes:
            named.add(address)
            continue
        sizes[parts.path], text = fetched(client, parts.path)
        if parts.path.endswith(".css"):
            waiting |= {urljoin(address, one) for one in _in_style(text)}
    return sizes, named


@pytest.mark.parametrize("page", PAGES)
def test_the_first_load_is_light_and_from_this_host(browser_of_olga, enterprise, page):
    sizes, named = first_load(browser_of_olga, page)
    assert any(address.endswith(".css") for address in sizes), "the style sheet is counted"
    assert sum(address.endswith(".js") for address in sizes) >= 3, "the scripts are counted"
    heaviest = sorted(sizes.items(), key=lambda item: -item[1])
    assert sum(sizes.values()) <= MOST_BYTES, heaviest
    strangers = sorted(one for one in named if urlsplit(urljoin(HOST + page, one)).netloc != urlsplit(HOST).netloc)
    assert strangers == [], f"{page} names other hosts"


def test_other_hosts_and_heavy_files_would_be_noticed():
    seen = References()
    seen.feed(
        '<link rel="stylesheet" href="https://fonts.example/a.css"><script src="//cdn.example/b.js"></script>'
        '<img src="/c.png" srcset="/d.png 2x"><p style="background:url(/e.png)"><form action="https://f.example/">'
    )
    assert seen.loaded == {"https://fonts.example/a.css", "//cdn.example/b.js", "/c.png", "/d.png", "/e.png"}
    assert seen.named == {"https://f.example/"}
