import pytest
from tests.web.test_plan_levels import plan, outline, browser  # noqa
pytestmark=[pytest.mark.django_db(transaction=True)]
def test_shot(outline):
    p=outline
    p.get_by_role("button", name="What counts for Goal 0", exact=True).click()
    p.get_by_label("Name of U0", exact=True).wait_for()
    p.get_by_role("button", name="What counts for Under 0", exact=True).click()
    p.get_by_label("Name of M0", exact=True).wait_for()
    p.screenshot(path="/tmp/shot1.png")
    p.set_viewport_size({"width":390,"height":700}); p.screenshot(path="/tmp/shot2.png")
    assert p.evaluate("document.documentElement.scrollWidth")<=390
