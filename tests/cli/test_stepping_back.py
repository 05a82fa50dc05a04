"""Long work of a command takes what pages leave of the processors."""

import os
import subprocess
import sys
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from hoshin.cli import stepping_back

STEPS_BACK = """
import os, django, click
django.setup()
from hoshin.cli.stepping_back import OWN_PROCESS, step_back
command = click.command()(step_back)
command([], standalone_mode=False)
before = os.getpriority(os.PRIO_PROCESS, 0)
command([], standalone_mode=False, obj=OWN_PROCESS)
print(before, os.getpriority(os.PRIO_PROCESS, 0))
"""


def test_a_command_steps_back_where_the_process_is_its_own():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hoshin.config.settings"}
    own = os.getpriority(os.PRIO_PROCESS, 0)
    said = subprocess.run(
        [sys.executable, "-c", STEPS_BACK], env=environment, capture_output=True, text=True, check=True
    )
    before, after = map(int, said.stdout.split())
    assert before == own
    assert after == max(own, stepping_back.BY)


@pytest.mark.django_db
@pytest.mark.skipif(settings.ENVIRONMENT.database is not None, reason="another database is on a machine of its own")
def test_what_the_embedded_database_does_for_it_steps_back_as_well():
    parameters = connection.get_connection_params()
    known = {name: parameters[name] for name in ("dbname", "host", "port", "user", "password") if name in parameters}
    with psycopg.connect(**known) as other:
        stepping_back._with_its_backend(connection=SimpleNamespace(connection=other))
        assert os.getpriority(os.PRIO_PROCESS, other.info.backend_pid) == stepping_back.BY
