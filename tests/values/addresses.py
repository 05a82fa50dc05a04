"""Who may open the grid of values, and who looks at it."""

from tests.web.access_lines import contributor

LINES = {"values": contributor()}
LOOKS = {"/values": "olga", "/values?period=2026-10": "olga", "/values?whose=own": "olga"}
