"""What of a kabupaten is set up and what is next, in numbers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.onboarding.renewal import NEVER_CAME
from budgets.models import AccountCode, Ceiling
from budgets.terms import Ranah
from sync.models import Device
from villages import rules
from villages.models import Assignment, LocalTerms, Region, RuleSet, User, Village
from villages.terms import HOLDS_MUSDES, Level, Role


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to set up. ``of`` is 0 where nothing is counted against; ``needed``: without it nobody can work."""

    title: str | Promise
    done: int
    of: int
    unit: str | Promise
    address: str = ""
    action: str | Promise = ""
    needed: bool = True

    @property
    def complete(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.done >= self.of if self.of else self.done > 0

    @property
    def percent(self) -> int:
        """How far it is, 0-100."""
        return min(100, self.done * 100 // self.of) if self.of else 100 * (self.done > 0)


def items_of(kabupaten: Region) -> list[Item]:
    """The list for a kabupaten, in the order in which it is done. Twelve queries."""
    today = clock.today()
    year = today.year
    here = f"{kabupaten.code}."
    villages = Village.objects.filter(region__code__startswith=here, region__level__in=HOLDS_MUSDES)
    count = villages.count()
    kecamatans = Region.objects.filter(parent=kabupaten, level=Level.KECAMATAN, retired_in="")
    standing = _standing(today)
    people = User.objects.filter(is_active=True, pk__in=_inside(standing, kabupaten).values("user"))
    people_count = people.count()
    connected, recorders = _phones(standing, kabupaten)
    new = reverse("people:bring")
    listed = f"{reverse('people:index')}?wilayah={kabupaten.code}"
    return [
        Item(_("Desa dalam daftar wilayah"), count, 0, _("desa")),
        Item(
            _("Petugas kabupaten"),
            standing.filter(region=kabupaten, role=Role.KABUPATEN_OFFICER).values("user").distinct().count(),
            *(0, _("orang"), new, _("Tambah orang")),
        ),
        Item(
            _("Kecamatan yang ada petugasnya"),
            kecamatans.filter(_has(standing.filter(role=Role.KECAMATAN_OFFICER), region=OuterRef("pk"))).count(),
            *(kecamatans.count(), _("kecamatan"), new, _("Tambah orang")),
        ),
        Item(
            _("Desa yang ada pencatatnya"),
            villages.filter(_has(standing.filter(role__in=rules.RECORDERS), village=OuterRef("pk"))).count(),
            *(count, _("desa"), new, _("Masukkan dari tabel")),
        ),
        Item(
            _("Orang yang sudah pernah masuk"),
            people_count - people.filter(NEVER_CAME).count(),
            *(people_count, _("orang"), f"{listed}&keadaan=belum", _("Cetak slip masuk")),
        ),
        Item(
            _("Pencatat yang HP-nya sudah tersambung"),
            connected,
            recorders,
            *(_("orang"), reverse("waiting:phones"), _("Lihat HP")),
        ),
        Item(
            _("Sebutan daerah"),
            LocalTerms.objects.filter(kabupaten=kabupaten).count(),
            *(0, _("daftar"), reverse("people:terms", args=[kabupaten.code]), _("Tulis sebutan")),
            needed=False,
        ),
        Item(
            _("Aturan tahun ini"),
            *_rules(kabupaten, year),
        ),
        Item(
            _("Aturan tahun depan"),
            *_rules(kabupaten, year + 1),
            needed=False,
        ),
        Item(
            _("Kode kegiatan 90-99"),
            AccountCode.objects.filter(kabupaten=kabupaten, ranah=Ranah.FUNGSI).count(),
            *(0, _("kode"), reverse("tables:codes"), _("Beri nama kode")),
            needed=False,
        ),
        Item(
            _("Desa yang ada pagunya untuk tahun depan"),
            Ceiling.objects.filter(
                village__region__code__startswith=here, fiscal_year=year + 1, deleted_at__isnull=True
            )
            .values("village")
            .distinct()
            .count(),
            *(count, _("desa"), f"{reverse('tables:ceilings')}?tahun={year + 1}", _("Masukkan pagu")),
        ),
    ]


def _standing(today: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), from_on__lte=today, user__is_active=True
    )


def _inside(standing: QuerySet[Assignment], kabupaten: Region) -> QuerySet[Assignment]:
    here = f"{kabupaten.code}."
    return standing.filter(
        Q(region=kabupaten) | Q(region__code__startswith=here) | Q(village__region__code__startswith=here)
    )


def _has(assignments: QuerySet[Assignment], **at: OuterRef) -> Exists:
    return Exists(assignments.filter(**at))


def _phones(standing: QuerySet[Assignment], kabupaten: Region) -> tuple[int, int]:
    recorders = User.objects.filter(pk__in=_inside(standing, kabupaten).filter(role__in=rules.RECORDERS).values("user"))
    seen = recorders.filter(Exists(Device.objects.filter(user=OuterRef("pk"), seen_at__isnull=False)))
    return seen.count(), recorders.count()


def _rules(kabupaten: Region, year: int) -> tuple[int, int, str | Promise, str, str | Promise]:
    said = RuleSet.objects.filter(kabupaten=kabupaten, year=year).count()
    return said, 1, _("tahun"), reverse("people:rules", args=[kabupaten.code, year]), _("Tulis aturan")
