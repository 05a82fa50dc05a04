"""Writes what people say, and what they attach."""

from hoshin.commentary.services.attachments import add_file, add_link, keep_file, remove_attachment, upsert_links
from hoshin.commentary.services.commentary import upsert_commentaries, write_commentary

__all__ = [
    "add_file",
    "add_link",
    "keep_file",
    "remove_attachment",
    "upsert_commentaries",
    "upsert_links",
    "write_commentary",
]
