"""A file with somebody's data, as it lies there once a worker has written it."""

from hoshin.base import clock
from hoshin.personal.models import DataExport
from hoshin.personal.places import new_file


def a_file_of(user):
    row = DataExport.objects.create(
        user=user, asker=user, asked_by=user.name, asked_at=clock.now(), done_at=clock.now(), key="of-the-test", size=2
    )
    new_file(row.key).write_bytes(b"PK")
    return row
