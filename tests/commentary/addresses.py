"""Who may read and write commentary, and who looks at it."""

from django.core.files.uploadedfile import SimpleUploadedFile
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
    ("get", "/measures/REV/attachments"): EVERYONE,
    ("get", "/objectives/GROW/attachments"): EVERYONE,
    ("post", "/measures/REV/links"): {"administrator", "office", "contributor"},
    ("post", "/objectives/GROW/links"): {"administrator", "office"},
    ("post", "/measures/REV/files"): {"administrator", "office", "contributor"},
    ("post", "/objectives/GROW/files"): {"administrator", "office"},
    ("get", "/attachments/{attachment}"): EVERYONE,
    ("get", "/attachments/{attachment}/file"): EVERYONE,
    ("delete", "/attachments/{attachment}"): {"administrator", "office", "contributor"},
}


def _filed():
    return {"file": SimpleUploadedFile("contract.pdf", b"%PDF-1.7"), "period": "2026-10"}


BODIES = {
    "/measures/REV/commentary": {"period": "2026-10", "happened": "An order slipped."},
    "/objectives/GROW/commentary": {"period": "2026-10", "why": "Strike"},
    "/measures/REV/links": {"address": "https://example.org/contract", "title": "Contract"},
    "/objectives/GROW/links": {"address": "https://example.org/plan"},
    "/measures/REV/files": _filed,
    "/objectives/GROW/files": _filed,
}
