"""The product's settings for the reader of types: no database is started, no folder made, no variable heeded."""

import os

for name in [name for name in os.environ if name.startswith("HOSHIN_")]:
    del os.environ[name]
os.environ |= {
    "HOSHIN_DATA_DIR": "/nonexistent/hoshin",
    "HOSHIN_DATABASE_URL": "postgresql://nobody@localhost/none",
    "HOSHIN_SECRET_KEY": "the reader of types signs nothing at all",
}

from hoshin.config.settings import *  # noqa: E402, F403
