"""What of the time after a training goes into a partner's archive."""

from core.takeout import declare, leave_out

for model in ("PaymentTerms", "PaymentSheet", "ChatReading", "TrainingForm", "TrainingPhoto", "FollowUpRound"):
    declare(f"trainings.{model}", "training__organisation")
declare("trainings.TravelAmount", "participation__training__organisation")
leave_out("trainings.ChatSender", "who wrote on which day became marks; the labels are gone")
declare("trainings.ShortForm", "organisation")
declare("trainings.FormAnswer", "form__training__organisation")
declare("trainings.FollowUpContact", "round__training__organisation")
declare("trainings.TrainingPhoto_people", "trainingphoto__training__organisation")
