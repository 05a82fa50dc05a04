"""Which requests share threads, how large their bodies may be, and what those are answered that Django never sees."""

import json

from django.conf import settings

from hoshin.api.errors import MEDIA_TYPE, TITLES
from hoshin.serving import Lanes
from hoshin.web.errors import page_without_database

THREADS = 12
READS, WRITES, SIGN_INS = "read", "write", "sign-in"
_PLACES = {WRITES: 8, SIGN_INS: 2}
_SIGN_INS = ("/sign-in", "/password", "/profile/password", "/first-run")
_UPLOAD = "/exchange/upload"
# The largest upload, and what a form puts around its files.
_MOST_UPLOADED = 201_000_000
_MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1_000_000


def kind_of(method: str, path: str) -> str:
    """What a request does: those that write wait for each other, and those that sign in for the hashing of passwords."""
    if method in ("GET", "HEAD", "OPTIONS") or path == "/mcp":
        return READS
    return SIGN_INS if path.startswith(_SIGN_INS) else WRITES


def most_bytes(path: str) -> int:
    """How large the body of a request may be."""
    return _MOST_UPLOADED if path == _UPLOAD else _MOST


def refusal(status: int, sentence: str, path: str) -> tuple[str, bytes]:
    """The answer to a request that Django never sees: as JSON to a program, as a page to people."""
    if not path.startswith("/api/"):
        return "text/html; charset=utf-8", page_without_database(status, sentence).encode()
    code = {408: "too_slow", 413: "too_big", 503: "busy"}.get(status, "request")
    body = {"title": TITLES.get(status, "This did not work"), "status": status, "code": code, "message": sentence}
    return MEDIA_TYPE, json.dumps(body | {"problems": []}, ensure_ascii=False).encode()


LANES = Lanes(THREADS, _PLACES, kind_of)
