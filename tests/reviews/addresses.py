"""Who prepares reviews, and who writes: in the table Carl alone is a person, and nothing was launched."""

from tests.web.access_lines import IN, Line, everybody, office

LINES = {
    "reviews": everybody(),
    "review_cycle_new": office(),
    "review_formula": office(method="post"),
    "review_peers": everybody(),
    "review_peer_answer": everybody(status=404, method="post", pk="no_link"),
    "review_templates": office(),
    "review_template_new": office(),
    "review_template": office(status=404, pk="no_link"),
    "review_template_remove": office(status=404, method="post", pk="no_link"),
    "review_form": everybody(status=404, pk="no_link"),
    "review_form_save": everybody(status=404, method="post", pk="no_link"),
    "review_form_take_back": everybody(status=404, method="post", pk="no_link"),
    "review_form_hand_over": everybody(status=404, pk="no_link"),
    "review_evidence": everybody(status=404, pk="no_link"),
    "review_coach": everybody(method="post"),
    "review_cycle": everybody(status=404, code="no_link"),
    "review_cycle_edit": everybody(status=404, code="no_link"),
    "review_cycle_launch": everybody(status=404, method="post", code="no_link"),
    "review_cycle_remove": everybody(status=404, method="post", code="no_link"),
    "review_cycle_remind": everybody(status=404, method="post", code="no_link"),
    "review_cycle_try": Line((IN, 403, 403, 404, 404), arguments={"code": "no_link"}),
    "review_peers_name": everybody(status=404, code="no_link"),
    "review_cycle_close": everybody(status=404, method="post", code="no_link"),
    "review_cycle_release": everybody(status=404, code="no_link"),
    "review_forms_hand_over": everybody(status=404, code="no_link"),
    "review_results_csv": everybody(status=404, code="no_link"),
    "review_raters": everybody(status=404, code="no_link"),
    "calibration_questions": everybody(status=404, pk="no_link"),
    "review_screen": everybody(status=404, code="no_link"),
    "calibration_new": Line((IN, 403, 403, 404, 404), arguments={"code": "no_link"}),
    "calibration": everybody(status=404, pk="no_link"),
    "calibration_csv": everybody(status=404, pk="no_link"),
    "calibration_read": everybody(status=404, method="post", pk="no_link"),
    "calibration_propose": everybody(status=404, pk="no_link"),
    "calibration_decide": everybody(status=404, method="post", pk="no_link"),
    "review_acknowledge": everybody(status=404, method="post", pk="no_link"),
    "review_appeal_new": everybody(status=404, pk="no_link"),
    "review_appeal": everybody(status=404, pk="no_link"),
    "review_person": everybody(status=404, code="no_link", employee_id="person"),
}
LOOKS = {
    "/reviews": "vera",
    "/reviews/new": "olga",
    "/reviews/peers": "vera",
    "/reviews/templates": "olga",
    "/reviews/templates/new": "olga",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/reviews"): EVERYONE,
    ("get", "/reviews/waiting"): EVERYONE,
    ("get", "/reviews/results"): EVERYONE,
}
