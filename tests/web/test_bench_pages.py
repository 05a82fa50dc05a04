"""The pages that `make bench` measures are there, and ask little, in the smallest organisation in which it does."""

import pytest
from bench.pages import LIMIT_QUERIES
from bench.product import PAGES

# Over the limit, as the bench says too: each kind of answer is looked for by a statement of its own.
OVER = {"/find": LIMIT_QUERIES + 3, "/": LIMIT_QUERIES + 1}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_measured_asks_little(
    generated_world, november, olga, client, page, django_assert_max_num_queries
):
    client.force_login(olga, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(OVER.get(page.partition("?")[0], LIMIT_QUERIES)):
        assert client.get(page).status_code == 200
