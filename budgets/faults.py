"""What keeps an APB Desa from being adopted, and what an officer should look at. Plain values in and out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from budgets.balance import (
    CARRIED_OVER,
    FINANCING,
    LONGEST,
    MOST,
    REVENUE,
    SHORTEST,
    SPENDING,
    Book,
    Line,
    above,
    in_order,
    is_activity,
    is_known,
    is_under,
    name_of,
    overspent,
)
from budgets.terms import Ranah


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a budget; ``facts`` fill the sentence, amounts among them in sen."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    blocking: bool = True


def faults(book: Book) -> list[Fault]:
    """All that keeps a budget from being adopted, then what should be looked at; empty where it is in order.

    Source: Permendagri 20/2018 (structure and codes); an adopted APB Desa balances: revenue less expenditure and net
    financing come to nought.
    """
    if not book.lines:
        return [Fault("budget_empty")]
    found = [*_misplaced(book), *_unknown(book), *_doubled(book)]
    if any(abs(book.total(akun).amount) > MOST for akun in (REVENUE, SPENDING, FINANCING)):
        found.append(Fault("budget_too_large"))
    if book.rest.amount:
        found.append(_unbalanced(book))
    bare = [one for one in book.lines if is_under(one.account, SPENDING) and one.amount and not one.source]
    if bare:
        found.append(Fault("budget_source_missing", {"lines": _called(book, bare)}, blocking=False))
    for source, (spent, coming) in overspent(book).items():
        facts = {"source": source, "spent": spent, "coming": coming}
        found.append(Fault("budget_source_overspent", facts, blocking=False))
    return found


def _unbalanced(book: Book) -> Fault:
    """By how much, and what it probably is: the first of these guesses that fits."""
    rest = book.rest.amount
    near = [one for one in book.lines if one.amount == abs(rest)]
    guesses: list[tuple[str, Callable[[], bool]]] = [
        ("one_line", lambda: bool(near)),
        ("rest_of_last_year", lambda: rest < 0 and not book.total(CARRIED_OVER).amount),
        ("not_spent", lambda: rest > 0),
        ("too_much_spent", lambda: True),
    ]
    guess = next(name for name, fits in guesses if fits())
    facts = {
        "rest": rest,
        "revenue": book.total(REVENUE).amount,
        "spending": book.total(SPENDING).amount,
        "net": book.net.amount,
        "guess": guess,
        "line": _called(book, near[:1]),
    }
    return Fault("budget_unbalanced", facts)


def _misplaced(book: Book) -> Iterator[Fault]:
    """Lines outside 4, 5 and 6 or too high up; expenditure without activity, and what is none with one."""
    wrong = [
        one
        for one in book.lines
        if one.account.partition(".")[0] not in (REVENUE, SPENDING, FINANCING)
        or not SHORTEST <= len(one.account.split(".")) <= LONGEST
    ]
    if wrong:
        yield Fault("budget_account_wrong", {"lines": _called(book, wrong)})
    homeless = [one for one in book.lines if is_under(one.account, SPENDING) != bool(one.work)]
    if homeless:
        yield Fault("budget_line_misplaced", {"lines": _called(book, homeless)})


def _unknown(book: Book) -> Iterator[Fault]:
    """Codes that are not in the table of the year."""
    codes = [one.code for one in book.works if not is_activity(one.code, book.names)]
    codes += [one.account for one in book.lines if not is_known(one.account, Ranah.EKONOMI, book.names)]
    if codes:
        yield Fault("budget_code_unknown", {"lines": sorted(dict.fromkeys(codes), key=in_order)})


def _doubled(book: Book) -> Iterator[Fault]:
    """Lines that other lines of the same activity detail: their amounts would count twice."""
    codes: dict[str, set[str]] = defaultdict(set)
    for one in book.lines:
        codes[one.work].update(list(above(one.account))[:-1])
    twice = [one for one in book.lines if one.account in codes[one.work] and one.amount]
    if twice:
        yield Fault("budget_counted_twice", {"lines": _called(book, twice)})


def _called(book: Book, lines: Iterable[Line]) -> list[str]:
    works = {one.key: one.name for one in book.works}
    return [
        " ".join(part for part in (one.account, one.name or name_of(book, Ranah.EKONOMI, one.account)) if part)
        + (f" ({works[one.work]})" if one.work in works else "")
        for one in lines
    ]
