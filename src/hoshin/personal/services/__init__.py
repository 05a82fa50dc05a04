"""Everything that is done with the data of a person as a whole."""

from hoshin.personal.services.erasing import ask_to_erase, erase_at_once, require_erasable
from hoshin.personal.services.exporting import ask_for_data, write_data
from hoshin.personal.services.preview import ErasureLine, erasure_lines
from hoshin.personal.services.retention import keep_for

__all__ = [
    "ErasureLine",
    "ask_for_data",
    "ask_to_erase",
    "erase_at_once",
    "erasure_lines",
    "keep_for",
    "require_erasable",
    "write_data",
]
