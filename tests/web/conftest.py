"""A real browser in front of a real server."""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from tests.web.contexts import tell_contexts
from tests.web.live import AXE, WAITING

# The names that `make browser` looks for too. The first has no windows to draw, and takes three quarters of the CPU.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK = {"width": 1280, "height": 900}
# Milliseconds until a step of a browser is given up. Otherwise it is five seconds for what is expected to be seen, which a
# busy machine may take.
STEP = 60_000
# Nearly all that axe takes are the contrasts of each text. Whatever looks alike from itself up to the page, as the rows of
# a table do and the frame of every page, has the same ones: of each look one is asked about colours, once in a run, and
# everything about all other rules.
ASK_AXE = """async ({ colours, isAll, sound }) => {
    const looks = new Map([[null, ""]]), numbers = new Map(), known = new Set(sound.split(","));
    const drawn = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight", "position", "zIndex",
        "display", "visibility", "clipPath", "textShadow", "textDecorationLine", "borderBottomWidth", "filter"];
    const isOff = element => element.matches(":disabled, [aria-disabled=true]") || Boolean(element.control?.disabled);
    const numberOf = text => {
        let [one, two] = [0xdeadbeef, 0x41c6ce57];
        for (let place = 0; place < text.length; place += 1) {
            one = Math.imul(one ^ text.charCodeAt(place), 2654435761);
            two = Math.imul(two ^ text.charCodeAt(place), 1597334677);
        }
        return (one >>> 0).toString(36) + "-" + (two >>> 0).toString(36);
    };
    const lookOf = element => {
        if (!looks.has(element)) {
            const style = getComputedStyle(element);
            const look = [lookOf(element.parentElement), element.tagName, isOff(element), ...drawn.map(name => style[name])];
            const said = look.join();
            if (!numbers.has(said)) numbers.set(said, numberOf(said));
            looks.set(element, numbers.get(said));
        }
        return looks.get(element);
    };
    const isText = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const told = new Map([...document.body.querySelectorAll("*")]
        .filter(element => element.matches("input, select, textarea") || [...element.childNodes].some(isText))
        .filter(element => element.checkVisibility())
        .map(element => [lookOf(element), element])
        .filter(([look]) => !known.has(look)));
    if (!isAll && !told.size) return { faults: [], looks: [] };
    axe.configure({ rules: [
        { id: "color-contrast", selector: "[data-look]" }, { id: "link-in-text-block", selector: "a[href][data-look]" }] });
    told.forEach(element => element.setAttribute("data-look", ""));
    const only = isAll ? {} : { runOnly: { type: "rule", values: colours } };
    const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
    told.forEach(element => element.removeAttribute("data-look"));
    const faults = violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target} ${node.failureSummary}`));
    return { faults, looks: [...told.keys()] };
}"""
LOADED = """place => "axe" in window || new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: place, onerror: failed });
    script.onload = () => done(script.remove());
    document.head.append(script);
})"""
# The rules of axe whose findings a theme can change; all others were asked in the other theme.
COLOURS = ("color-contrast", "link-in-text-block")
# Beside a desk and a phone: the narrowest one, and 1280 at a zoom of 200 %.
OTHER_WIDTHS = (320, 390, 640)
# Words of a usual length that are broken for want of room, where nothing hyphenates them; addresses and codes may be.
BROKEN_WORDS = """() => {
    const broken = [];
    const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const element = text.parentElement;
        if (!element.checkVisibility() || element.closest(".unseen, svg") || getComputedStyle(element).hyphens === "auto")
            continue;
        for (const word of text.data.matchAll(/(?<![\\p{L}\\d_@./-])\\p{L}{3,15}(?![\\p{L}\\d_@/-]|\\.\\p{L})/gu)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].filter(box => box.width > 0).map(box => Math.round(box.top)));
            if (lines.size > 1) broken.push(`${word[0]} in ${element.tagName.toLowerCase()}.${element.className}`);
        }
    }
    return broken;
}"""
STACKED_AND_NARROW = """() => [...document.querySelectorAll("td, tbody th")].filter(cell => {
    const style = getComputedStyle(cell);
    return style.display !== "table-cell" && style.display !== "none" && style.maxWidth !== "none";
}).map(cell => cell.closest("table").className)"""
TWICE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
# How far a page reaches beyond the window, what does so, and what can be tapped but is smaller than 24 × 24 pixels: links
# within a sentence, and what stands apart enough from others, are free to be smaller (WCAG 2.5.8).
FITTING = """() => {
    const width = document.documentElement.clientWidth;
    const isCut = element => {
        for (let above = element.parentElement; above; above = above.parentElement)
            if (getComputedStyle(above).overflowX !== "visible") return true;
        return false;
    };
    const said = element =>
        `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
    const wide = [...document.querySelectorAll("body *")].filter(
        element => element.getBoundingClientRect().right > width + 0.5 && !isCut(element)).slice(-3).map(said);
    const targets = [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select")]
        .filter(element => element.checkVisibility({ visibilityProperty: true }))
        .filter(element => !element.closest(".unseen, .skip, dialog"))
        .map(element => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1);
    const centre = box => [box.x + box.width / 2, box.y + box.height / 2];
    const isSmall = box => box.width < 23.5 || box.height < 23.5;
    const isCrowded = (box, other) => {
        const [x, y] = centre(box);
        const apart = isSmall(other)
            ? Math.hypot(x - centre(other)[0], y - centre(other)[1]) - 12
            : Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom));
        return apart < 12;
    };
    const small = targets.filter(({ element, box }) =>
        isSmall(box) && getComputedStyle(element).display !== "inline" && targets.some(other =>
            other.element !== element && !element.contains(other.element) && !other.element.contains(element)
            && isCrowded(box, other.box))).map(({ element }) => said(element));
    return { reach: document.documentElement.scrollWidth - width, wide, small };
}"""
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
            # A busy machine may come between two steps of a story. What passed at its second try is named after the run.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def contexts_are_told(monkeypatch):
    tell_contexts(monkeypatch)


@pytest.fixture(scope="session")
def server():
    """What browsers talk to; see `tests.web.live`."""
    from tests.web.live import Server

    listening = Server()
    yield listening
    listening.close()


@pytest.fixture(scope="session")
def chromium(server):
    """One Chromium for all stories: the machine's own, or the one that Playwright installed.

    Without one the stories are skipped; where CI=true nobody would notice that, so there they fail.
    """
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        path = chromium_path(playwright.chromium.executable_path)
        if path is None:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW_TO_GET_ONE)
        server.give_way(playwright._loop)
        expect.set_options(timeout=STEP)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def chromium_path(installed_by_playwright: str) -> str | None:
    """The Chromium that the environment names, that of the machine, or the one that Playwright installed."""
    named = os.environ.get("HOSHIN_CHROMIUM")
    if named:
        return named
    found = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    return found or (installed_by_playwright if Path(installed_by_playwright).exists() else None)


@pytest.fixture(scope="session")
def window(chromium, server):
    """One page for all stories, which is cheaper than a new one for each, and what is wrong with it."""
    context = chromium.new_context(base_url=server.url, viewport=DESK)
    context.set_default_timeout(STEP)
    opened, faults = context.new_page(), []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return opened, faults


@pytest.fixture
def page(request, db, window, server):
    """A page of a stranger, 1280 × 900; errors of server, scripts and content security policy fail the story."""
    # The server answers at the instant at which the story begins.
    if "november" in request.fixturenames:
        request.getfixturevalue("november")
    opened, faults = window
    opened.set_viewport_size(DESK)
    opened.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    with server.story():
        yield opened
        opened.goto(WAITING)
        opened.context.clear_cookies()
        opened.mouse.move(0, 0)
    # The server tells its own: a browser would tell of each of the forty files of a page, which takes longer than the page.
    found, faults[:], server.broken[:] = [*faults, *server.broken], [], []
    assert found == []


@pytest.fixture
def signed_in(page, server):
    """`signed_in(user)` is the page with that user's session."""

    def sign_in(user):
        page.context.add_cookies([session_of(user, server)])
        return page

    return sign_in


@pytest.fixture
def window_of(page, chromium, server):
    """`window_of(user, **options)`: a page of that user in a window of its own, with the options of a context."""
    contexts = []

    def opened(user, **options):
        contexts.append(chromium.new_context(base_url=server.url, **options))
        contexts[-1].set_default_timeout(STEP)
        contexts[-1].add_cookies([session_of(user, server)])
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def session_of(user, server) -> dict[str, str]:
    """The cookie with which a browser is signed in."""
    client = Client()
    client.force_login(user, backend="hoshin.notices.signed_in.WithUnread")
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": server.url}


@pytest.fixture(scope="session")
def violations():
    """`violations(page)`: what axe finds wrong with a page, as sentences; with `is_all=False` by its colours alone."""

    sound: set[str] = set()

    def found(page, *, is_all: bool = True) -> list[str]:
        page.evaluate(LOADED, AXE)
        answer = page.evaluate(ASK_AXE, {"colours": COLOURS, "isAll": is_all, "sound": ",".join(sound)})
        if not answer["faults"]:
            sound.update(answer["looks"])
        return answer["faults"]

    return found


@pytest.fixture(scope="session")
def sound(violations):
    """`sound(page)`: no finding of axe and no sideways scrolling, light and dark at a desk, dark on a phone.

    The contrasts of a phone in the light are those of the desk.
    """

    def fits(page, shown: str, width: int) -> None:
        found = page.evaluate(FITTING)
        assert found["reach"] <= 0, f"{shown}: {found['reach']} pixels too wide at {width}: {found['wide']}"
        assert width > 390 or found["small"] == [], f"{shown}: too small to tap at {width}: {found['small'][:5]}"
        broken = page.evaluate(BROKEN_WORDS) if width > 320 else []
        assert broken == [], f"{shown}: words broken at {width}: {broken[:5]}"
        narrow = page.evaluate(STACKED_AND_NARROW)
        assert narrow == [], f"{shown}: cells that stand below each other are narrow at {width}: {narrow[:3]}"

    def check(page, name: str = "") -> None:
        shown = name or page.url
        for width, theme, is_all in ((1280, "light", True), (1280, "dark", False), (390, "dark", True)):
            page.set_viewport_size({"width": width, "height": 900})
            # What is drawn over a moment would be looked at half-way.
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            where = f"{shown}, {width}, {theme}"
            assert violations(page, is_all=is_all) == [], where
            _kept(page, where)
            if is_all:
                fits(page, shown, width)
        for width in OTHER_WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            fits(page, shown, width)
        assert page.locator("h1").count() == 1, f"{shown}: one heading of the first level"
        assert page.evaluate(TWICE) == [], f"{shown}: ids that stand twice"

    return check


def _kept(page, name: str) -> None:
    """A picture for people to look at, where HOSHIN_SCREENSHOTS names a folder."""
    folder = os.environ.get("HOSHIN_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{re.sub('[^a-zA-Z0-9]+', '-', name)}.png", full_page=True)
