"""Who may read notices, choose what they are told, and read the mails that stay here."""

from tests.web.access_lines import administrator, everybody

EVERYONE = {"administrator", "office", "contributor", "viewer"}
LINES = {
    "notices": everybody(),
    "notices_bell": everybody(),
    "notices_read": everybody(status=302, method="post"),
    "notice_settings": everybody(),
    "notices_owed": everybody(status=404, kind="objective_kind"),
    "notice": everybody(status=404, number="no_link"),
    "mails": administrator(),
    "mail": administrator(status=404, day="objective_kind", name="objective_kind"),
}
LOOKS = {"/notices": "olga", "/notices/settings": "ada", "/mails": "ada"}
OPERATIONS = {
    ("get", "/notices"): EVERYONE,
    ("get", "/notices/owed"): EVERYONE,
    ("get", "/inbox"): EVERYONE,
    ("post", "/notices/read"): EVERYONE,
}
BODIES = {"/notices/read": {"notices": []}}
