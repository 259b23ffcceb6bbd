"""What an officer is shown, and the digest that stands for it."""

import pytest
from django.utils import translation

from backend.kernel.ids import uuid7
from villages.board import sections
from villages.board.dossier import dossier
from villages.board.sections import Finding, Section, Subject


@pytest.fixture
def subject(village):
    return Subject(village=village, kind="toy", key=uuid7())


def toy(name="toy", **parts):
    """A section that says one thing."""
    return Section(
        **{
            "name": name,
            "subjects": frozenset({"toy"}),
            "snapshot": lambda _: {"said": "ya"},
            "template": "toy.html",
            **parts,
        }
    )


def digest_with(subject, *lent):
    with sections.registered(*lent):
        return dossier(subject).digest


def test_a_dossier_holds_every_section_in_order_and_where_it_belongs(subject):
    with sections.registered(toy("second", order=2), toy("first", order=1)):
        found = dossier(subject)

    assert [part.section.name for part in found.sections] == ["first", "second"]
    assert found.snapshot["first"] == {"said": "ya"}
    assert found.snapshot["village"] == {
        "id": str(subject.village.pk),
        "code": "32.05.09.2006",
        "name": "Cangkuang",
        "called": "Desa Cangkuang",
        "kecamatan": "Kecamatan Leles",
        "kabupaten": "Kabupaten Garut",
        "provinsi": "Jawa Barat",
        "zone": "WIB",
    }


def test_a_section_of_another_subject_or_with_nothing_to_show_stays_out(subject):
    other = toy("other", subjects=frozenset({"budget_year"}))
    silent = toy("silent", snapshot=lambda _: None, findings=lambda _: [Finding("gap", "Ada yang kurang.")])

    with sections.registered(other, silent):
        found = dossier(subject)

    assert list(found.snapshot) == ["village"]
    assert [finding.code for finding in found.findings] == ["gap"]


def test_only_blocking_findings_block(subject):
    findings = [Finding("small", "Kecil."), Finding("big", "Besar.", blocking=True)]

    with sections.registered(toy(findings=lambda _: findings)):
        found = dossier(subject)

    assert [finding.code for finding in found.findings] == ["small", "big"]
    assert [finding.code for finding in found.blocking] == ["big"]


def test_the_digest_stays_where_nothing_changed(subject):
    assert digest_with(subject, toy()) == digest_with(subject, toy())


@pytest.mark.parametrize(
    "changed",
    [
        {"snapshot": lambda _: {"said": "tidak"}},
        {"findings": lambda _: [Finding("gap", "Ada yang kurang.")]},
        {"evidence": lambda _: [["attendance", "row", 8]]},
    ],
    ids=["public", "finding", "restricted"],
)
def test_whatever_the_officer_sees_changes_the_digest(subject, changed):
    before = digest_with(subject, toy(evidence=lambda _: [["attendance", "row", 7]]))

    after = digest_with(subject, toy(**{"evidence": lambda _: [["attendance", "row", 7]], **changed}))

    assert after != before


def test_evidence_is_never_part_of_the_snapshot(subject):
    with sections.registered(toy(evidence=lambda _: "rahasia")):
        found = dossier(subject)

    assert "rahasia" not in str(found.snapshot)


def test_the_digest_does_not_depend_on_the_language_of_who_looks(subject):
    speaking = toy(snapshot=lambda _: {"language": translation.get_language()})
    here = digest_with(subject, speaking)

    with translation.override("en"):
        abroad = digest_with(subject, speaking)

    assert abroad == here


def test_a_name_is_taken_once():
    with sections.registered(toy()), pytest.raises(ValueError, match="toy"):
        sections.register(toy())
    with pytest.raises(ValueError, match="village"):
        sections.register(toy("village"))
