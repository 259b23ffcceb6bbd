"""The APB Desa that two villages of the story keep: adopted, carried out, and in one of them revised and published."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from backend.demo.plan import ADOPTED, MILLION, Line, Place, lines_of
from backend.kernel import clock
from backend.kernel.actor import Actor
from budgets import accounts
from budgets.keeping import editions, publishing, realised, rows
from budgets.keeping.rows import LineSaid, WorkSaid
from budgets.models import BudgetLine, VillageBudget
from budgets.rules import THOUSANDTHS
from villages.board.dossier import dossier
from villages.models import Village

YEAR = 2026
SOLD, ADOPTED_ON, REVISED_ON = "PAD", date(2025, 12, 30), date(2026, 9, 18)
HALF_YEAR, AUTUMN = date(2026, 6, 30), date(2026, 10, 31)
COMES_IN = {"DDS": "4.2.1.01", "ADD": "4.2.3.01", "PBP": "4.2.4.01", "PBK": "4.2.5.01", SOLD: "4.1.2.01"}
LAST_YEARS_REST, VENTURE = 12 * MILLION, 10 * MILLION
SALARIES = (
    ("1.1.01", "Penghasilan Tetap dan Tunjangan Kepala Desa", "5.1.1.01", 42 * MILLION),
    ("1.1.02", "Penghasilan Tetap dan Tunjangan Perangkat Desa", "5.1.2.01", 188 * MILLION),
)
GIFTS, MATERIAL, TEAM = "5.4.1.01", "5.2.1.07", "5.2.2.01"
TEAM_PERCENT = 8
MORE = 15 * MILLION
"""What the kabupaten gives on top in autumn, for the largest work."""
WHY = "Dana Desa tambahan dan realisasi sampai akhir Oktober."


def keep(village: Village, place: Place, *, by: Actor) -> VillageBudget:
    """Types the village's budget in as its meeting adopted it, adopts it, and records what came true by June."""
    made = editions.start(village, YEAR, by=by)
    paid: Counter[str] = Counter()
    for code, name, account, amount in SALARIES:
        work = rows.add_work(made, WorkSaid(code, name), by=by)
        rows.add_line(made, work, LineSaid(account, amount, "ADD"), by=by)
        paid["ADD"] += amount
    for line in lines_of(place, YEAR):
        if line.fate == ADOPTED:
            paid += _type_in(made, line, by)
    rows.add_line(made, None, LineSaid("6.1.1.01", LAST_YEARS_REST, "DDS"), by=by)
    rows.add_line(made, None, LineSaid("6.2.2.01", VENTURE, SOLD), by=by)
    paid["DDS"] -= LAST_YEARS_REST
    paid[SOLD] += VENTURE
    for source, amount in sorted(paid.items()):
        rows.add_line(made, None, LineSaid(COMES_IN[source], amount), by=by)
    adopted = _adopt(made, by, f"Perdes {place.name} Nomor 6 Tahun 2025", ADOPTED_ON)
    _come_true(adopted, by, HALF_YEAR, percent=48)
    return adopted


def revise(budget: VillageBudget, place: Place, *, by: Actor) -> VillageBudget:
    """Revises it in autumn: more money comes and goes into the largest work. Adopted, with what came true since."""
    made = editions.revise(budget, by=by, seen=_fresh(budget).revision)
    spent = _lines(made, account__startswith="5.2.1", source="DDS")
    largest = max(spent, key=lambda line: line.amount)
    (income,) = _lines(made, account=COMES_IN["DDS"])
    for line in (largest, income):
        said = LineSaid(line.account, line.amount + MORE, line.source, line.name)
        rows.change_line(line, said, by=by, seen=line.version)
    adopted = _adopt(made, by, f"Perdes {place.name} Nomor 4 Tahun 2026", REVISED_ON)
    _come_true(adopted, by, AUTUMN, percent=81)
    return adopted


def publish(budget: VillageBudget, *, by: Actor, reason: str = "") -> None:
    """An officer puts it on the board as it stands."""
    seen = dossier(accounts.subject_of(budget.village, YEAR)).digest
    publishing.put_up(budget, by=by, seen=seen, reason=reason)


def _type_in(budget: VillageBudget, line: Line, by: Actor) -> Counter[str]:
    """One activity: material, and the team that carries it out; what villagers give themselves stands in no budget."""
    one = line.activity
    said = WorkSaid(
        one.account, line.say(one.name), line.hamlet if one.in_hamlet else "", line.volume * THOUSANDTHS, one.unit
    )
    work = rows.add_work(budget, said, by=by)
    amount = line.funding[one.source]
    team = 0 if one.account.startswith("5.") else amount * TEAM_PERCENT // 100
    rows.add_line(budget, work, LineSaid(MATERIAL if team else GIFTS, amount - team, one.source), by=by)
    if team:
        rows.add_line(budget, work, LineSaid(TEAM, team, one.source), by=by)
    return Counter({one.source: amount})


def _adopt(budget: VillageBudget, by: Actor, reference: str, on: date) -> VillageBudget:
    fresh = _fresh(budget)
    return editions.adopt(fresh, by=by, seen=fresh.revision, reference=reference, on=on)


def _fresh(budget: VillageBudget) -> VillageBudget:
    return VillageBudget.objects.select_related("village__region").get(pk=budget.pk)


def _come_true(budget: VillageBudget, by: Actor, on: date, *, percent: int) -> None:
    """So much of every line by that day; where the story is played earlier, nothing has come true yet."""
    if on > clock.today(budget.village.timezone):
        return
    for line in _lines(budget):
        whole = line.account.startswith("6.")
        amount = line.amount if whole else line.amount * percent // 100 // MILLION * MILLION
        realised.realise(line, by=by, as_of=on, amount=amount, seen=None)


def _lines(budget: VillageBudget, **those: str) -> Sequence[BudgetLine]:
    return list(BudgetLine.objects.filter(budget=budget, **those).select_related("budget").order_by("account", "id"))
