"""What is usual or lawful for a plan: prices beside those of other villages, shares of a source. Plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import UUID

from budgets.rules import Item, counted, lineage, normalised

PEERS = 8
"""Fewer other villages than this say nothing of a price (goals §10.3 A12)."""

FAR, TIMES = 3.5, 2.0
"""Robust z-score (B. Iglewicz and D. Hoaglin, 1993), or so many times the median."""

NORMAL = 0.6745
"""The median absolute deviation of a normal distribution, in standard deviations."""

WORTH_A_WORD = 0.2
"""Where every village writes one list price, a few percent are many deviations; nearer than this is near."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """A price beside its peers', in sen; ``deviation``: robust z-score in tenths, ``None`` where peers all say one."""

    price: int
    usual: int
    peers: int
    deviation: int | None


def unusual_price(price: int, peers: Sequence[int]) -> Unusual | None:
    """What is unusual about a price among those of other villages; ``None`` where nothing is, or too few are known.

    Far is more than 3.5 deviations either way, or more than twice the median.
    """
    if len(peers) < PEERS or price <= 0:
        return None
    usual = median(peers)
    if abs(price - usual) <= WORTH_A_WORD * usual:
        return None
    spread = median(abs(one - usual) for one in peers)
    deviation = NORMAL * (price - usual) / spread if spread else None
    if price > TIMES * usual or (deviation is not None and abs(deviation) > FAR):
        tenths = None if deviation is None else round(deviation * 10)
        return Unusual(price, round(usual), len(peers), tenths)
    return None


def outliers(values: Mapping[UUID, int]) -> dict[UUID, Unusual]:
    """Those whose value lies far from the others' (``unusual_price`` says how far), whatever is measured.

    The median is that of all, their own included, so that a thousand are judged in one pass.
    """
    if len(values) <= PEERS:
        return {}
    usual = median(values.values())
    spread = median(abs(one - usual) for one in values.values())
    found = {}
    for key, value in values.items():
        if abs(value - usual) <= WORTH_A_WORD * abs(usual):
            continue
        deviation = NORMAL * (value - usual) / spread if spread else None
        if (deviation is not None and abs(deviation) > FAR) or (usual > 0 and value > TIMES * usual):
            tenths = None if deviation is None else round(deviation * 10)
            found[key] = Unusual(value, round(usual), len(values) - 1, tenths)
    return found


@dataclass(frozen=True, slots=True)
class ShareRule:
    """How much of a source's money (of everything, where ``source`` is empty) may or must go to these accounts."""

    name: str
    what: str
    law: str
    source: str = ""
    accounts: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A share that is not kept, in tenths of a percent."""

    rule: ShareRule
    share: int
    of: int
    amount: int


def share_rules(data: Mapping[str, Any]) -> list[ShareRule]:
    """The rules as a kabupaten's ``fund_shares`` hold them; what is not readable as a rule is left out.

    ``{"operasional": {"what": "Operasional pemerintah desa", "source": "DDS", "accounts": ["1.1"],
    "most": 3, "law": "Permendes PDT 16/2025"}}``; ``least`` and ``most`` in percent.
    """
    return [
        ShareRule(
            name=name,
            what=str(one.get("what", name)),
            law=str(one.get("law", "")),
            source=str(one.get("source", "")),
            accounts=tuple(map(normalised, map(str, one["accounts"]))),
            least=one.get("least"),
            most=one.get("most"),
        )
        for name, one in sorted(data.items())
        if isinstance(one, dict) and isinstance(one.get("accounts"), list)
    ]


def broken_shares(items: Iterable[Item], rules: Iterable[ShareRule]) -> list[Broken]:
    """The shares that a plan does not keep; a plan without money from the source keeps them all.

    Source: PP 43/2014 Ps 100 (as amended by PP 47/2015 and PP 11/2019) and the yearly rules on Dana Desa, as the
    kabupaten wrote them down for the year.
    """
    plan = counted(items)
    found = []
    for rule in rules:
        whole = sum(_paid(item, rule.source) for item in plan)
        part = sum(_paid(item, rule.source) for item in plan if _under(item.account, rule.accounts))
        too_little = rule.least is not None and part * 100 < rule.least * whole
        too_much = rule.most is not None and part * 100 > rule.most * whole
        if whole and (too_little or too_much):
            found.append(Broken(rule, round(part * 1000 / whole), whole, part))
    return found


def _paid(item: Item, source: str) -> int:
    return sum(share.amount for share in item.funding if share.source == source) if source else item.amount


def _under(account: str, above: Sequence[str]) -> bool:
    return not set(lineage(account)).isdisjoint(above)
