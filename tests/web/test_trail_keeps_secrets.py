"""Passwords, digests and private text on every way to the trail: pages, histories, the API."""

from dataclasses import replace

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token, set_password
from hoshin.audit import tracked
from hoshin.audit.models import Change, Entry
from hoshin.audit.selectors import history, trail
from hoshin.strategy.services import add_objective, change_objective, create_plan

pytestmark = pytest.mark.django_db
SENTINEL = "zanzibar"


def test_passwords_and_digests_never_leave_the_database(client, ada, monkeypatch):
    """A sentinel in each secret, looked for in the trail's table and on every way to it."""
    admin = Actor.of(ada, "web")
    said = dict(tracked._declared())
    said["strategy_objective"] = replace(said["strategy_objective"], unsaid=("description",))
    monkeypatch.setattr(tracked, "_declared", lambda: said)
    objective = add_objective(admin, plan=create_plan(admin, code="P", name="Plan"), code="O1", name="Serve faster")
    password = f"{SENTINEL} horse battery"
    set_password(admin, old_password="correct horse battery", password=password)
    token, secret = create_token(admin, name="program")
    change_objective(admin, objective=objective, description=f"{SENTINEL} is private")
    ada.refresh_from_db()
    secrets = {SENTINEL, password, ada.password, token.digest, secret}
    kept = str(list(Entry.objects.filter(table__startswith="accounts").values("before", "after")))
    told = [kept, str(trail(admin)), str(history(admin, table="accounts_user", row=ada.pk))]
    client.force_login(ada, backend="hoshin.notices.signed_in.WithUnread")
    told += [client.get("/audit").content.decode(), client.get("/objectives/O1/history").content.decode()]
    told += [client.get(f"/audit/{pk}").content.decode() for pk in Change.objects.values_list("pk", flat=True)]
    answer = client.get("/api/v1/audit", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    told += [answer.content.decode()]
    # Something was told each time, or nothing was looked for.
    assert all("Ada Admin" in page for page in told[1:])
    assert [found for found in secrets for page in told if found in page] == []
