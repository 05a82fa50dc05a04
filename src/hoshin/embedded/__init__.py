"""An embedded PostgreSQL in a folder: started where it is not running, ended when nobody uses it.

A room of its own, that knows nothing of Hoshin: these few functions are all of it.
"""

from hoshin.embedded.errors import EmbeddedDatabaseError
from hoshin.embedded.folder import give_to_owner_of, prepare_folder
from hoshin.embedded.programs import dump, read_through, restore
from hoshin.embedded.server import DatabaseAddress, ServerStatus, ensure_running, status, stop

__all__ = [
    "DatabaseAddress",
    "EmbeddedDatabaseError",
    "ServerStatus",
    "dump",
    "ensure_running",
    "give_to_owner_of",
    "prepare_folder",
    "read_through",
    "restore",
    "status",
    "stop",
]
