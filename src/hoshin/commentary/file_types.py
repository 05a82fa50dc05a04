"""What kinds of files are known by their endings: how they are handed out, and how their content begins."""

_ZIPPED = (b"PK\x03\x04",)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
# By ending: the type, and how the content begins; text begins anyhow, and holds no zero byte. No browser runs any of these.
_KNOWN: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "csv": ("text/csv; charset=utf-8", ()),
    "txt": ("text/plain; charset=utf-8", ()),
    "docx": (f"{_OFFICE}wordprocessingml.document", _ZIPPED),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", _ZIPPED),
    "pptx": (f"{_OFFICE}presentationml.presentation", _ZIPPED),
}
# A document under a password is wrapped in the container of older programs.
_UNDER_PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_type(name: str) -> str:
    """How a file of this name is handed out: whatever is not known as plain bytes, so that no browser takes it for a page.

    >>> media_type("Plan.PDF"), media_type("page.html")
    ('application/pdf', 'application/octet-stream')
    """
    return _KNOWN.get(ending_of(name), ("application/octet-stream", ()))[0]


def is_what_it_says(name: str, content: bytes) -> bool:
    r"""Whether the content is of the kind that the ending of its name says; an ending that is not known says nothing.

    >>> is_what_it_says("plan.pdf", b"%PDF-1.7"), is_what_it_says("plan.pdf", b"MZ\x90"), is_what_it_says("a.dwg", b"x")
    (True, False, True)
    """
    ending = ending_of(name)
    if ending not in _KNOWN:
        return True
    _type, beginnings = _KNOWN[ending]
    if not beginnings:
        return b"\0" not in content or content.startswith(_TEXT_MARKS)
    if beginnings == _ZIPPED:
        beginnings = (*_ZIPPED, _UNDER_PASSWORD)
    return content.startswith(beginnings)


def ending_of(name: str) -> str:
    """What stands behind the last point of a name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""
