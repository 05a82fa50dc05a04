"""The product's settings for its tests: data of their own, and nothing that costs time without being looked at.

Whoever types `pytest` may have an installation, and its variables in the shell. Tests know neither: their data lies in
the checkout. Only HOSHIN_DATABASE_URL is heeded, where databases of their own are made beside the one it names.
"""

import os
import sys
from pathlib import Path
from zlib import crc32

from jinja2 import FileSystemBytecodeCache

# Where the shell forbids it, each process of a run would compile the same hundreds of files again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

DATA_DIR = Path(__file__).resolve().parents[1] / ".cache" / "test-data"
for name in [name for name in os.environ if name.startswith("HOSHIN_")]:
    if name not in ("HOSHIN_DATABASE_URL", "HOSHIN_CHROMIUM", "HOSHIN_SCREENSHOTS", "HOSHIN_UPDATE_SNAPSHOTS"):
        del os.environ[name]
os.environ["HOSHIN_DATA_DIR"] = str(DATA_DIR)

if not os.environ.get("HOSHIN_DATABASE_URL"):
    from hoshin import embedded

    # Started here it need not survive a power failure, which makes it a fast one.
    embedded.ensure_running(DATA_DIR, durable=False)

from hoshin.config.settings import *  # noqa: E402, F403

# Argon2 takes a tenth of a second for each of a thousand users; one story of accounts asks for it by name.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files as they lie in the source: nobody has collected them here.
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Every client of a test would look through all static files; browsers get theirs from the server of `tests.web.live`.
WHITENOISE_USE_FINDERS = False

# Each process of a run would compile the same hundred templates. How that is done stands in one file.
COMPILED = DATA_DIR / "templates" / f"{crc32((PACKAGE / 'web' / 'jinja.py').read_bytes()):x}"  # noqa: F405
COMPILED.mkdir(parents=True, exist_ok=True)
TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache(str(COMPILED))  # noqa: F405

# A server for browsers answers in threads that outlive a story; their connections must not.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
