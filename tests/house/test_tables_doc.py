"""``docs/tables.md`` names every column that a table may bring."""

import re
from pathlib import Path

import pytest

from backend.onboarding.form import FORM as PEOPLE
from budgets import ceilings, local_codes, treasury
from budgets.intake import plan_form
from budgets.terms import FundSource

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [ceilings.FORM, local_codes.FORM, plan_form.FORM], ids=lambda form: form.name)
def test_every_column_is_told(form):
    told = set(re.findall(r"`([a-z_]+)`", TEXT))

    assert {column.name for column in form.columns} - told == set()


def test_every_column_that_is_carried_off_and_every_source_is_told():
    assert [name for name in treasury.HEAD if name not in TEXT] == []
    assert [source for source in FundSource.values if source not in TEXT] == []


def test_every_column_of_the_table_of_people_is_told():
    text = (Path(__file__).resolve().parents[2] / "docs" / "onboarding.md").read_text(encoding="utf-8")

    assert [one.name for one in PEOPLE.columns if f"`{one.name}`" not in text] == []
