"""Who calls the operations of risks: in that table Carl owns one that everybody sees."""

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
