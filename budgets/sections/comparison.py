"""Checks of a plan against other villages and the shares that the year's rules ask for; stored until they are gone."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets import norms, rules
from budgets.models import BudgetItem
from budgets.queries import Funded
from budgets.sections import rows
from budgets.terms import ItemState
from meetings.queries import rule_set_of
from meetings.sections.rows import meeting_of
from villages.board.sections import Found, Saying, Subject
from villages.rules import KABUPATEN
from villages.terms import Severity

SAYINGS = {
    "price_outlier": Saying(
        _("Harga jauh dari kebiasaan"),
        Severity.ATTENTION,
        _("Desa jauh atau di pulau, mutu barang berbeda, atau satuannya lain walau namanya sama."),
        _("Harga satuan %(name)s %(price)s per %(unit)s; tengah %(peers)s desa lain di kabupaten %(usual)s."),
        _("Lebih dari 3,5 simpangan baku tahan-pencilan (MAD) atau dua kali nilai tengah. Ukuran statistik."),
    ),
    "share_broken": Saying(
        _("Bagian dana menyimpang"),
        Severity.GRAVE,
        _("Kode rekening satu kegiatan salah, atau sebagian dibiayai dari sumber lain."),
        _("%(what)s: %(share)s%% dari %(of)s; aturan meminta %(bounds)s."),
        _("Bagian menurut PP 43/2014 Pasal 100 dan aturan tahunan Dana Desa yang dicatat kabupaten."),
    ),
}

Peers = dict[tuple[str, str], dict[UUID, int]]


def check(subject: Subject) -> list[Found]:
    """Prices and shares of what the meeting adopted. At most six queries."""
    items = rows.adopted(rows.items_of(subject))
    if not items:
        return []
    year = meeting_of(subject).fiscal_year
    return [*_prices(subject, items, year), *_shares(subject, items, year)] if year else []


def _prices(subject: Subject, items: list[Funded], year: int) -> Iterator[Found]:
    peers = _peers(subject, [one.item for one in items], year)
    for one in items:
        item = one.item
        theirs = list(peers.get(_key(item.account, item.unit), {}).values())
        unusual = norms.unusual_price(item.unit_price or 0, theirs) if item.account and item.unit else None
        if unusual is not None:
            facts = {
                "name": item.name,
                "unit": item.unit,
                "price": {"sen": unusual.price},
                "usual": {"sen": unusual.usual},
                "peers": unusual.peers,
            }
            evidence = {
                "facts": facts,
                "numbers": ["price", "usual", "peers"],
                "deviation": unusual.deviation,
                "is": [*_key(item.account, item.unit), unusual.price],
            }
            yield Found("price_outlier", evidence, key=str(item.id))


def _peers(subject: Subject, items: list[BudgetItem], year: int) -> Peers:
    """The newest price of each other village of the kabupaten for these activities and units. One query."""
    wanted = {_key(item.account, item.unit) for item in items}
    kabupaten = subject.village.code[:KABUPATEN]
    found = BudgetItem.objects.filter(
        village__region__code__startswith=f"{kabupaten}.",
        fiscal_year=year,
        unit_price__gt=0,
        deleted_at__isnull=True,
    ).exclude(Q(village=subject.village.pk) | Q(state=ItemState.DROPPED))
    prices: Peers = defaultdict(dict)
    for village, account, unit, price in found.order_by("id").values_list("village", "account", "unit", "unit_price"):
        key = _key(account, unit)
        if key in wanted:
            prices[key][village] = price
    return prices


def _key(account: str, unit: str) -> tuple[str, str]:
    return rules.normalised(account), unit.strip().casefold()


def _shares(subject: Subject, items: list[Funded], year: int) -> Iterator[Found]:
    ours = rule_set_of(subject.village, year)
    wanted = norms.share_rules(ours.fund_shares) if ours and isinstance(ours.fund_shares, dict) else []
    for broken in norms.broken_shares([one.facts for one in items], wanted):
        facts = {
            "what": broken.rule.what,
            "share": f"{broken.share / 10:.1f}".replace(".", ","),
            "of": {"sen": broken.of},
            "bounds": bounds_of(broken.rule),
        }
        yield Found("share_broken", {"facts": facts}, key=broken.rule.name[:80])


def bounds_of(rule: norms.ShareRule) -> str:
    """``20-30%``, ``≥ 20%`` or ``≤ 3%``; with the law where it was written down."""
    if rule.least is not None and rule.most is not None:
        told = f"{rule.least}-{rule.most}%"
    else:
        told = f"≥ {rule.least}%" if rule.least is not None else f"≤ {rule.most}%"
    return f"{told} ({rule.law})" if rule.law else told
