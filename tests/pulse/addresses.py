"""Who sends surveys, and who answers: in the table Carl alone is a person, and he was asked nothing."""

from tests.web.access_lines import IN, Line, everybody

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OFFICE = {"administrator", "office"}
OPERATIONS = {
    ("get", "/surveys"): EVERYONE,
    ("post", "/surveys"): OFFICE,
    ("get", "/surveys/{survey}"): EVERYONE,
    ("post", "/surveys/{survey}/close"): OFFICE,
    ("get", "/planned-surveys"): EVERYONE,
    ("post", "/planned-surveys"): OFFICE,
    ("get", "/planned-surveys/{planned}"): OFFICE,
    ("patch", "/planned-surveys/{planned}"): OFFICE,
    ("delete", "/planned-surveys/{planned}"): OFFICE,
}
BODIES = {
    "/surveys": {"name": "How are we?", "survey": "engagement", "closes_on": "2026-12-04"},
    "/surveys/{survey}/close": {},
    "/planned-surveys": {
        "name": "How are we?",
        "survey": "engagement",
        "opens_on": "2026-12-01",
        "closes_on": "2026-12-14",
    },
    "/planned-surveys/{planned}": {"name": "How are we now?"},
}

LINES = {
    "surveys": everybody(),
    "survey_new": Line((IN, 403, 403, 200, 200)),
    "survey": everybody(status=404, code="no_link"),
    "survey_close": everybody(status=404, method="post", code="no_link"),
    "survey_answer": everybody(status=404, code="no_link"),
    "questionnaires": Line((IN, 403, 403, 200, 200)),
    "questionnaire_new": Line((IN, 403, 403, 200, 200)),
    "questionnaire": everybody(status=404, code="no_link"),
    "questionnaire_test": Line((IN, 403, 403, 404, 404), arguments={"code": "no_link"}),
    "questionnaire_remove": everybody(status=404, method="post", code="no_link"),
    "survey_planned": Line((IN, 403, 403, 404, 404), arguments={"code": "no_link"}),
    "survey_planned_change": Line((IN, 403, 403, 404, 404), arguments={"code": "no_link"}),
    "survey_call_off": Line((IN, 403, 403, 404, 404), method="post", arguments={"code": "no_link"}),
    "survey_unit": everybody(status=404, code="no_link", place="no_link"),
    "survey_replies": everybody(),
    "survey_comment": everybody(status=404, code="no_link", place="no_link", mark="no_link"),
    "survey_plan_new": everybody(status=404, code="no_link", place="no_link"),
    "survey_plan": everybody(status=404, code="no_link"),
    "survey_plan_conclude": everybody(status=404, method="post", code="no_link"),
    "question_new": everybody(status=404, code="no_link"),
    "question": everybody(status=404, code="no_link", question="no_link"),
    "question_move": everybody(status=404, method="post", code="no_link", question="no_link"),
    "question_remove": everybody(status=404, method="post", code="no_link", question="no_link"),
}
LOOKS = {
    "/surveys": "vera",
    "/surveys/replies": "vera",
    "/surveys/new": "olga",
    "/surveys/own": "olga",
    "/surveys/own/engagement/test": "olga",
}
