"""Tables of money and oversight; the columns of synced ones are those of ``docs/records.md``."""

from budgets.models.budget import BudgetChange, BudgetLine, BudgetRealised, BudgetWork, VillageBudget
from budgets.models.code import AccountCode
from budgets.models.item import BudgetItem, Ceiling, Funding
from budgets.models.oversight import OversightAction, OversightVisit, ProgressReport
from budgets.models.proposal import Proposal
from budgets.models.standing import Reckoned, YearStanding
from budgets.models.table import BroughtTable, ColumnMapping, TakenItem
from budgets.models.voice import Voice

__all__ = [
    "AccountCode",
    "BroughtTable",
    "BudgetChange",
    "BudgetItem",
    "BudgetLine",
    "BudgetRealised",
    "BudgetWork",
    "Ceiling",
    "ColumnMapping",
    "Funding",
    "OversightAction",
    "OversightVisit",
    "ProgressReport",
    "Proposal",
    "Reckoned",
    "TakenItem",
    "VillageBudget",
    "Voice",
    "YearStanding",
]
