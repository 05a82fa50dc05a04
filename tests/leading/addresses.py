"""Who opens the page of leaders and announcements: in the table Carl alone is a person, and heads no unit."""

from tests.web.access_lines import IN, Line, everybody

LINES = {
    "leading": everybody(),
    "announcements": everybody(),
    "announcement": everybody(status=404, pk="no_link"),
    "announcement_new": Line((IN, 403, 403, 403, 403)),
    "announcement_edit": everybody(status=404, pk="no_link"),
    "announcement_remove": everybody(status=404, method="post", pk="no_link"),
    "announcement_ask": everybody(status=404, method="post", pk="no_link"),
    "announcement_answer": everybody(status=404, method="post", pk="no_link"),
}
LOOKS = {"/leading": "olga", "/announcements": "vera"}
