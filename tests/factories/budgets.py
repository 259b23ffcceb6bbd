"""The APB Desa of a village, typed in as its secretary would."""

from dataclasses import dataclass, field
from datetime import date

from backend.kernel.actor import Actor
from budgets import codes
from budgets.keeping import editions, rows
from budgets.keeping.rows import LineSaid, WorkSaid
from budgets.models import BudgetLine, BudgetWork, VillageBudget
from tests.factories.meetings import JUTA, PIPES, ROAD
from villages.models import Village

YEAR = 2027
PERDES = "Perdes Cangkuang Nomor 7 Tahun 2026"
ADOPTED_ON = date(2026, 12, 30)


@dataclass
class Budget:
    """An edition with its activities by name and its lines by account."""

    edition: VillageBudget
    by: Actor
    works: dict[str, BudgetWork] = field(default_factory=dict)
    lines: dict[str, BudgetLine] = field(default_factory=dict)

    def work(self, code: str, name: str, **said) -> BudgetWork:
        self.works[name] = rows.add_work(self.edition, WorkSaid(code, name, **said), by=self.by)
        return self.works[name]

    def line(self, account: str, amount: int, source: str = "", work: str = "", name: str = "") -> BudgetLine:
        place = self.works.get(work)
        said = LineSaid(account, amount, source, name)
        self.lines[account] = rows.add_line(self.edition, place, said, by=self.by)
        return self.lines[account]

    @property
    def fresh(self) -> VillageBudget:
        return VillageBudget.objects.select_related("village__region").get(pk=self.edition.pk)

    def adopted(self) -> VillageBudget:
        return editions.adopt(self.fresh, by=self.by, seen=self.fresh.revision, reference=PERDES, on=ADOPTED_ON)


def start_budget(village: Village, by: Actor, year: int = YEAR) -> Budget:
    """An empty draft, the account codes in force."""
    codes.load()
    return Budget(editions.start(village, year, by=by), by)


def make_budget(village: Village, by: Actor, year: int = YEAR) -> Budget:
    """A draft that balances: 1,000 + 60 million in, 1,040 spent, 20 into BUM Desa."""
    made = start_budget(village, by, year)
    made.line("4.1.1.01", 50 * JUTA)
    made.line("4.2.1.01", 600 * JUTA)
    made.line("4.2.3.01", 350 * JUTA)
    made.line("6.1.1.01", 60 * JUTA, "DDS")
    made.line("6.2.2.01", 20 * JUTA)
    made.work("1.1.01", "Penghasilan Tetap dan Tunjangan Kepala Desa")
    made.line("5.1.1.01", 300 * JUTA, "ADD", "Penghasilan Tetap dan Tunjangan Kepala Desa")
    made.work("2.3.11", ROAD, place="Blok Cibodas", volume=450_000, unit="m")
    made.line("5.2.1.01", 40 * JUTA, "DDS", ROAD)
    made.line("5.3.5.03", 500 * JUTA, "DDS", ROAD)
    made.work("2.4.06", PIPES, place="Sukamaju")
    made.line("5.3.7.03", 100 * JUTA, "DDS", PIPES)
    made.work("5.3.00", "BLT Desa")
    made.line("5.4.1.01", 100 * JUTA, "PAD", "BLT Desa")
    return made
