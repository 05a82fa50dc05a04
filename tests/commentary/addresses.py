"""Who may read and write commentary, and who looks at it."""

from tests.web.access_lines import everybody, office

LINES = {
    "commentary": everybody(),
    "commentary_asked": everybody(status=302),
    "commentary_one": everybody(status=404, pk="no_link"),
    "said": everybody(status=302, kind="objective_kind", code="objective", period="period"),
    "attachment": everybody(status=404, pk="no_link"),
    "attachment_remove": everybody(status=404, method="post", pk="no_link"),
    "attach": office(kind="objective_kind", code="objective", period="period"),
    "comment": everybody(kind="objective_kind", code="objective", period="period"),
}
LOOKS = {
    "/commentary": "olga",
    "/commentary/{said}": "olga",
    "/commentary/measure/k1/2026-10": "olga",
    "/attachments/measure/k1/always": "olga",
}
EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/commentary"): EVERYONE,
    ("get", "/measures/REV/commentary"): EVERYONE,
    ("get", "/objectives/GROW/commentary"): EVERYONE,
    ("post", "/measures/REV/commentary"): {"administrator", "office", "contributor"},
    ("post", "/objectives/GROW/commentary"): {"administrator", "office"},
}
BODIES = {
    "/measures/REV/commentary": {"period": "2026-10", "happened": "An order slipped."},
    "/objectives/GROW/commentary": {"period": "2026-10", "why": "Strike"},
}
