"""The life of a wish and of an activity by the cases that the phone judges by as well."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets import ancestry, moves, ranking, rules
from budgets.ancestry import Wish
from budgets.moves import Facts, Report
from budgets.ranking import Candidate
from budgets.rules import Item, Share
from budgets.terms import Fate, ItemState

VECTORS = Path(__file__).parent.parent / "vectors"
LIFE = json.loads((VECTORS / "life.json").read_text(encoding="utf-8"))
ANCESTRY = json.loads((VECTORS / "ancestry.json").read_text(encoding="utf-8"))
SUMS = json.loads((VECTORS / "sums.json").read_text(encoding="utf-8"))
KINDS = ("proposal", "budget_item", "funding")
RANKING = json.loads((VECTORS / "ranking.json").read_text(encoding="utf-8"))
NAMES = [f"w{number:02}" for number in range(9)]
WISHES = st.lists(
    st.builds(Wish, st.sampled_from(NAMES), st.sampled_from(["", *NAMES, "gone"]), st.sampled_from(["", *NAMES])),
    unique_by=lambda wish: wish.id,
)

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.sampled_from(NAMES),
        st.integers(0, 3) | st.none(),
        st.integers(1, 3) | st.none(),
        st.sampled_from(["", "Penting."]),
    ),
    unique_by=lambda one: one.id,
)


def why(case):
    return case["why"]


@pytest.mark.parametrize("case", LIFE["states"], ids=why)
def test_steps_from_state_to_state(case):
    before, after = case["before"], case["after"]

    assert moves.may_become(before, after, reason=case.get("reason", "")) is case["allowed"]
    assert moves.goes_on(before, after) is case["goes_on"]


@pytest.mark.parametrize("case", LIFE["lacking"], ids=why)
def test_what_a_state_or_a_fate_needs(case):
    facts = Facts(**case["facts"])
    found = moves.fate_lacking(case["fate"], facts) if "fate" in case else moves.lacking(case["state"], facts)

    assert [need.value for need in found] == case["lacking"]


@pytest.mark.parametrize("case", LIFE["whole"], ids=why)
def test_what_shows_that_work_is_finished(case):
    reports = [
        Report(
            one["id"],
            one["percent"],
            ("reported_on" in one and date.fromisoformat(one["reported_on"])) or None,
            one["photos"],
        )
        for one in case["reports"]
    ]

    assert moves.is_whole(reports) is case["whole"]


def test_every_state_has_its_steps_and_every_fate_is_known():
    assert set(moves.MOVES) == set(ItemState)
    assert {move.to for steps in moves.MOVES.values() for move in steps} == set(ItemState)
    assert all(moves.fate_lacking(fate, Facts("x", 2028, True, "x", 1, 1)) == [] for fate in Fate)


@given(st.lists(st.sampled_from(ItemState.values), min_size=1, max_size=6))
def test_a_legal_chain_passes_when_only_its_last_state_arrives(states):
    steps = list(pairwise(states))
    if all(any(move.to == after for move in moves.next_moves(before)) for before, after in steps):
        back = any(move.back for before, after in steps for move in moves.next_moves(before) if move.to == after)

        assert moves.may_become(states[0], states[-1], reason="Berubah." if back else "")


@pytest.mark.parametrize("case", ANCESTRY, ids=why)
def test_who_goes_on_for_whom(case):
    known = ancestry.ancestry(Wish(**one) for one in case["wishes"])

    assert [one["id"] for one in case["wishes"] if known.stands(one["id"])] == case["stands"]
    assert {wish: list(known.heirs(wish)) for wish in case["heirs"]} == case["heirs"]
    assert list(known.looped) == case["looped"]


@given(WISHES, st.randoms())
def test_whatever_phones_say_every_wish_has_standing_heirs_in_every_order_of_arrival(wishes, chance):
    known = ancestry.ancestry(wishes)
    shuffled = list(wishes)
    chance.shuffle(shuffled)

    assert ancestry.ancestry(shuffled) == known
    for one in wishes:
        heirs = known.heirs(one.id)
        assert heirs
        assert all(known.stands(heir) for heir in heirs)
        assert known.stands(one.id) is (heirs == (one.id,))


@pytest.mark.parametrize("case", RANKING, ids=why)
def test_the_order_of_a_meeting(case):
    wishes = [
        Candidate(one["id"], ranking.value_of(case["method"], one), one.get("rank"), one.get("rank_reason", ""))
        for one in case["wishes"]
    ]

    found = [
        [one.id, one.value, one.place, "tied" if one.tied else "decided" if one.decided else ""]
        for one in ranking.places(wishes)
    ]

    assert found == case["places"]


@given(
    st.lists(
        st.builds(
            Candidate,
            st.sampled_from(NAMES),
            st.integers(0, 3) | st.none(),
            st.integers(1, 3) | st.none(),
            st.sampled_from(["", "Penting."]),
        ),
        unique_by=lambda one: one.id,
    )
)
def test_a_place_tells_how_many_stand_before_and_ties_are_never_hidden(candidates):
    found = ranking.places(candidates)
    ranked = [one for one in found if one.place is not None]

    assert {one.id for one in found} == {one.id for one in candidates}
    for one in ranked:
        better = [other for other in ranked if other.value > one.value]
        alike = [other for other in ranked if other.value == one.value]
        assert one.tied or one.decided or len(alike) == 1
        assert len(better) < one.place <= len(better) + len(alike)
        assert not one.tied or one.place == len(better) + 1


@pytest.mark.parametrize("case", SUMS, ids=why)
def test_the_sums_that_a_phone_reckons_from_the_same_records(case):
    rows = {kind: [one for one in case["records"] if one["kind"] == kind] for kind in KINDS}
    items = [
        Item(
            one.get("amount", 0),
            one.get("account", ""),
            one["state"],
            tuple(
                Share(share["source"], share["amount"], carried_over=share["carried_over"])
                for share in rows["funding"]
                if share["budget_item"] == one["id"]
            ),
        )
        for one in rows["budget_item"]
    ]
    wishes = rows["proposal"]
    kin = ancestry.ancestry(Wish(one["id"], one.get("merged_into", ""), one.get("split_from", "")) for one in wishes)
    standing = [one for one in wishes if kin.stands(one["id"])]

    assert {
        "total": rules.total(items),
        "by_field": {field: amount for field, amount in rules.sum_by_field(items).items() if amount},
        "by_source": {source: amount for source, amount in rules.sum_by_source(items).items() if amount},
        "wishes": sum(one.get("estimate", 0) for one in standing),
        "standing": len(standing),
    } == case["sums"]
