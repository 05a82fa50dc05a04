"""Each column of the scorecard and of the lists says what it is: on its heading, and below the table for keyboards."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_every_column_explains_itself(client, year_world, olga):
    client.force_login(olga)
    for address, untold in (("/?plan=E", 0), ("/measures?plan=E", 1), ("/objectives?plan=E", 1)):
        html = client.get(address).content.decode()
        table = html[html.index('<table class="sticky named">') : html.index("</thead>")]
        headings = re.findall(r"<th\b([^>]*)>(.*?)</th>", table, re.S)
        told = [attributes for attributes, _text in headings if 'title="' in attributes]
        # The name of a list's rows is what the list is called.
        assert len(told) == len(headings) - untold > 4, address
        below = html[html.index("What the columns say") :]
        words = re.findall(r'title="([^"]*)"', table)
        assert all(said in below for said in words), address
