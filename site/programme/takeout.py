"""What of organisations and agreements goes into a partner's archive."""

from core.takeout import declare, leave_out

declare("programme.Organisation", "pk")
declare("programme.Project", "organisation")
declare("programme.Agreement", "organisation")
declare("programme.BudgetLine", "agreement__organisation")
declare("programme.RoleHeld", "organisation")
declare("programme.Deputy", "held__organisation")
for model in ("AgreementUserObjectPermission", "AgreementGroupObjectPermission"):
    leave_out(f"programme.{model}", "rights of accounts inside this system")
leave_out("programme.DonorLogo", "a donor is of the whole programme; its logo stands on the papers")
