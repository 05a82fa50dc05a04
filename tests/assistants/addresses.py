"""Who may open the page of assistants, and who looks at it."""

from tests.web.access_lines import everybody

LINES = {
    "assistants": everybody(),
    # A grant's secret lets in, and nothing else.
    "mcp": everybody(stranger=401, status=401, method="post"),
    "assistant_revoke": everybody(status=404, method="post", grant_id="no_link"),
}
LOOKS = {"/assistants": "olga"}
