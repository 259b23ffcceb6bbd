"""What boards show of a meeting's money, and what officers must see about it."""

from django.utils.translation import gettext_lazy as _

from budgets.sections import checks, plan, rows, wishes
from meetings.sections.rows import SUBJECTS
from villages.board.sections import Section, register

register(
    Section(
        name="plan",
        subjects=SUBJECTS,
        snapshot=plan.plan,
        template="budgets/sections/plan.html",
        findings=checks.of_plan,
        evidence=rows.versions,
        informs=plan.informs,
        opens=True,
        label=_("Rencana"),
        anchor="rencana",
        order=20,
    )
)
register(
    Section(
        name="proposals",
        subjects=SUBJECTS,
        snapshot=wishes.proposals,
        template="budgets/sections/proposals.html",
        findings=checks.of_proposals,
        label=_("Usulan"),
        anchor="usulan",
        order=30,
    )
)
register(
    Section(
        name="oversight",
        subjects=SUBJECTS,
        snapshot=wishes.oversight,
        template="budgets/sections/oversight.html",
        label=_("Pengawasan"),
        anchor="pengawasan",
        order=60,
    )
)
