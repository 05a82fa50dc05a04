"""All of an installation in a file and back again, while its server runs: users, tokens, trail and settings too."""

import http.client
import json
import zipfile

import pytest
from tests.faults.installation import SESSION, TOKEN, Installation, free_port, wait_for, wait_for_server
from tests.faults.prepared import with_small_plan
from tests.patience import PATIENCE

pytestmark = pytest.mark.slow
SETTINGS = """
from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.org.services import save_organisation
save_organisation(Actor.system(), name="Acme of the North", fiscal_year_start=4)
user = User.objects.get(email="rita@hoshin.test")
user.set_password("correct horse battery")
user.save()
from hoshin.commentary.services import add_file
from hoshin.measures.models import Measure
from hoshin.pulse.ballots import check_of
check_of("salt")
measure = Measure.objects.order_by("pk").first()
add_file(Actor.system(), thing=measure, name="contract.pdf", content=b"%PDF-1.7" + bytes(range(256)))
"""
ATTACHED = """
from hoshin.commentary.models import Attachment
print([(row.title, bytes(row.file.content).hex()) for row in Attachment.objects.all()])
"""
LATER = """
from hoshin.accounts.access import Actor
from hoshin.accounts.models import ApiToken, User
from hoshin.accounts.services import add_user, change_user, revoke_token
from hoshin.org.services import save_organisation
from hoshin.measures.models import Actual
save_organisation(Actor.system(), name="Somebody else", fiscal_year_start=1)
add_user(Actor.system(), name="Later", email="later@hoshin.test")
change_user(Actor.system(), user=User.objects.get(email="rita@hoshin.test"), name="Renamed")
for token in ApiToken.objects.all():
    revoke_token(Actor.system(), token=token)
"""
BROKEN = """
from pathlib import Path
from hoshin.accounts.access import Actor
from hoshin.backups import restore_backup
from hoshin.base.errors import HoshinError
for path in {paths!r}:
    try:
        restore_backup(Actor.system(), Path(path))
    except HoshinError as error:
        print(error)
"""
OVER = """
from pathlib import Path
from hoshin.backups import write_backup
from hoshin.base.errors import HoshinError
try:
    write_backup(Path({path!r}))
except HoshinError as error:
    print(error)
"""
TRAIL = """
from hoshin.accounts.access import Actor
from hoshin.audit.selectors import trail
print(chr(10).join(change.summary for change in trail(Actor.system()).changes[:3]))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    made = with_small_plan(tmp_path_factory.mktemp("backups") / "data")
    try:
        made.token = made.script(TOKEN).strip()
        made.script(SETTINGS)
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def backup(installation):
    path = installation.folder.parent / "backup.zip"
    installation.at_backup = state_of(installation)
    assert installation.run("backup", path) == 0
    return path


def state_of(installation):
    """Every row of every table, told by digests. What a server and its worker write of themselves is left out."""
    found = {}
    with installation.connection() as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            if not table.startswith(("procrastinate", "tasks_", "django_session", "django_migrations")):
                rows = "string_agg(row::text, chr(10) ORDER BY row::text)"
                [found[table]] = connection.execute(f"SELECT md5(coalesce({rows}, '')) FROM {table} row").fetchone()
        [found["next change"]] = connection.execute("SELECT last_value FROM audit_change_id_seq").fetchone()
    return found


def asked(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_what_was_written_is_there_again_while_the_server_runs(installation, backup):
    before = state_of(installation)
    port = free_port()
    server = installation.start("serve", "--bind", f"127.0.0.1:{port}")
    wait_for_server(port, server)
    session = installation.script(SESSION).strip()
    bearer = {"Authorization": f"Bearer {installation.token}"}
    assert asked(port, "/api/v1/measures", **bearer)[0] == 200
    installation.script(LATER)
    assert asked(port, "/api/v1/measures", **bearer)[0] == 401
    changed = state_of(installation)
    assert {"accounts_user", "accounts_apitoken", "org_organisation", "audit_change", "audit_entry"} <= {
        table for table in before if before[table] != changed[table]
    }

    assert installation.run("restore", backup) == 0
    after = state_of(installation)
    # The trail says that it was read back; a session opened after the backup is not there any more.
    assert {table for table in before if before[table] != after[table]} <= {"audit_change", "next change"}
    assert installation.script(TRAIL).splitlines()[0].startswith("The backup of ")
    wait_for(lambda: asked(port, "/api/v1/measures", **bearer)[0] == 200)
    assert asked(port, "/", Cookie=f"sessionid={session}")[0] == 302
    server.terminate()
    assert server.wait(timeout=PATIENCE) == 0


def test_the_ballot_key_is_in_no_backup_though_the_secret_key_is(installation, backup):
    """Who has answered a survey follows from it (decision 0060); so whoever has a backup alone cannot tell."""
    held = {name: (installation.folder / name).read_bytes() for name in ("ballot-key", "secret-key")}
    with zipfile.ZipFile(backup) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    there = {
        name: any(said in part for part in parts for said in (key, key.hex().encode())) for name, key in held.items()
    }
    assert there == {"ballot-key": False, "secret-key": True}


def test_a_backup_goes_into_an_empty_installation(installation, backup, tmp_path):
    other = Installation(tmp_path / "data")
    try:
        assert other.run("restore", backup) == 0
        before, after = installation.at_backup, state_of(other)
        assert {table for table in before if before[table] != after[table]} <= {"audit_change", "next change"}
        keys = [folder / "secret-key" for folder in (installation.folder, other.folder)]
        assert keys[0].read_bytes() == keys[1].read_bytes()
        assert keys[1].stat().st_mode & 0o077 == 0
        assert other.script(ATTACHED).strip() == str([("contract.pdf", (b"%PDF-1.7" + bytes(range(256))).hex())])
    finally:
        other.end()


def test_a_backup_is_checked_and_one_that_is_not_whole_changes_nothing(installation, backup, tmp_path):
    assert backup.stat().st_mode & 0o077 == 0
    assert installation.run("restore", backup, "--check") == 0
    before = state_of(installation)
    whole = backup.read_bytes()
    broken = {"cut": whole[:-2000], "none": b"no archive", "changed": whole.replace(b"PGDMP", b"PGDMQ", 1)}
    newer = tmp_path / "newer"
    with zipfile.ZipFile(backup) as archive, zipfile.ZipFile(newer, "w") as made:
        said = json.loads(archive.read("manifest.json"))
        said["migrations"].append("accounts.9999_from_the_future")
        made.writestr("manifest.json", json.dumps(said))
        for name in said["digests"]:
            made.writestr(name, archive.read(name))
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
    log = installation.folder.parent / "said.log"
    said_before = log.stat().st_size
    assert installation.run("restore", tmp_path / "cut") == 1
    refused = log.read_bytes()[said_before:].decode()
    assert "Traceback" not in refused
    paths = [str(tmp_path / name) for name in (*broken, "newer")]
    said = installation.script(BROKEN.format(paths=paths))
    assert state_of(installation) == before
    assert refused.count("cannot be used") == 1
    assert said.count("cannot be used") == 3
    assert "newer than this one" in said


def test_nothing_is_written_over(installation, backup):
    whole = backup.read_bytes()
    said = installation.script(OVER.format(path=str(backup)))
    assert "is there already" in said
    assert backup.read_bytes() == whole
