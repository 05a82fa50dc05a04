"""A newcomer with a stopwatch: from an empty installation to a scored scorecard, by hand, in a browser.

Four perspectives, eight objectives, twelve measures with targets and a value each. Counted are clicks of the mouse and keys
other than the letters of what is written; a person reads and thinks besides. The second stretch are five values that are
late, by keyboard alone.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.databases import prepare
from bench.reporting import Line, parser_of, show
from tests.faults.installation import Installation, free_port, wait_for_server
from tests.web.conftest import chromium_path

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period

LIMIT_CLICKS, LIMIT_SECONDS = 100, 60.0
# As somebody types who does not type for a living.
LETTERS_A_SECOND = 4.0
PERSPECTIVES = {
    "Financial": (("Grow the business", 2), ("Spend wisely", 1)),
    "Customers": (("Be recommended", 2), ("Answer at once", 1)),
    "Processes": (("Deliver on time", 2), ("Get it right the first time", 1)),
    "People": (("Keep our people", 2), ("Learn every week", 1)),
}


class Hand:
    """A hand at mouse and keyboard that counts what it does."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks, self.keys, self.letters = page, 0, 0, 0

    def click(self, what: Any) -> None:
        what.click()
        self.clicks += 1

    def write(self, text: str, *keys: str) -> None:
        """Type, then press these keys."""
        self.page.keyboard.type(text)
        self.letters += len(text)
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    @property
    def seconds(self) -> float:
        """That the writing takes, at three keys or clicks in four seconds besides."""
        return self.letters / LETTERS_A_SECOND + (self.clicks + self.keys) * 4 / 3


def main() -> None:
    """Start from nothing, and tell."""
    parser = parser_of("bench.newcomer", __doc__)
    options = parser.parse_args()
    prepare()
    with TemporaryDirectory() as folder:
        installation = Installation(Path(folder) / "data")
        try:
            port = free_port()
            server = installation.start("serve", "--bind", f"127.0.0.1:{port}")
            wait_for_server(port, server)
            lines = list(_lines(f"http://127.0.0.1:{port}"))
        finally:
            installation.end()
    show(lines, as_json=options.json)


def _lines(address: str) -> Iterator[Line]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = chromium_path(playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 720})
        hand, begun = Hand(page), time.perf_counter()
        _set_up(hand)
        _write_plan(hand)
        _record(hand)
        detail = f"{hand.keys} keys besides {hand.letters} letters; {time.perf_counter() - begun:.0f} s without reading"
        yield Line("clicks from nothing to a scored scorecard", hand.clicks, "", LIMIT_CLICKS, detail)
        yield Line("minutes of a hand for it", hand.seconds / 60, "min")
        _keep_picture(page, "scorecard")
        late = Hand(page)
        _record_late(late)
        keys = late.keys + late.letters
        yield Line("five late values, keys", keys, "", None, "no click")
        yield Line("five late values, seconds of a hand", late.seconds, "s", LIMIT_SECONDS)
        browser.close()


def _set_up(hand: Hand) -> None:
    page = hand.page
    page.goto("/")
    hand.write("Northern Services", "Tab")
    hand.write("Maya Dorn", "Tab")
    hand.write("maya@north.example", "Tab")
    hand.write("maple-compass-2030", "Enter")
    page.wait_for_url("**/first-steps")
    hand.click(page.get_by_role("link", name="Write a plan"))


def _write_plan(hand: Hand) -> None:
    page = hand.page
    page.wait_for_url("**/plan/new")
    hand.write("Northern Services 2027", "Enter")
    page.wait_for_url("**/plan?plan=*")
    for name in PERSPECTIVES:
        field = page.get_by_label("Add a perspective")
        if not field.evaluate("field => field === document.activeElement"):
            hand.click(field)
        hand.write(name, "Enter")
        page.locator(".plan-section textarea").filter(has_text=name).wait_for()
    for perspective, objectives in PERSPECTIVES.items():
        hand.click(page.get_by_label(f"Add an objective to {perspective}"))
        for objective, _ in objectives:
            hand.write(objective, "Enter")
            page.locator(f'[data-name="{objective}"]').wait_for()
    for objectives in PERSPECTIVES.values():
        for objective, measures in objectives:
            hand.click(page.get_by_label(f"Add under {objective}", exact=True))
            field = page.locator(".menu[open]").get_by_label("New measure")
            if not field.evaluate("field => field === document.activeElement"):
                hand.click(field)
            if objective == "Grow the business":
                _keep_picture(page, "adding")
            for number in range(measures):
                name = f"{objective}, measured {number + 1}"
                hand.write(name, "Tab")
                hand.write("0", "Tab")
                hand.write("100", "Enter")
                page.locator(f'[data-name="{name}"]').wait_for()
            hand.write("", "Escape")


def _record(hand: Hand) -> None:
    page = hand.page
    hand.click(page.locator("details.rest > summary"))
    hand.click(page.get_by_role("link", name="Record values", exact=True))
    fields = page.locator('input[name^="value-"]:visible')
    fields.first.wait_for()
    count = fields.count()
    for number in range(count):
        hand.write(str(40 + 4 * number), "Enter" if number < count - 1 else "Control+Enter")
    page.get_by_text("No value is due").wait_for()
    hand.click(page.get_by_role("link", name="Scorecard", exact=True))
    page.locator("[data-row]").first.wait_for()


def _keep_picture(page: Any, name: str) -> None:
    """For people to look at, where HOSHIN_SCREENSHOTS names a folder."""
    if folder := os.environ.get("HOSHIN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"newcomer-{name}.png")


def _record_late(hand: Hand) -> None:
    """Five of a month that is long over."""
    page = hand.page
    page.goto(f"/values?period={Period.containing(clock.today(), Frequency.MONTHLY).shift(-4)}")
    page.locator('input[name^="value-"]:focus').wait_for()
    for number in range(5):
        hand.write(f"{51 + number}", "Enter" if number < 4 else "Control+Enter")
    page.locator("#toasts").get_by_text("5 values").first.wait_for()


if __name__ == "__main__":
    main()
