"""Officers see the phones of their area and what they still hold; the server does not let go of one that owes."""

import pytest

from sync.models import Device
from tests.factories.villages import assign, make_person, make_region
from tests.phone import Phone
from villages.terms import Role

pytestmark = pytest.mark.django_db

PAGE = "/petugas/hp/"


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def office(client, bu_camat):
    client.force_login(bu_camat.user)
    return client


@pytest.fixture
def owing(siti):
    """Siti's phone, which said that it holds work; answers its row."""
    siti.phone.sync(unsent={"changes": 12, "files": 3})
    return Device.objects.get(user=siti.user)


def people_on(page):
    return [item.device.user.username for item in page.context["items"]]


def cut_off(phone, number, query=""):
    return phone.client.delete(f"/api/auth/devices/{number}{query}", headers=phone.headers)


# The API


@pytest.mark.parametrize("unsent", [{"changes": 12}, {"files": 3}, {"changes": 12, "files": 3}])
def test_a_phone_that_owes_is_not_forgotten(siti, unsent):
    other = Phone("siti", siti.phone.village)
    other.sync(unsent=unsent)

    refused = cut_off(siti.phone, other.number)

    told = {"unsent_changes": unsent.get("changes", 0), "unsent_files": unsent.get("files", 0)}
    assert (refused.status_code, refused.json()["code"]) == (409, "device_owes")
    assert {name: refused.json()[name] for name in told} == told
    assert other.post(other.request()).status_code == 200


def test_a_lost_phone_is_cut_off_whatever_it_owes(siti):
    other = Phone("siti", siti.phone.village)
    other.sync(unsent={"changes": 12})

    assert cut_off(siti.phone, other.number, "?lost=true").status_code == 204
    assert other.post(other.request()).json()["code"] == "device_revoked"


def test_a_phone_that_owes_nothing_any_more_is_forgotten(siti):
    other = Phone("siti", siti.phone.village)
    other.sync(unsent={"changes": 12})
    other.sync(unsent={"changes": 0})

    assert cut_off(siti.phone, other.number).status_code == 204


def test_cut_off_again_is_the_same(siti):
    other = Phone("siti", siti.phone.village)
    other.sync(unsent={"changes": 12})
    cut_off(siti.phone, other.number, "?lost=true")
    first = Device.objects.get(number=other.number).revoked_at

    assert cut_off(siti.phone, other.number).status_code == 204
    assert Device.objects.get(number=other.number).revoked_at == first


def test_found_again_it_signs_in_and_sends(siti, dadang, office, owing):
    siti.phone.record("note", title="Jalan")
    office.post(f"{PAGE}{owing.pk}/")
    siti.phone.token = ""

    siti.phone.sync(unsent={"changes": 0, "files": 0})

    assert siti.phone.outcomes() == ["applied"]
    assert not Device.objects.get(pk=owing.pk).owes


# The pages


def test_the_list_says_whose_phone_it_is_and_what_it_holds(office, owing):
    page = office.get(PAGE).content.decode()

    for text in ("Siti Aminah", "Cangkuang", "HP siti", ">12 catatan<", ">3 foto<", f"{PAGE}{owing.pk}/"):
        assert text in page


def test_those_who_owe_stand_first(office, siti, dadang, owing):
    dadang.phone.sync()
    lost = Phone("dadang", dadang.phone.village)
    lost.sync(unsent={"files": 5})
    Device.objects.filter(number=lost.number).update(revoked_at=owing.created, seen_at=owing.created)

    items = office.get(PAGE).context["items"]

    assert items[0].device == owing
    assert len(items) == 3


def test_it_is_found_by_the_name_of_the_person_or_the_village(office, siti, dadang, asep):
    for person in (siti, dadang, asep):
        person.phone.sync()

    found = {name: sorted(people_on(office.get(PAGE, {"cari": name}))) for name in ("DADANG", "lembang", "", "xyz")}

    assert found == {"DADANG": ["dadang"], "lembang": ["asep"], "": ["asep", "dadang", "siti"], "xyz": []}
    assert "Tidak ada orang atau desa dengan nama itu" in office.get(PAGE, {"cari": "xyz"}).content.decode()


def test_a_lost_phone_is_cut_off_and_its_row_says_so(office, owing, siti):
    shown = office.get(f"{PAGE}{owing.pk}/").content.decode()
    answer = office.post(f"{PAGE}{owing.pk}/", follow=True).content.decode()
    again = office.post(f"{PAGE}{owing.pk}/")

    assert "Yang belum terkirim disegel di HP itu" in shown
    assert "HP Siti Aminah dinyatakan hilang." in answer
    assert ">dinyatakan hilang</span>" in answer
    assert f"{PAGE}{owing.pk}/" not in answer
    assert again.status_code == 302
    assert siti.phone.post(siti.phone.request()).json()["code"] == "device_revoked"


def test_only_who_answers_for_the_person_cuts_the_phone_off(client, village, owing, siti, bu_camat, administrator):
    auditor = make_person("auditor", "Tuti Herawati")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)
    other = make_person("camat_lain", "Dede Yusuf")
    assign(other, Role.KECAMATAN_OFFICER, make_region("32.05.10", "Kadungora"))
    address = f"{PAGE}{owing.pk}/"
    found = {}
    for user in (auditor, other, siti.user, administrator.user):
        Device.objects.update(revoked_at=None)
        client.force_login(user)
        found[user.username] = (
            client.get(PAGE).status_code,
            client.get(address).status_code,
            client.post(address).status_code,
            Device.objects.get().revoked_at is not None,
        )

    assert found == {
        "auditor": (200, 200, 404, False),
        "camat_lain": (200, 404, 404, False),
        "siti": (403, 404, 404, False),
        "administrator": (200, 200, 302, True),
    }
    Device.objects.update(revoked_at=None)
    client.force_login(auditor)
    assert address not in client.get(PAGE).content.decode()
    assert "tidak memutuskan" in client.get(address).content.decode()


def test_somebody_who_stopped_recording_leaves_the_list_after_the_grace_time(office, owing, siti, end_assignment):
    end_assignment(siti, days_ago=60)
    within = people_on(office.get(PAGE))
    end_assignment(siti, days_ago=61)

    assert (within, people_on(office.get(PAGE))) == (["siti"], [])
    assert "Belum ada pencatat di wilayah Anda" in office.get(PAGE).content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(office, siti, how_many, django_assert_num_queries):
    for _number in range(how_many):
        Phone("siti", siti.phone.village).sync()

    with django_assert_num_queries(11):
        page = office.get(PAGE)

    assert len(page.context["items"]) == how_many
