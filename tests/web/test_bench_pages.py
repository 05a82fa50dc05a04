"""The pages that `make bench` measures are there, and ask little, in the smallest organisation in which it does."""

import pytest
from bench import foresight
from bench.foresight import fill
from bench.pages import LIMIT_QUERIES
from bench.product import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_measured_asks_little(
    generated_world, november, olga, client, page, django_assert_max_num_queries
):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    with django_assert_max_num_queries(LIMIT_QUERIES):
        assert client.get(page).status_code == 200


def test_pages_of_foresight_ask_little(generated_world, november, olga, client, django_assert_max_num_queries):
    fill(members=30, months=12)
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    for page in foresight.PAGES:
        with django_assert_max_num_queries(LIMIT_QUERIES, info=page):
            assert client.get(page).status_code == 200, page
