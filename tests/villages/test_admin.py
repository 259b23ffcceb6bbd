from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import path, reverse

from tests.factories.villages import PASSWORD, assign, make_person, make_village
from villages.models import Assignment, LocalTerms, Publication, Region, RuleSet, User, Village
from villages.terms import Role

urlpatterns = [path("admin/", admin.site.urls)]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def root(db) -> Client:
    make_person("root", is_staff=True, is_superuser=True)
    client = Client()
    assert client.login(username="root", password=PASSWORD)
    return client


def page(model, what="changelist", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


@pytest.mark.parametrize("model", [User, Assignment, Region, Village, RuleSet, LocalTerms, Publication])
def test_every_list_opens_and_searches(root, siti, model):
    assert root.get(page(model)).status_code == 200
    assert root.get(page(model), {"q": "Cangkuang"}).status_code == 200


def test_a_village_shows_its_kecamatan_and_its_codes(root, village):
    assert "Leles, Kabupaten Garut" in root.get(page(Village)).content.decode()

    shown = root.get(page(Village, "change", village.pk)).content.decode()
    assert "32.05.09.2006" in shown


@pytest.mark.parametrize("model", [Region, Village, Publication])
def test_what_verbs_write_is_not_added_by_hand(root, model):
    assert root.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("model", [User, Village, Assignment])
def test_nobody_is_deleted(root, siti, model):
    row = model.objects.first()

    assert root.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def add_assignment(root, **fields):
    return root.post(page(Assignment, "add"), {"from_on": "2026-01-01", "until_on": "", **fields})


def test_an_assignment_is_added(root, village):
    iis = make_person("iis")

    assert add_assignment(root, user=iis.pk, role=Role.BPD, village=village.pk).status_code == 302

    assert Assignment.objects.get(user=iis).from_on == date(2026, 1, 1)


def test_an_assignment_that_overlaps_or_does_not_fit_says_so(root, siti, village):
    twice = add_assignment(root, user=siti.user.pk, role=Role.FACILITATOR, village=village.pk)
    nowhere = add_assignment(root, user=siti.user.pk, role=Role.BPD)

    assert "sudah bertugas dengan peran yang sama" in twice.content.decode()
    assert "tidak dapat ditugaskan di wilayah itu" in nowhere.content.decode()
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("how_many", [1, 3])
def test_lists_cost_the_same_for_many_rows(root, db, how_many, django_assert_num_queries):
    iis = make_person("iis")
    for number in range(how_many):
        assign(iis, Role.BPD, make_village(f"32.05.09.200{number}", f"Desa {number}"))

    with django_assert_num_queries(4):  # session, person, how many, the page
        assert root.get(page(Village)).status_code == 200
