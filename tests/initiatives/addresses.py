"""Who opens the pages of initiatives, and calls their operations: in that table Carl owns one that everybody sees."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.access_lines import contributor, everybody

EVERYONE = {"administrator", "office", "contributor", "viewer"}
WRITERS = {"administrator", "office", "contributor"}
_ONE, _STEP = "/initiatives/{initiative}", "/initiatives/{initiative}/milestones/{milestone}"
OPERATIONS = {
    ("get", "/initiatives"): EVERYONE,
    ("post", "/initiatives"): WRITERS,
    ("get", _ONE): EVERYONE,
    ("patch", _ONE): WRITERS,
    ("delete", _ONE): WRITERS,
    ("post", f"{_ONE}/status"): WRITERS,
    ("get", f"{_ONE}/milestones"): EVERYONE,
    ("post", f"{_ONE}/milestones"): WRITERS,
    ("patch", _STEP): WRITERS,
    ("delete", _STEP): WRITERS,
    ("post", f"{_STEP}/move"): WRITERS,
    ("get", f"{_ONE}/costs"): EVERYONE,
    ("post", f"{_ONE}/costs"): WRITERS,
    ("get", f"{_ONE}/baselines"): EVERYONE,
    ("post", f"{_ONE}/baselines"): WRITERS,
    ("get", "/roadmap"): EVERYONE,
    ("get", f"{_ONE}/files"): EVERYONE,
    ("post", f"{_ONE}/files"): WRITERS,
    ("get", "/initiative-files/{number}"): EVERYONE,
    ("delete", "/initiative-files/{number}"): WRITERS,
}


def filed():
    """The form of a file."""
    return {"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7"), "title": "The plan"}


BODIES = {
    "/initiatives": {"code": "I9", "name": "One number"},
    _ONE: {"name": "One desk for all"},
    f"{_ONE}/status": {"status": "stopped", "reason": "No use."},
    f"{_ONE}/milestones": {"name": "Closed", "due_date": "2027-06-01"},
    _STEP: {"completion": 0.5},
    f"{_STEP}/move": {"days": 7, "is_tried": False},
    f"{_ONE}/costs": {"period": "2026-10", "planned": 5.0},
    f"{_ONE}/baselines": {"note": "Board"},
    f"{_ONE}/files": filed,
}
LINES = {
    "initiatives": everybody(),
    "initiative": everybody(status=404, code="objective"),
    "initiative_new": contributor(),
    "files": everybody(status=404, kind="objective", code="objective"),
    "file_content": everybody(status=404, kind="objective", number="objective_id"),
    "file_remove": everybody(status=404, method="post", kind="objective", number="objective_id"),
    "objective_initiatives": everybody(pk="objective_id"),
    "roadmap": everybody(),
    "roadmap_slip": everybody(status=404, pk="no_link"),
    "roadmap_move": everybody(status=404, method="post", pk="no_link"),
    **{
        name: everybody(status=404, method=method, pk="no_link")
        for name, method in (
            ("initiative_edit", "get"),
            ("initiative_status", "post"),
            ("initiative_agree", "post"),
            ("initiative_remove", "post"),
            ("initiative_milestones", "post"),
            ("initiative_costs", "post"),
            ("initiative_history", "get"),
        )
    },
}
LOOKS = {"/initiatives": "olga", "/initiatives/new": "olga", "/roadmap": "olga"}
