"""Tables of money and oversight; the columns of synced ones are those of ``docs/records.md``."""

from budgets.models.code import AccountCode
from budgets.models.item import BudgetItem, Ceiling, Funding
from budgets.models.oversight import OversightAction, ProgressReport
from budgets.models.proposal import Proposal

__all__ = [
    "AccountCode",
    "BudgetItem",
    "Ceiling",
    "Funding",
    "OversightAction",
    "ProgressReport",
    "Proposal",
]
