"""Feedback names a competency by its name, which the form offers, and then shows in where somebody stands."""

import pytest
from django.test import Client

from hoshin.growth.selectors import skills_to_name, what_shows
from hoshin.org.services import change_person

pytestmark = pytest.mark.django_db


def test_feedback_is_offered_skills_and_what_the_role_expects(framework):
    vera, carl = framework.as_of("vera"), change_person(framework.as_of("olga"), person=framework.carl, skills=["Lean"])
    assert skills_to_name(vera, carl) == ["Lean", "Planning", "Clear writing"]
    client = Client()
    client.force_login(framework.users["vera"], backend="hoshin.notices.signed_in.WithUnread")
    page = client.get("/feedback/give?to=CARL").content.decode()
    assert '<option value="Clear writing">' in page
    client.post("/feedback/give?to=CARL", {"text": "Your note let us decide at once.", "skill": "clear writing"})
    [shown] = what_shows(framework.as_of("carl"), carl)
    assert (shown.competency, shown.feedback.text) == (framework.writing, "Your note let us decide at once.")
