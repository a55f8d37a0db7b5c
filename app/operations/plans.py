"""Help plans (一户一策): what the window and the scripts call; each deed lives in the room it is taken from.

draft → agreed → village → township → running → closed (`rules/plans`). Issues name a field by its path, `plan.causes`;
`Refused` carries them, and its doubts pass with a reason that the history keeps.
"""

from app.operations.answering import Refused
from app.operations.plan_batches import BatchDone, LeftOut, give_measure, last_years_plan, step_many
from app.operations.plan_lists import PlanList, PlanRow, VillageStates, list_plans, village_states
from app.operations.plan_queries import PlanQuery
from app.operations.plan_records import check_measure, delete_measure, delete_plan, save_measure, save_plan
from app.operations.plan_steps import step, step_lacks
from app.operations.plan_suggestions import suggestions, take_suggestion
from app.operations.plan_views import MeasureLine, PlanView, plan_of, plan_rows
from app.rules.plans import STATES
from app.rules.suggestions import Suggestion

__all__ = [
    "STATES",
    "BatchDone",
    "LeftOut",
    "MeasureLine",
    "PlanList",
    "PlanQuery",
    "PlanRow",
    "PlanView",
    "Refused",
    "Suggestion",
    "VillageStates",
    "check_measure",
    "delete_measure",
    "delete_plan",
    "give_measure",
    "last_years_plan",
    "list_plans",
    "plan_of",
    "plan_rows",
    "save_measure",
    "save_plan",
    "step",
    "step_lacks",
    "step_many",
    "suggestions",
    "take_suggestion",
    "village_states",
]
