"""The embedded database runs for root, whose home is closed to the server's user, and for ordinary users."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from tests.embedded.installation import connect, kill_server_and_children, ordinary_user
from tests.patience import PATIENCE

from hoshin import embedded
from hoshin.embedded import server_user

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user"),
    pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks at processes through /proc"),
]


@pytest.fixture
def closed_home():
    """A home folder as /root is: nobody but root may enter it, nor the installation in it."""
    home = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="closed-home-"))
    home.chmod(0o700)
    yield home
    embedded.stop(home / ".local" / "hoshin")
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def nobody():
    """The ordinary user `nobody`, with an installation of their own."""
    place = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="installation-"))
    user = ordinary_user("nobody", place)
    if user is None:
        shutil.rmtree(place)
        pytest.skip("no Python of this version is within reach of the user nobody")
    yield user
    shutil.rmtree(place)


@pytest.fixture
def home(nobody):
    """The home folder of nobody."""
    place = Path(tempfile.mkdtemp(dir="/var/tmp", prefix="home-of-nobody-"))
    os.chown(place, nobody.uid, nobody.gid)
    yield place
    embedded.stop(place / "data")
    shutil.rmtree(place)


def test_root_uses_a_folder_in_a_home_that_is_closed_to_others(closed_home):
    folder = closed_home / ".local" / "hoshin"
    address = embedded.ensure_running(folder)
    now = embedded.status(folder)
    assert Path(f"/proc/{now.pid}").stat().st_uid != 0
    assert (folder / "postgres" / "PG_VERSION").exists()
    assert closed_home.stat().st_mode & 0o777 == 0o700
    assert os.readlink(f"/proc/{now.pid}/exe").startswith(tuple(map(str, server_user.COPY_FOLDERS)))
    with connect(address) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept values (7)")
    kill_server_and_children(now.pid)
    with connect(embedded.ensure_running(folder)) as connection:
        assert connection.execute("select n from kept").fetchone() == (7,)


def test_the_copied_programs_belong_to_root_and_nobody_else_may_change_them(closed_home):
    embedded.ensure_running(closed_home / ".local" / "hoshin", durable=False)
    program = Path(os.readlink(f"/proc/{embedded.status(closed_home / '.local' / 'hoshin').pid}/exe"))
    for path in [program, *list(program.parents)[:5]]:
        assert path.stat().st_uid == 0
        assert path.stat().st_mode & 0o022 == 0, path


def test_a_cluster_that_root_restored_from_a_copy_is_given_back_to_the_server_user(closed_home):
    folder = closed_home / ".local" / "hoshin"
    embedded.ensure_running(folder, durable=False)
    embedded.stop(folder)
    for path in [folder / "postgres", *(folder / "postgres").rglob("*")]:
        os.chown(path, 0, 0, follow_symlinks=False)
    connect(embedded.ensure_running(folder, durable=False)).close()


def test_an_ordinary_user_runs_the_server_under_its_own_name(nobody, home):
    start = nobody.start(home / "data")
    out, err = start.communicate(timeout=PATIENCE)
    assert start.returncode == 0, err
    socket_folder, pid = out.split()
    assert Path(f"/proc/{pid}").stat().st_uid == nobody.uid
    assert socket_folder == str(home / "data" / "socket")
    assert embedded.ensure_running(home / "data").host == socket_folder


def test_what_root_starts_for_an_ordinary_user_stays_usable_for_them(nobody, home):
    folder = home / "data"
    folder.mkdir(mode=0o700)
    os.chown(folder, nobody.uid, nobody.gid)
    embedded.ensure_running(folder, durable=False)
    running = embedded.status(folder).pid
    out, err = nobody.start(folder).communicate(timeout=PATIENCE)
    assert out.split()[1:] == [str(running)], err
    embedded.stop(folder)
    again = nobody.start(folder)
    _, err = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, err


def test_an_ordinary_user_is_told_that_the_folder_belongs_to_somebody_else(nobody, home):
    folder = home / "data"
    folder.mkdir(mode=0o700)
    start = nobody.start(folder)
    _, err = start.communicate(timeout=PATIENCE)
    assert start.returncode != 0
    assert "EmbeddedDatabaseError" in err
    assert "HOSHIN_DATA_DIR" in err
