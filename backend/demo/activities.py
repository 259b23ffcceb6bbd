"""What villages of a hilly kabupaten decide on: activities with their official account codes and believable prices."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "data" / "activities.toml"


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of activity. Prices in rupiah a unit, from and to; ``volume`` from, to, in steps of.

    Texts may name ``{place}``, ``{volume}``, ``{unit}``, ``{amount}`` and ``{families}``.
    """

    account: str
    name: str
    unit: str
    price: tuple[int, int]
    volume: tuple[int, int, int]
    sector: str
    sdgs: tuple[int, ...]
    voice: str
    problem: str
    asked: str
    answered: str
    decided: str
    benefit: str
    indicator: str
    source: str = "DDS"
    months: tuple[int, int] = (4, 9)
    by_hand: bool = False
    in_hamlet: bool = True
    implementer: str = "TPK Desa"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The activities; codes that hardly a village leaves out, and that meetings seldom adopt; reasons for a no."""

    activities: tuple[Activity, ...]
    always: tuple[str, ...]
    seldom: tuple[str, ...]
    refused: tuple[str, ...]
    deferred: tuple[str, ...]

    def of(self, account: str) -> Activity:
        """The activity under this account code."""
        return next(one for one in self.activities if one.account == account)


@cache
def catalogue() -> Catalogue:
    """The catalogue as the table holds it."""
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    reasons = {name: tuple(told[name]) for name in ("always", "seldom", "refused", "deferred")}
    return Catalogue(tuple(Activity(**_tupled(one)) for one in told["activity"]), **reasons)


def _tupled(one: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}
