"""The cluster: the folder in which PostgreSQL keeps its data, and its programs run inside it.

Root and closed folders. PostgreSQL refuses to run as root, so root starts it as another user, who may not be
able to walk to the data folder (/root is 0700). Neither loosening folders that are not ours nor moving the
cluster away from where the user asked for it is acceptable. Instead the starting process, still root, changes
into the cluster and only then becomes the other user, and the server is told that its folder is
/proc/self/cwd. The kernel resolves that link to the open working directory without walking the path, and
PostgreSQL names all its files relative to its working directory. No permission of any folder changes, and the
data stays where it was asked for. The same device makes long paths harmless.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hoshin.embedded.errors import EmbeddedDatabaseError
from hoshin.embedded.server_user import POSTGRES_MAJOR, ServerUser

DATABASE = "hoshin"
APP_ROLE = "hoshin_app"
SUPERUSER = "postgres"


def cluster_of(folder: Path) -> Path:
    """Where the cluster of a data folder lies."""
    return folder / "postgres"


def create_cluster(folder: Path, user: ServerUser, programs: Path, durable: bool, say: Callable[[str], None]) -> None:
    """Made aside and renamed at the end, so that a start that is killed half-way leaves nothing half there."""
    cluster = cluster_of(folder)
    version = cluster / "PG_VERSION"
    if version.exists():
        _check_cluster(cluster, version.read_text().strip(), user)
        return
    if cluster.exists() and any(cluster.iterdir()):
        raise EmbeddedDatabaseError(
            f"{cluster} holds files but no database. Move them away, or name another folder with HOSHIN_DATA_DIR."
        )
    say(f"Creating the embedded database in {folder}")
    aside = folder / "postgres.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    if user.is_other:
        os.chown(aside, user.uid, user.gid)
        say(f"PostgreSQL does not run as root: the server runs as the user {user.name}")
    arguments: list[str | Path] = [programs / "initdb", "-U", SUPERUSER, "--encoding=UTF8"]
    arguments += ["--auth-local=trust", "--auth-host=reject", "--locale-provider=builtin"]
    arguments += ["--builtin-locale=C.UTF-8", "--locale=C"] + ([] if durable else ["--no-sync"])
    done = run(user, aside, arguments)
    if done.returncode != 0:
        raise EmbeddedDatabaseError(
            f"The embedded database could not be created in {folder}: {done.stderr.strip() or done.stdout.strip()}\n"
            "Mend that, or name another folder with HOSHIN_DATA_DIR."
        )
    if cluster.exists():
        cluster.rmdir()
    aside.rename(cluster)


def _check_cluster(cluster: Path, version: str, user: ServerUser) -> None:
    if version != str(POSTGRES_MAJOR):
        raise EmbeddedDatabaseError(
            f"{cluster} was written by PostgreSQL {version}, but this Hoshin brings PostgreSQL {POSTGRES_MAJOR}. "
            "Write a backup with the Hoshin that wrote it, and restore it into a new folder (HOSHIN_DATA_DIR)."
        )
    if user.is_other and cluster.stat().st_uid == 0:
        # A copy restored by root: PostgreSQL only opens a cluster that belongs to the user it runs as.
        for path in [cluster, *cluster.rglob("*")]:
            os.chown(path, user.uid, user.gid, follow_symlinks=False)
    if cluster.stat().st_uid == os.geteuid() or user.is_other:
        cluster.chmod(0o700)


def run(user: ServerUser, cluster: Path, command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs inside the cluster; see the module's text for why it is named so."""
    named = "/proc/self/cwd" if sys.platform == "linux" else str(cluster)
    rights: dict[str, Any] = {"user": user.uid, "group": user.gid, "extra_groups": []} if user.is_other else {}
    return subprocess.run(  # noqa: S603 – PostgreSQL's own programs
        [str(command[0]), "-D", named, *map(str, command[1:])],
        cwd=cluster,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
        start_new_session=True,
        env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"},
        **rights,
    )
