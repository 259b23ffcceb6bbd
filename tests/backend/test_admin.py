"""The administration pages: every table opens, is searched and shows a row, in Indonesian, at a bounded price."""

from datetime import date, timedelta
from itertools import count
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.cache import cache
from django.db import connection, models
from django.db.models import CompositePrimaryKey
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import camel_case_to_spaces

from backend.admin import NOT_SHOWN
from backend.kernel import clock
from tests.factories.villages import PASSWORD, assign, make_person, make_village
from villages.models import Assignment, PersonEvent, Region, RuleSet, User, Village
from villages.terms import Happened, Role

OURS = ("villages", "sync", "meetings", "budgets")
A_PAGE = 50
MOST_QUERIES = 25
"""Sessions, the person, rights, counts, filters and the day tree; never one a row."""
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
numbers = count(1)


@pytest.fixture(autouse=True)
def _door(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture
def root(village) -> Client:
    make_person("root", "Akar", is_staff=True, is_superuser=True)
    client = Client()
    assert client.login(username="root", password=PASSWORD)
    return client


def page(model, what="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def value(field, village):
    """Something that fits a field of a made row."""
    number = next(numbers)
    if field.is_relation:
        return related(field.related_model, village)
    if field.choices:
        return field.choices[0][0]
    known = {
        "UUIDField": uuid4(),
        "DateTimeField": clock.now(),
        "DateField": clock.today(),
        "JSONField": {},
        "BooleanField": False,
        "BinaryField": b"x",
    }
    kind = field.get_internal_type()
    if kind in known:
        return known[kind]
    text = f"x{number}"
    return text[: field.max_length or 20] if kind in ("CharField", "TextField") else 2027


def related(model, village):
    if model is Village:
        number = next(numbers)
        return make_village(f"32.05.{10 + number // 900:02d}.2{number % 900 + 100}", "Desa Buatan")
    if model is Region:
        return Region.objects.get(pk="32.05")
    if model is User:
        return make_person(f"u{next(numbers)}")
    return made(model, village)


def made(model, village):
    """A row of any table, with what it must have."""
    if model in (Village, Region, User):
        return related(model, village)
    if model is Assignment:
        return assign(make_person(f"u{next(numbers)}"), Role.BPD, village)
    fields = {}
    for field in model._meta.concrete_fields:
        needed = not field.null and not field.has_default() and not field.blank
        if needed and not isinstance(field, models.AutoField | models.BigAutoField):
            fields[field.name] = value(field, village)
    fields |= EXTRA.get(model.__name__, dict)()
    row = model(**fields)
    row.save(force_insert=True)
    return row


def pair():
    first, second = sorted((uuid4(), uuid4()))
    return {"first": first, "second": second}


EXTRA = {
    "DailyDigest": lambda: {"leaves": {}, "day": date(2020, 1, 1) + timedelta(days=next(numbers))},
    "DoubleVerdict": lambda: (found := pair()) | {"kept": found["first"]},
    "TwinVerdict": pair,
    "Voice": lambda: {"meeting": uuid4()},
    "VillageCode": lambda: {"until_on": date(2026, 1, 1)},
    "RuleSet": lambda: {"year": 2000 + next(numbers), "quorum_numerator": 2, "quorum_denominator": 3},
    "TOTPDevice": lambda: {"name": "app"},
    "AccountCode": lambda: {"code": f"3.2.{next(numbers)}", "year_from": 2026},
    "VillageBudget": lambda: {"fiscal_year": 2027, "edition": 0},
}


def test_every_table_of_ours_is_there():
    """But for synced records, whose keys have two parts, and what is only reckoned from others."""
    missing = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and model not in admin.site._registry
        and model not in NOT_SHOWN
        and not isinstance(model._meta.pk, CompositePrimaryKey)
    ]

    assert missing == []


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_a_list_is_opened_searched_and_a_row_is_shown(root, village, model):
    rows = [made(model, village)]

    with CaptureQueriesContext(
        connection,
    ) as few:
        opened = root.get(page(model))
    searched = root.get(page(model), {"q": "Cangkuang"})
    shown = root.get(page(model, "change", rows[0].pk))
    history = root.get(page(model, "history", rows[0].pk))
    if model.__name__ not in ("LocalTerms",):
        rows += [made(model, village) for _more in range(A_PAGE - 1)]
    with CaptureQueriesContext(connection) as many:
        root.get(page(model))

    assert (opened.status_code, searched.status_code, shown.status_code, history.status_code) == (200,) * 4
    assert len(few) <= MOST_QUERIES
    assert len(many) <= len(few) + 1  # the tree of days looks once more where there are several


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_no_page_puts_a_whole_table_into_a_box(root, village, model):
    row = made(model, village)
    for _more in range(30):
        make_person(f"penuh{next(numbers)}")

    text = root.get(page(model, "change", row.pk)).content.decode()

    assert "penuh" not in text


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_table_has_an_indonesian_name_and_every_column_too(root, village, model):
    name = str(model._meta.verbose_name)
    if model._meta.app_label in OURS:
        assert name != camel_case_to_spaces(model.__name__)
    text = root.get(page(model)).content.decode()
    assert '<html lang="id"' in text
    if model._meta.app_label not in OURS:
        return
    english = {field.name.replace("_", " ").capitalize() for field in model._meta.concrete_fields if "_" in field.name}
    shown = root.get(page(model, "change", made(model, village).pk)).content.decode()
    assert [word for word in english if f">{word}<" in text or f">{word}:<" in shown] == []


def test_the_first_page_is_ordered_by_what_one_comes_for(root):
    text = root.get("/admin/").content.decode()

    titles = ["Menyiapkan kabupaten", "Orang dan cara masuk", "Wilayah dan desa", "Terbitan dan pemeriksaan", "Kiriman"]
    places = [text.index(title) for title in titles]
    assert places == sorted(places)
    assert "Lainnya" not in text


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_an_officer_without_rights_is_refused(bu_camat, client, model):
    client.force_login(bu_camat.user)

    for path in (page(model), page(model, "add"), "/admin/"):
        assert client.get(path, follow=True).status_code == 403


def test_who_is_not_signed_in_comes_through_the_desks_door(client, db):
    answer = client.get("/admin/villages/user/")

    followed = client.get(answer.headers["Location"])
    assert (answer.status_code, followed.status_code) == (302, 302)
    assert followed.headers["Location"] == "/petugas/masuk/?next=/admin/villages/user/"


def test_a_second_factor_that_is_required_is_required_here_too(root, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    answer = root.get("/admin/", follow=True)

    assert [place for place, _status in answer.redirect_chain][-1] == "/petugas/kunci-kedua/"


def test_what_is_changed_here_is_kept_about_the_person(root, siti, village):
    held = Assignment.objects.get(user=siti.user)

    root.post(
        page(Assignment, "change", held.pk),
        {
            "user": siti.user.pk,
            "role": held.role,
            "village": village.pk,
            "region": "",
            "from_on": "2020-01-01",
            "until_on": "2030-01-01",
        },
    )

    event = PersonEvent.objects.get(person=siti.user)
    assert (event.what, event.by.username, event.facts) == (Happened.CORRECTED, "root", {"fields": ["until_on"]})
    entry = LogEntry.objects.get(object_id=str(held.pk), action_flag=CHANGE)
    assert entry.user.username == "root"


def test_no_page_shows_a_digest_of_a_secret(root, siti, village, administrator):
    siti.phone.sign_in()
    device = apps.get_model("sync.Device").objects.get()

    text = root.get(page(type(device), "change", device.pk)).content.decode()

    assert device.digest not in text
    assert isinstance(device.pk, UUID)
    assert RuleSet.objects.count() == 0
