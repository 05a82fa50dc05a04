"""Who opens the pages of growth, and calls their operations: Carl alone is a person of that organisation."""

from datetime import date

from tests.web.access_lines import everybody, office

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.growth.services import (
    add_competency,
    add_development_action,
    add_job_role,
    add_learning_item,
    add_learning_session,
    ask_to_learn,
    open_promotion_case,
    post_opening,
)
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OFFICE = {"administrator", "office"}
OPERATIONS = {
    ("get", "/competencies"): EVERYONE,
    ("get", "/competencies/{competency}"): EVERYONE,
    ("get", "/job-roles"): EVERYONE,
    ("get", "/job-roles/{job_role}"): EVERYONE,
    ("get", "/learning"): EVERYONE,
    ("post", "/learning"): OFFICE,
    ("get", "/learning/{learning_item}"): EVERYONE,
    ("patch", "/learning/{learning_item}"): OFFICE,
    ("delete", "/learning/{learning_item}"): OFFICE,
    ("post", "/learning/{learning_item}/sessions"): OFFICE,
    ("post", "/learning/{learning_item}/requests"): {"contributor"},
    ("delete", "/learning-sessions/{learning_session}"): OFFICE,
    ("patch", "/learning-sessions/{learning_session}"): OFFICE,
    ("post", "/learning-requests/{asked_oneself}/session"): {"contributor"},
    ("get", "/learning-requests"): EVERYONE,
    ("post", "/learning-requests/{asked_below}/decision"): {"contributor"},
    ("post", "/learning-requests/{asked_oneself}/withdraw"): {"contributor"},
    ("get", "/people/{grower}/learning-records"): {"contributor"},
    ("post", "/people/{grower}/learning-records"): {"contributor"},
    ("get", "/people/{grower}/development"): {"contributor"},
    ("post", "/people/{grower}/development/aim"): {"contributor"},
    ("post", "/people/{grower}/development/actions"): {"contributor"},
    ("patch", "/development-actions/{development_action}"): {"contributor"},
    ("delete", "/development-actions/{development_action}"): {"contributor"},
    ("post", "/development-actions/{development_action}/done"): {"contributor"},
    ("get", "/openings"): EVERYONE,
    ("post", "/openings"): OFFICE,
    ("get", "/openings/{opening}"): EVERYONE,
    ("delete", "/openings/{opening}"): OFFICE,
    ("get", "/promotions"): EVERYONE,
    ("get", "/promotions/{promotion}"): {"contributor"},
    ("get", "/promotions/{promotion}/work"): {"contributor"},
    ("get", "/promotions/{promotion}/words"): {"contributor"},
    ("get", "/critical-roles"): EVERYONE,
    ("get", "/growth-reach"): EVERYONE,
}
BODIES = {
    "/learning": {"code": "L8", "name": "Chairing"},
    "/learning/{learning_item}": {"name": "Chairing"},
    "/learning/{learning_item}/sessions": {"starts_on": "2027-02-01", "seats": 9},
    "/learning/{learning_item}/requests": {"reason": "So"},
    "/learning-requests/{asked_below}/decision": {"is_approved": True},
    "/learning-requests/{asked_oneself}/withdraw": {},
    "/learning-requests/{asked_oneself}/session": {"session": None},
    "/learning-sessions/{learning_session}": {"seats": 6},
    "/people/{grower}/learning-records": {"item": "L1", "done_on": "2026-10-01"},
    "/people/{grower}/development/aim": {"aim": "To lead"},
    "/people/{grower}/development/actions": {"text": "Write two letters", "due_on": "2026-12-01"},
    "/development-actions/{development_action}": {"text": "Write three letters"},
    "/development-actions/{development_action}/done": {"outcome": "Two held"},
    "/openings": {
        "code": "OP2",
        "name": "Clerk",
        "unit": "NORTH",
        "role": "JR1",
        "text": "So",
        "closes_on": "2027-01-31",
    },
}
# Whose growth one may not see does not exist.
HIDDEN = dict.fromkeys(("/people/{grower}", "/learning-requests/{", "/development-actions/{", "/promotions/{"), True)
GROWN = ("/competencies/{", "/job-roles/{", "/learning", "/people/{grower}", "/development-actions", "/openings",
         "/promotions/{")  # fmt: skip


def grown(path):
    """What stands in the paths of growth: the framework, the catalogue, what Carl asks, plans, and proposes of Rika."""
    system, carl = Actor.system(), Person.objects.get(employee_id="P1")
    own = Actor.of(carl.user, "web")
    competency = add_competency(system, code="CW", name="Clear writing", level_1="Writes notes.")
    role = add_job_role(system, code="JR1", name="Clerk", job_family="Office", level="1")
    item = add_learning_item(system, code="L1", name="Conclusion first")
    session = add_learning_session(system, item=item, starts_on=date(2027, 3, 1), seats=5)
    found = {"competency": competency.code, "job_role": role.code, "learning_item": item.code, "grower": "P1"}
    found["learning_session"] = session.pk
    if path.startswith("/learning-requests/"):
        rika = User.objects.create(email="rika@hoshin.test", name="Rika Receiver", role="member")
        add_person(system, employee_id="P2", name=rika.name, user=rika, manager=carl)
        found["asked_below"] = ask_to_learn(Actor.of(rika, "web"), item=item).pk
        found["asked_oneself"] = ask_to_learn(own, item=item).pk
    if path.startswith("/development-actions"):
        step = add_development_action(own, person=carl, text="Write", due_on=date(2026, 12, 1))
        found["development_action"] = step.pk
    if path.startswith("/openings/"):
        north = Unit.objects.get(code="NORTH")
        said = {"unit": north, "role": role, "text": "Six files a day", "closes_on": date(2027, 1, 31)}
        found["opening"] = post_opening(system, code="OP1", name="Clerk", **said).code
    if path.startswith("/promotions/"):
        below = add_person(system, employee_id="P2", name="Rika Receiver", manager=carl)
        found["promotion"] = open_promotion_case(own, person=below, to_role=role).pk
    return found


LINES = {
    "promotions": everybody(),
    "succession": everybody(),
    "growth_screen": everybody(),
    "openings": everybody(),
    "opening": everybody(status=404, code="objective"),
    "opening_remove": everybody(status=404, method="post", code="objective"),
    "opening_edit": everybody(status=404, code="objective"),
    "learning": everybody(),
    "learning_for_me": everybody(),
    "learning_requests": everybody(),
    "learning_item": everybody(status=404, code="objective"),
    "learning_item_new": office(),
    "growth": everybody(),
    "growth_of": everybody(status=404, code="objective"),
    "growth_of_person": everybody(status=302, code="person"),
    "growth_needs": everybody(),
    "growth_framework": everybody(),
    "growth_starter": office(status=302, method="post"),
    "competency": everybody(status=404, code="objective"),
    "competency_new": office(),
    "job_role": everybody(status=404, code="objective"),
    "job_role_new": office(),
    **{
        name: everybody(status=404, method=method, pk="no_link")
        for name, method in (
            ("promotion", "get"),
            ("promotion_work", "get"),
            ("promotion_words", "get"),
            ("promotion_item", "post"),
            ("promotion_said", "post"),
            ("promotion_discuss", "post"),
            ("promotion_decide", "post"),
            ("promotion_item_remove", "post"),
            ("critical_role", "get"),
            ("critical_edit", "post"),
            ("successor_set", "post"),
            ("critical_remove", "post"),
            ("successor_remove", "post"),
            ("learning_item_edit", "get"),
            ("learning_item_remove", "post"),
            ("learning_session_add", "post"),
            ("learning_session", "get"),
            ("learning_attended", "post"),
            ("learning_session_edit", "get"),
            ("learning_session_remove", "post"),
            ("learning_session_choose", "post"),
            ("learning_ask", "post"),
            ("learning_decide", "post"),
            ("learning_withdraw", "post"),
            ("learning_learnt", "post"),
            ("growth_assess", "get"),
            ("growth_aim", "post"),
            ("growth_shown", "get"),
            ("growth_shown_remove", "post"),
            ("development_action_new", "get"),
            ("development_action", "get"),
            ("development_action_done", "post"),
            ("development_action_remove", "post"),
            ("competency_edit", "get"),
            ("competency_remove", "post"),
            ("job_role_edit", "get"),
            ("job_role_remove", "post"),
            ("career_move_set", "post"),
            ("career_move_remove", "post"),
        )
    },
}
LOOKS = {
    "/growth/promotions": "nina",
    "/growth/succession": "nina",
    "/growth/reach": "nina",
    "/growth/openings": "nina",
    "/growth/learning": "nina",
    "/growth/learning/new": "olga",
    "/growth/requests": "nina",
    "/growth": "nina",
    "/growth/needs": "nina",
    "/growth/people/8": "nina",
    "/growth/framework": "olga",
    "/growth/competencies/new": "olga",
    "/growth/roles/new": "olga",
}


GIVEN = dict.fromkeys(GROWN, grown)
# Whoever plans sessions finds those of a leaver with the entry; nobody inherits what is held by a person.
STAYS = {"growth.LearningSession.host": True}
