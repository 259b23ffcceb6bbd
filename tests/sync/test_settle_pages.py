"""The pages where an officer settles two differing entries, and admits or dismisses what came late."""

import pytest

from sync.models import Conflict, Held
from tests.factories.villages import assign, make_person, make_region
from tests.sync.toy import Note
from villages.terms import Role


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def office(client, bu_camat):
    """Bu Camat's browser."""
    client.force_login(bu_camat.user)
    return client


@pytest.fixture
def auditor(village):
    user = make_person("auditor", "Tuti Herawati")
    assign(user, Role.AUDITOR, village.region.parent.parent)
    return user


@pytest.fixture
def other_camat(db):
    user = make_person("camat_lain", "Dede Yusuf")
    assign(user, Role.KECAMATAN_OFFICER, make_region("32.05.10", "Kadungora"))
    return user


@pytest.fixture
def note(siti, dadang):
    """A note that both phones have."""
    made = siti.phone.record("note", title="Jalan", amount=1, secret="rahasia")
    siti.phone.sync()
    dadang.phone.sync()
    return made


@pytest.fixture
def conflict(siti, dadang, note):
    """Two amounts and two titles for one note."""
    siti.phone.change(note, amount=2, title="Jalan dusun")
    dadang.phone.change(note, amount=3, title="Jalan <b>desa</b>")
    siti.phone.sync()
    dadang.phone.sync()
    return Conflict.objects.get()


@pytest.fixture
def held(siti, note, end_assignment):
    """An amount that came after Siti's work had ended."""
    siti.phone.change(note, amount=9)
    end_assignment(siti, days_ago=5)
    siti.phone.sync()
    return Held.objects.get()


def version(office, address):
    return office.get(address).context["item"].version


def settle(office, conflict, **picks):
    address = f"/petugas/dua-catatan/{conflict.pk}/"
    return office.post(address, {"version": version(office, address), **picks}, follow=True)


# Two differing entries


def test_both_values_stand_side_by_side_with_who_said_them(office, conflict):
    listed = office.get("/petugas/dua-catatan/").content.decode()
    page = office.get(f"/petugas/dua-catatan/{conflict.pk}/").content.decode()

    assert f"/petugas/dua-catatan/{conflict.pk}/" in listed
    assert "Cangkuang" in listed
    for text in ("Jalan dusun", "Jalan &lt;b&gt;desa&lt;/b&gt;", "Siti Aminah", "Dadang Suherman", ">2<", ">3<"):
        assert text in page
    assert "konflik" not in page.lower()


def test_the_chosen_values_stand_and_reach_the_phone(office, conflict, siti, note):
    answer = settle(office, conflict, **{"field-amount": "offered", "field-title": "stored"})

    row = Note.objects.get()
    assert (row.amount, row.title) == (3, "Jalan dusun")
    assert Conflict.objects.get().settled_at is not None
    assert "Pilihan Anda disimpan" in answer.content.decode()
    siti.phone.sync()
    assert siti.phone.docs[note]["amount"] == 3


@pytest.mark.parametrize("picks", [{}, {"field-amount": "offered"}, {"field-amount": "x", "field-title": "stored"}])
def test_every_field_needs_a_choice(office, conflict, picks):
    answer = settle(office, conflict, **picks)

    assert answer.status_code == 422
    assert "Pilih satu dari dua catatan" in answer.content.decode()
    assert Conflict.objects.get().settled_at is None


def test_what_moved_on_meanwhile_is_looked_at_again(office, conflict, siti, note):
    shown = version(office, f"/petugas/dua-catatan/{conflict.pk}/")
    siti.phone.change(note, amount=7)
    siti.phone.sync()

    answer = office.post(
        f"/petugas/dua-catatan/{conflict.pk}/",
        {"version": shown, "field-amount": "offered", "field-title": "offered"},
    )

    assert answer.status_code == 409
    assert ">7<" in answer.content.decode()
    assert Note.objects.get().amount == 7


def test_what_was_settled_is_not_settled_again(office, conflict):
    picks = {"field-amount": "offered", "field-title": "stored"}
    settle(office, conflict, **picks)

    answer = office.post(f"/petugas/dua-catatan/{conflict.pk}/", picks)

    assert answer.status_code == 409
    assert office.get(f"/petugas/dua-catatan/{conflict.pk}/").status_code == 409
    assert Conflict.objects.count() == 1


@pytest.mark.parametrize(("pick", "stays"), [("stored", True), ("offered", False)])
def test_a_deletion_that_met_an_edit(office, siti, dadang, note, pick, stays):
    siti.phone.change(note, amount=2)
    dadang.phone.delete(note)
    siti.phone.sync()
    dadang.phone.sync()

    settle(office, Conflict.objects.get(), record=pick)

    assert (Note.objects.get().deleted_at is None) is stays
    assert Conflict.objects.get().settled_at is not None


@pytest.mark.parametrize(("pick", "amount"), [("stored", None), ("offered", 2)])
def test_an_edit_that_met_a_deletion(office, siti, dadang, note, pick, amount):
    dadang.phone.delete(note)
    siti.phone.change(note, amount=2)
    dadang.phone.sync()
    siti.phone.sync()

    settle(office, Conflict.objects.get(), record=pick)

    row = Note.objects.get()
    assert (None if row.deleted_at else row.amount) == amount


# Late changes


def test_a_late_change_is_shown_beside_what_stands(office, held):
    listed = office.get("/petugas/menunggu/").content.decode()
    page = office.get(f"/petugas/menunggu/{held.pk}/").content.decode()

    assert "Penugasan pencatat sudah berakhir" in listed
    assert "Siti Aminah" in page
    assert "<strong>9</strong>" in page


def test_what_is_admitted_stands(office, held):
    answer = office.post(f"/petugas/menunggu/{held.pk}/", {"decision": "admit", "reason": ""}, follow=True)

    assert "Catatan susulan diterima" in answer.content.decode()
    assert Note.objects.get().amount == 9
    assert Held.objects.get().decision == "admitted"


def test_what_is_dismissed_stays_out_with_its_reason(office, held, bu_camat):
    office.post(f"/petugas/menunggu/{held.pk}/", {"decision": "dismiss", "reason": "Sudah diperbaiki."})

    row = Held.objects.get()
    assert Note.objects.get().amount == 1
    assert (row.decision, row.decision_reason, row.decided_by) == ("dismissed", "Sudah diperbaiki.", bu_camat.user)


@pytest.mark.parametrize("form", [{"decision": "dismiss", "reason": " "}, {}])
def test_nothing_is_dismissed_without_a_reason(office, held, form):
    answer = office.post(f"/petugas/menunggu/{held.pk}/", form)

    assert answer.status_code == 422
    assert Held.objects.get().decision == ""


def test_a_decision_is_taken_once(office, held):
    office.post(f"/petugas/menunggu/{held.pk}/", {"decision": "admit"})

    answer = office.post(f"/petugas/menunggu/{held.pk}/", {"decision": "dismiss", "reason": "Salah."})

    assert answer.status_code == 409
    assert Held.objects.get().decision == "admitted"


# Who may


@pytest.mark.parametrize("which", ["conflict", "held"])
def test_only_officers_of_the_area_see_and_only_reviewers_decide(
    request, client, which, auditor, other_camat, siti, bu_camat
):
    row = request.getfixturevalue(which)
    address = f"/petugas/{'dua-catatan' if which == 'conflict' else 'menunggu'}/{row.pk}/"
    form = {"decision": "admit", "version": "1", "field-amount": "offered", "field-title": "offered"}
    found = {}
    for user in (auditor, other_camat, siti.user):
        client.force_login(user)
        found[user.username] = (client.get(address).status_code, client.post(address, form).status_code)

    assert found == {"auditor": (200, 404), "camat_lain": (404, 404), "siti": (404, 404)}
    client.force_login(auditor)
    assert "Anda dapat melihat, tetapi tidak memutuskan." in client.get(address).content.decode()
    assert Note.objects.get().amount != 9


def test_the_lists_hold_the_area_only(client, conflict, other_camat):
    client.force_login(other_camat)

    assert "Semua catatan sudah sama" in client.get("/petugas/dua-catatan/").content.decode()
    assert "Tidak ada catatan susulan" in client.get("/petugas/menunggu/").content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(office, siti, dadang, how_many, django_assert_num_queries):
    notes = [siti.phone.record("note", title=f"Catatan {number}", amount=1) for number in range(how_many)]
    siti.phone.sync()
    dadang.phone.sync()
    for note in notes:
        siti.phone.change(note, amount=2)
        dadang.phone.change(note, amount=3)
    siti.phone.sync()
    dadang.phone.sync()

    with django_assert_num_queries(12):  # two of them keep that it was shown
        page = office.get("/petugas/dua-catatan/").content.decode()

    assert page.count('href="/petugas/dua-catatan/') == how_many + 1
