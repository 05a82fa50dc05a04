import os, pytest
from tests.web.a_plan import build_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_shot(signed_in, olga, office, november):
    build_plan(office)
    page = signed_in(olga)
    page.goto("/map")
    page.screenshot(path="/tmp/map_1280.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.screenshot(path="/tmp/map_390.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="dark")
    page.locator(".map-box a").nth(2).focus()
    page.screenshot(path="/tmp/map_dark.png")
