"""What of the time after a training goes into a partner's archive."""

from core.takeout import declare, leave_out

for model in ("PaymentTerms", "PaymentSheet", "ChatReading", "TrainingForm"):
    declare(f"trainings.{model}", "training__organisation")
declare("trainings.TravelAmount", "participation__training__organisation")
leave_out("trainings.ChatSender", "who wrote on which day became marks; the labels are gone")
declare("trainings.ShortForm", "organisation")
declare("trainings.FormAnswer", "form__training__organisation")
