"""What boards show of a meeting's money, and what officers must see about it."""

from django.utils.translation import gettext_lazy as _

from budgets import accounts, documents
from budgets.opendata import contracting, fiscal, tables
from budgets.sections import (
    budget,
    checks,
    comparison,
    leaves,
    news,
    plan,
    progress,
    realisation,
    rows,
    sayings,
    sheet,
    wishes,
    words,
)
from meetings.sections.rows import SUBJECTS, nothing
from villages.board.sections import Section, register

register(
    Section(
        name="plan",
        subjects=SUBJECTS,
        snapshot=plan.plan,
        template="budgets/sections/plan.html",
        findings=checks.of_plan,
        checks=comparison.check,
        sayings={**sayings.OF_PLAN, **comparison.SAYINGS},
        evidence=rows.versions,
        informs=plan.informs,
        news=news.of_plan,
        passages=plan.passages,
        opens=True,
        label=_("Rencana"),
        anchor="rencana",
        words=words.OF_PLAN,
        amounts=words.AMOUNTS,
        order=20,
        sheet=sheet.sheet,
        spoken=sheet.spoken,
        papers=documents.OF_PLAN,
        tables=(tables.ACTIVITIES, tables.FUNDING),
        exports=(fiscal.FISCAL, contracting.PLANNED),
        leaves=leaves.leaves,
    )
)
register(
    Section(
        name="proposals",
        subjects=SUBJECTS,
        snapshot=wishes.proposals,
        passages=wishes.passages,
        template="budgets/sections/proposals.html",
        papers=documents.OF_PROPOSALS,
        spoken=wishes.spoken,
        findings=checks.of_proposals,
        sayings=sayings.OF_PROPOSALS,
        tables=(tables.PROPOSALS,),
        label=_("Usulan"),
        anchor="usulan",
        words=words.OF_PROPOSALS,
        amounts=words.AMOUNTS,
        order=30,
    )
)
register(
    Section(
        name="oversight",
        subjects=SUBJECTS,
        snapshot=wishes.oversight,
        template="budgets/sections/oversight.html",
        tables=(tables.OVERSIGHT,),
        label=_("Pengawasan"),
        anchor="pengawasan",
        words=words.OF_OVERSIGHT,
        order=60,
    )
)
register(
    Section(
        name="progress",
        subjects=SUBJECTS,
        snapshot=progress.progress,
        template="budgets/sections/progress.html",
        tables=(tables.PROGRESS,),
        informs=progress.informs,
        findings=checks.of_progress,
        sayings=sayings.OF_PROGRESS,
        pictures=progress.SHOWN,
        label=_("Pelaksanaan"),
        anchor="pelaksanaan",
        words=words.OF_PROGRESS,
        amounts=words.AMOUNTS,
        order=25,
    )
)
register(
    Section(
        name="budget",
        subjects=frozenset({accounts.SUBJECT}),
        snapshot=budget.snapshot,
        template="budgets/sections/budget.html",
        findings=budget.findings,
        sayings=sayings.OF_BUDGET,
        informs=budget.informs,
        passages=budget.passages,
        label=_("APB Desa"),
        anchor="apb-desa",
        words=words.OF_BUDGET,
        amounts=words.AMOUNTS,
        order=20,
        sheet=budget.sheet,
        spoken=budget.spoken,
        papers=documents.OF_BUDGET,
    )
)
register(
    Section(
        name="realisation",
        subjects=realisation.SUBJECTS,
        snapshot=nothing,
        template="budgets/sections/progress.html",
        checks=realisation.check,
        sayings=realisation.SAYINGS,
    )
)
