"""Who opens the pages of risks, and calls their operations: in that table Carl owns one that everybody sees."""

from tests.web.access_lines import contributor, everybody, office

EVERYONE = {"administrator", "office", "contributor", "viewer"}
WRITERS = {"administrator", "office", "contributor"}
OFFICE = {"administrator", "office"}
_ONE, _CATEGORY = "/risks/{risk}", "/risk-categories/{risk_category}"
OPERATIONS = {
    ("get", "/risks"): EVERYONE,
    ("post", "/risks"): WRITERS,
    ("get", "/risk-map"): EVERYONE,
    ("get", _ONE): EVERYONE,
    ("patch", _ONE): WRITERS,
    ("delete", _ONE): WRITERS,
    ("post", f"{_ONE}/assessments"): WRITERS,
    ("post", f"{_ONE}/controls"): WRITERS,
    ("post", f"{_ONE}/indicators"): WRITERS,
    ("post", f"{_ONE}/close"): WRITERS,
    ("post", f"{_ONE}/reopen"): WRITERS,
    ("get", "/risk-categories"): EVERYONE,
    ("post", "/risk-categories"): OFFICE,
    ("patch", _CATEGORY): OFFICE,
    ("delete", _CATEGORY): OFFICE,
    ("get", f"{_CATEGORY}/losses"): EVERYONE,
}
BODIES = {
    "/risks": {"code": "R9", "name": "The hotline fails", "objectives": ["GROW"]},
    _ONE: {"name": "The hotline is down"},
    f"{_ONE}/assessments": {
        "likelihood_before": 4,
        "impact_before": 4,
        "likelihood": 3,
        "impact": 3,
        "reason": "Two outages last year.",
    },
    f"{_ONE}/controls": {"controls": [{"name": "Calls are rerouted"}]},
    f"{_ONE}/indicators": {"indicators": []},
    f"{_ONE}/close": {"because": "It passed."},
    f"{_ONE}/reopen": {},
    "/risk-categories": {"code": "RC9", "name": "Service", "appetite": 9},
    _CATEGORY: {"appetite": 12},
}
LINES = {
    "risks": everybody(),
    "risk": everybody(status=404, code="objective"),
    "risk_new": contributor(),
    "objective_risks": everybody(pk="objective_id"),
    "risk_categories": everybody(),
    "risk_category_new": office(),
    "risk_category": everybody(status=404, code="objective"),
    "risk_category_remove": office(status=302, method="post", pk="no_link"),
    **{
        name: everybody(status=404, method=method, pk="no_link")
        for name, method in (
            ("risk_edit", "get"),
            ("risk_assess", "post"),
            ("risk_controls", "post"),
            ("risk_indicators", "post"),
            ("risk_close", "post"),
            ("risk_reopen", "post"),
            ("risk_remove", "post"),
            ("risk_history", "get"),
        )
    },
}
LOOKS = {"/risks": "olga", "/risks/new": "olga", "/risks/categories/new": "olga"}
