"""What of the time after a training goes into a partner's archive."""

from core.takeout import declare

for model in ("PaymentTerms", "PaymentSheet"):
    declare(f"trainings.{model}", "training__organisation")
declare("trainings.TravelAmount", "participation__training__organisation")
