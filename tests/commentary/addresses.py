"""Who may read and write commentary."""

EVERYONE = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/commentary"): EVERYONE,
    ("get", "/measures/REV/commentary"): EVERYONE,
    ("get", "/objectives/GROW/commentary"): EVERYONE,
    ("post", "/measures/REV/commentary"): {"administrator", "office", "contributor"},
    ("post", "/objectives/GROW/commentary"): {"administrator", "office"},
}
