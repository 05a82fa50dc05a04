import pytest
from tests.web.test_access import *  # noqa
from tests.web import test_access as t
MINE = [n for n in t.TABLE if n.startswith(("exchange", "transfer", "template"))]
del test_every_address_stands_in_the_table, test_who_may_open_what
@pytest.mark.parametrize("role", t.ROLES)
def test_mine(things, ada, olga, carl, vera, role):
    user = {"viewer": vera, "contributor": carl, "office": olga, "administrator": ada}.get(role)
    assert [s for n in MINE for s in t.faults(n, role, user, things)] == []
