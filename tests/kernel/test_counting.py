"""Tries are counted from the first on, each name by itself, and forgotten when their time is over."""

import time

import pytest
from django.core.cache import cache
from redis.exceptions import RedisError

from backend.kernel.counting import one_more


@pytest.fixture(autouse=True)
def _forgetful():
    cache.clear()
    yield
    cache.clear()


def test_each_name_is_counted_by_itself():
    assert [one_more("siti", 60), one_more("siti", 60), one_more("dadang", 60)] == [1, 2, 1]


def test_the_span_begins_with_the_first_and_no_later_try_lengthens_it():
    assert one_more("siti", 1) == 1
    time.sleep(0.7)  # a shared cache counts real seconds
    assert one_more("siti", 1) == 2
    time.sleep(0.5)
    assert one_more("siti", 1) == 1


def test_a_span_that_ends_while_it_is_counted_begins_anew():
    assert [one_more("siti", 0), one_more("siti", 0)] == [1, 1]


def test_without_the_cache_the_caller_is_told(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }

    with pytest.raises(RedisError):
        one_more("siti", 60)
