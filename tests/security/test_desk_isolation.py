"""Every address of the house against everybody: whoever has no business in Cangkuang sees and changes nothing of it.

Generated from the URL resolver. The world holds a canary in every place that could show one, and the people of the
village do see it: so what strangers do not see could have been there.
"""

import pytest
from django.conf import settings as django_settings
from django.contrib.admin import site
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from meetings import books
from meetings.models import Attendance
from sync.models import Sight
from tests.security import routes as declared
from tests.security.cast import OF_THE_VILLAGE, SHUT_OUT, STRANGERS, Cast, switch_off
from tests.security.routes import ADMIN, ANYBODY, DESK_CASES, address, sent
from tests.security.world import CANARY, build, everything_kept

ROUTES = {route.name: route for route in declared.routes()}
SIGN_IN = django_settings.LOGIN_URL
REFUSED = {403, 404, 405}
"""What names something of the village does not exist for strangers."""
NOTHING_THERE = {302, 403, 404, 405}
HEARD = {200, 302, 409, 422}


@pytest.fixture
def world(settings, tmp_path, db):
    """Cangkuang, full."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "m")}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()
    made = build(Cast())
    first, second = Attendance.objects.filter(village=made.village, meeting=made.meeting.id).order_by("id")[:2]
    made.names |= {"person": first.id, "other_person": second.id, "name": books.BOOKS[0].name}
    yield made
    cache.clear()


def browser_of(world, who):
    client = Client(headers={"Accept-Language": "id"})
    if who != "nobody":
        client.force_login(getattr(world.people, who).user)
    if who == "switched_off":
        switch_off(world.people.switched_off.user)
    return client


def read(answer):
    """All that an answer tells: its bytes and its headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace") + str(answer.headers) + str(answer.cookies)


def tells(text):
    return CANARY.lower() in text.lower()


def place_of(world, name):
    case = DESK_CASES.get(name) or ANYBODY[name]
    return address(ROUTES[name], case, world.names)


def desk():
    return [(name, DESK_CASES[name]) for name in sorted(ROUTES) if name in DESK_CASES]


def test_every_address_is_declared():
    ours = {name for name, route in ROUTES.items() if not route.pattern.startswith((ADMIN, "api/"))}
    ours |= {"api:api-root", "api:openapi-json"}

    assert sorted(ours - set(DESK_CASES) - set(ANYBODY)) == [], "declare in tests/security/routes.py whom it is for"
    assert sorted((set(DESK_CASES) | set(ANYBODY)) - ours) == [], "no such address any more"
    under = {name for name, route in ROUTES.items() if route.pattern.startswith("petugas/")}
    assert sorted(under - set(DESK_CASES) - {name for name in ANYBODY if name.startswith("entrance:")}) == []


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_sees_and_changes_nothing(world, who):
    client, before, faults = browser_of(world, who), everything_kept(), []

    for name, case in desk():
        place = place_of(world, name)
        for answer in (client.get(place), client.post(place, sent(case, world.names))):
            may = NOTHING_THERE | {200, 422} if case.lists else REFUSED
            if answer.status_code not in may or tells(read(answer)):
                faults.append((name, answer.request["REQUEST_METHOD"], answer.status_code, tells(read(answer))))

    assert faults == []
    assert {table for table, kept in everything_kept().items() if before[table] != kept} == set()


@pytest.mark.parametrize("who", SHUT_OUT)
def test_who_is_not_signed_in_is_asked_to(world, who):
    client, before, faults = browser_of(world, who), everything_kept(), []

    for name, case in desk():
        place = place_of(world, name)
        for answer in (client.get(place), client.post(place, sent(case, world.names))):
            asked = answer.status_code == 302 and answer["Location"].startswith(SIGN_IN)
            if not (asked or answer.status_code == 405) or tells(read(answer)):
                faults.append((name, answer.request["REQUEST_METHOD"], answer.status_code))

    assert faults == []
    assert everything_kept() == before


@pytest.mark.parametrize("who", OF_THE_VILLAGE)
def test_the_people_of_the_village_see_what_is_theirs_to_see(world, who):
    client, faults = browser_of(world, who), []

    for name, case in desk():
        answer = client.get(place_of(world, name))
        told = tells(read(answer))
        if who in case.sees:
            right = answer.status_code == 200 and told >= case.canary
        else:
            right = answer.status_code in (NOTHING_THERE | ({200} if case.lists else set())) and not told
        if not right:
            faults.append((name, answer.status_code, told))

    assert faults == []


NO_TRACE = {"waiting:phones", "waiting:phone", "tables:preview", "people:preview"}
"""Names of those in office, and tables that whoever looks brought along: no villager's words."""


@pytest.mark.parametrize("who", OF_THE_VILLAGE)
def test_whoever_is_shown_what_is_not_public_leaves_a_trace(world, who):
    client = browser_of(world, who)
    shown = {name for name, case in desk() if who in case.sees and case.canary} - NO_TRACE

    for name in shown:
        assert client.get(place_of(world, name)).status_code == 200

    user = getattr(world.people, who).user
    assert shown
    assert set(Sight.objects.filter(user=user, village=world.village).values_list("place", flat=True)) >= shown
    assert not Sight.objects.filter(user=user).exclude(village=world.village).exists()


@pytest.mark.parametrize("who", OF_THE_VILLAGE)
def test_only_those_whose_task_it_is_are_heard(world, who):
    client, faults = browser_of(world, who), []

    for name, case in desk():
        with transaction.atomic():  # each finds the village as it was
            answer = client.post(place_of(world, name), sent(case, world.names))
            transaction.set_rollback(True)
        if not case.lists and (answer.status_code in HEARD) != (who in case.acts):
            faults.append((name, answer.status_code))

    assert faults == []


def test_what_anybody_may_read_tells_no_secret(world):
    client, faults = browser_of(world, "nobody"), []

    for name in sorted(set(ROUTES) & set(ANYBODY)):
        answer = client.get(place_of(world, name))
        if answer.status_code >= 500 or tells(read(answer)):
            faults.append((name, answer.status_code))

    assert faults == []
    assert client.get(place_of(world, "board:publication")).status_code == 200
    assert client.get(place_of(world, "taking_part:coming")).status_code == 200
    assert client.get(place_of(world, "board:subject")).status_code == 404


def admin_places(world):
    for model in site._registry:
        info = model._meta.app_label, model._meta.model_name
        row = model._base_manager.order_by("pk").first()
        yield reverse("admin:{}_{}_changelist".format(*info))
        yield reverse("admin:{}_{}_add".format(*info))
        for page in ("change", "delete", "history"):
            yield reverse("admin:{}_{}_{}".format(*info, page), args=[row.pk if row else 1])
    yield reverse("admin:index")
    yield reverse("admin:jsi18n")


@pytest.mark.parametrize("who", ["nobody", "switched_off", *OF_THE_VILLAGE, *STRANGERS])
def test_the_administration_is_for_the_operators_alone(world, who):
    client, before, faults = browser_of(world, who), everything_kept(), []
    door = reverse("admin:login")

    for place in admin_places(world):
        for answer in (client.get(place), client.post(place)):
            sent_away = answer.status_code == 302 and answer["Location"].startswith(door)
            if not sent_away or tells(read(answer)):
                faults.append((place, answer.status_code))

    assert faults == []
    assert everything_kept() == before
