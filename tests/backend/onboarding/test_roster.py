"""Rina brings in the people of her kabupaten: everything or nothing, and twice changes nothing."""

from datetime import date, timedelta

import pytest
import time_machine

from backend.kernel.actor import Actor
from backend.kernel.problems import Forbidden
from backend.onboarding import roster
from backend.onboarding.form import FORM
from budgets.intake import columns, sheets
from budgets.intake.looks import ChangedMeanwhile, HasBad, What
from tests.backend.onboarding.conftest import table
from tests.factories.villages import assign, make_person, make_village
from villages import people
from villages.models import Assignment, PersonEvent, User
from villages.terms import Happened, Role

TODAY = date(2026, 11, 26)


def found(*rows):
    return columns.find(sheets.read(table(*rows)), FORM)


def take(rina, *rows):
    return roster.take(found(*rows), by=rina.actor)


def bad(rina, *rows):
    return [(one.row, one.column, one.why) for one in roster.look(found(*rows), by=rina.actor).bad]


@pytest.fixture(autouse=True)
def _today():
    """Thursday, 26 November 2026."""
    with time_machine.travel("2026-11-26T03:00:00+00:00", tick=False):
        yield


def test_people_and_what_they_are_assigned_to_come_in(rina, village, next_door):
    done = take(
        rina,
        "Hj. Siti Aminah, S.Pd.;;Pendamping Desa;32.05.09.2006; 1/12/2026;31/12/2027;0812-3456-7890",
        "Dadang Suherman;dadang;sekdes;3205092005;;;",
        "Neni Rohaeni;;petugas kecamatan;32.05.09;;;",
        "Ujang Ruhiyat;;DPMD;3205;;;",
    )

    people = {
        one.user.username: (one.user.name, one.role, one.village_id, one.region_id, one.from_on, one.until_on)
        for one in Assignment.objects.exclude(user=rina.user).select_related("user")
    }
    assert people == {
        "siti.aminah": (
            "Hj. Siti Aminah, S.Pd.",
            *(Role.FACILITATOR, village.pk, None, date(2026, 12, 1), date(2027, 12, 31)),
        ),
        "dadang": ("Dadang Suherman", Role.VILLAGE_SECRETARY, next_door.pk, None, TODAY, None),
        "neni.rohaeni": ("Neni Rohaeni", Role.KECAMATAN_OFFICER, None, "32.05.09", TODAY, None),
        "ujang.ruhiyat": ("Ujang Ruhiyat", Role.KABUPATEN_OFFICER, None, "32.05", TODAY, None),
    }
    siti = User.objects.get(username="siti.aminah")
    assert (siti.phone, siti.has_usable_password()) == ("+6281234567890", False)
    assert [one.what for one in siti.events.order_by("pk")] == [Happened.REGISTERED, Happened.APPOINTED]
    assert {one.by_id for one in PersonEvent.objects.all()} == {rina.user.pk}
    assert [(what.value, count) for what, count in done.counts if count] == [("new", 4)]


def test_the_same_table_twice_changes_nothing(rina, village, next_door, time_machine_at):
    rows = (
        'Siti Aminah;;Pendamping Desa;"32.05.09.2006; 32.05.09.2005";;;',
        "Siti Aminah;;BPD;32.05.09.2006;;;0812 1111 2222",
        "Siti Aminah;;Sekdes;32.05.09.2005;;;0812 1111 2222",
        "Dadang;dadang;sekdes;32.05.09.2006;1/1/2020;31/12/2021;",
    )
    take(rina, *rows)
    before = _everything()
    with time_machine_at(timedelta(days=3)):
        again = take(rina, *rows)

    assert {step.what for step in again.steps} == {What.SAME}
    assert _everything() == before
    assert sorted(User.objects.values_list("username", flat=True)) == ["dadang", "rina", "siti.aminah", "siti.aminah2"]


def _everything():
    return sorted(Assignment.objects.values_list("pk", "until_on")), User.objects.count(), PersonEvent.objects.count()


def test_a_later_end_extends_and_an_earlier_one_ends(rina, village):
    take(rina, "Siti;siti;PD;32.05.09.2006;1/1/2026;31/12/2026;", "Dadang;dadang;sekdes;32.05.09.2006;1/1/2026;;")

    done = take(rina, "Siti;siti;PD;32.05.09.2006;;31/12/2027;", "Dadang;dadang;sekdes;32.05.09.2006;;30/11/2026;")

    assert [step.what for step in done.steps] == [What.CHANGED, What.CHANGED]
    ends = dict(Assignment.objects.exclude(user=rina.user).values_list("user__username", "until_on"))
    assert ends == {"siti": date(2027, 12, 31), "dadang": date(2026, 11, 30)}
    assert set(PersonEvent.objects.filter(what__in=[Happened.EXTENDED, Happened.ENDED]).values_list("what")) == {
        ("extended",),
        ("ended",),
    }


def test_every_bad_cell_is_named_and_nothing_comes_in(rina, village, tasik):
    make_village("32.06.01.2001", "Cipatujah")
    make_person("orang_jauh", "Orang Jauh")
    rows = (
        "Siti;;Pendamping Desa;32.05.09.2006;;;",
        ";;BPD;32.05.09.2006;;;",
        "Asep;;Lurah;32.05.09.2006;;;",
        "Asep;;BPD;32.05.09.9;;;",
        "Asep;;BPD;32.05.09.2999;;;",
        "Asep;;BPD;32.05.09;;;",
        "Asep;;BPD;32.06.01.2001;;;",
        "Asep;;BPD;32.05.09.2006;31/12/2026;1/12/2026;",
        "Asep;;BPD;32.05.09.2006;31/31/2026;;",
        "Asep;;BPD;32.05.09.2006;;;rahasia",
        "Asep;a b;BPD;32.05.09.2006;;;",
        "Asep;orang_jauh;BPD;32.05.09.2006;;;",
        "Siti;;Pendamping Desa;32.05.09.2006;;;",
    )

    complaints = bad(rina, *rows)

    assert [(row, column) for row, column, _why in complaints] == [
        (3, "A (Nama lengkap)"),
        (4, "C (Peran)"),
        (5, "D (Kode wilayah)"),
        (6, "D (Kode wilayah)"),
        (7, "D (Kode wilayah)"),
        (8, "D (Kode wilayah)"),
        (9, "F (Sampai)"),
        (10, "E (Mulai)"),
        (11, "G (Nomor telepon)"),
        (12, "B (Nama pengguna)"),
        (13, "B (Nama pengguna)"),
        (14, "D (Kode wilayah)"),
    ]
    assert complaints[5][2] == "Cipatujah (32.06.01.2001) di luar wilayah yang Anda atur."
    with pytest.raises(HasBad):
        take(rina, *rows)
    assert sorted(User.objects.values_list("username", flat=True)) == ["orang_jauh", "rina"]
    assert not Assignment.objects.exclude(user=rina.user).exists()


@pytest.mark.parametrize("who", ["siti", "bu_camat", "dpmd"])
def test_who_arranges_nobody_brings_nobody_in(who, request, village):
    somebody = request.getfixturevalue(who)

    assert [row for row, _column, _why in bad(somebody, "Baru;;PD;32.05.09.2006;;;")] == [2]
    with pytest.raises(HasBad):
        take(somebody, "Baru;;PD;32.05.09.2006;;;")


def test_a_person_of_another_kabupaten_is_neither_appointed_nor_named(rina, village, tasik):
    far = make_person("jauh", "Rahasia Namanya")
    assign(far, Role.FACILITATOR, make_village("32.06.01.2001", "Cipatujah"))

    complaints = bad(rina, "Jauh;jauh;PD;32.05.09.2006;;;")

    assert [row for row, _column, _why in complaints] == [2]
    assert "Rahasia" not in str(complaints)


def test_a_table_that_somebody_else_outran_is_looked_at_again(rina, village):
    shown = roster.look(found("Siti;siti;PD;32.05.09.2006;;;"), by=rina.actor)
    take(rina, "Siti;siti;PD;32.05.09.2006;;;")

    with pytest.raises(ChangedMeanwhile):
        roster.take(found("Siti;siti;PD;32.05.09.2006;;;"), by=rina.actor, seen=shown.digest)


def test_the_number_of_questions_does_not_grow_with_the_table(rina, village, django_assert_num_queries):
    few = found(*(f"Orang {number};;BPD;32.05.09.2006;;;" for number in "AB"))
    many = found(*(f"Orang {chr(65 + number)}x;;BPD;32.05.09.2006;;;" for number in range(20)))

    with django_assert_num_queries(6):
        roster.look(few, by=rina.actor)
    with django_assert_num_queries(6):
        roster.look(many, by=rina.actor)


def test_a_superuser_without_an_area_registers(village):
    root = make_person("root", is_superuser=True)
    roster.take(found("Siti;;PD;32.05.09.2006;;;"), by=Actor(root.pk, "Root"))

    assert User.objects.filter(username="siti").exists()


def test_nobody_registers_who_manages_nowhere(siti):
    with pytest.raises(Forbidden):
        people.register("baru", "Baru", by=siti.actor)
