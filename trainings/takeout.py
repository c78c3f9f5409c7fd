"""What of trainings goes into a partner's archive."""

from core.takeout import declare, leave_out
from trainings import takeout_after  # noqa: F401 (what follows a training)

for model in ("TrainingCall", "TrainingSeries", "Training"):
    declare(f"trainings.{model}", "organisation")
declare("trainings.Nomination", "call__organisation")
for model in (
    "TrainingFunding",
    "Signatory",
    "Session",
    "Participation",
    "SignInSheet",
    "Certificate",
    "RiskForm",
    "ConfirmationTerms",
    "PlaceOffer",
):
    declare(f"trainings.{model}", "training__organisation")
for model in ("SheetScan", "SheetCheck"):
    declare(f"trainings.{model}", "sheet__training__organisation")
declare("trainings.SessionCount", "session__training__organisation")
declare("trainings.SessionCountCell", "count__session__training__organisation")
declare("trainings.CertificateTemplate", "organisation")
declare("trainings.CertificateTemplateVersion", "template__organisation")
declare("trainings.Mark", "session__training__organisation")

leave_out("trainings.ActivityType", "the same for every organisation")
leave_out("trainings.CertificateLink", "codes that open only here, and not for long")
leave_out("trainings.Collector", "protected: leaves in no export")
leave_out("trainings.SelectionProtocol", "names of candidates in a picture of the page; who was chosen stands among the nominations")
leave_out("trainings.SelectionTarget", "how a choice was to be balanced, some of it protected; who was chosen stands among the nominations")
leave_out("trainings.KnownHeading", "how headings of lists are read")
for model in ("RosterImport", "HeldRoster", "ImportRow", "ImportPair"):
    leave_out(f"trainings.{model}", "staged rows, gone within 30 days; who was imported stands among the people")
leave_out("trainings.TrainingCallPage", "public pages")
for model in ("TrainingUserObjectPermission", "TrainingGroupObjectPermission"):
    leave_out(f"trainings.{model}", "rights of accounts inside this system")
