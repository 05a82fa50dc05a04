"""Who opens the pages of growth, and calls their operations: Carl alone is a person of that organisation."""

from tests.web.access_lines import everybody, office

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/competencies"): EVERYONE,
    ("get", "/competencies/{code}"): EVERYONE,
    ("get", "/job-roles"): EVERYONE,
    ("get", "/job-roles/{code}"): EVERYONE,
}
LINES = {
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
    "/growth": "nina",
    "/growth/needs": "nina",
    "/growth/people/8": "nina",
    "/growth/framework": "olga",
    "/growth/competencies/new": "olga",
    "/growth/roles/new": "olga",
}
