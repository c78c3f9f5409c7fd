"""Walk-ins linked to people of the register, by a coordinator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.refusals import Refused
from core.routes import account, route
from trainings.domain.rosters import link_walk_in
from trainings.forms.rosters import LinkForm
from trainings.models import Participation
from trainings.queries.walk_ins import log_walk_ins, walk_ins_of
from trainings.querysets import COORDINATES
from trainings.views.clearance import require_cleared_for_roster
from trainings.views.lookup import coordinated_training
from youth_groups.models import Person
from youth_groups.views.clearance import cleared


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinates")
@cleared
def walk_ins(request: HttpRequest, slug: str) -> HttpResponse:
    """Each walk-in with the records that may be the same person; POST links one. The number of a record can be typed, too."""
    training = coordinated_training(request, slug=slug)
    require_cleared_for_roster(request, training)
    form = LinkForm(request.POST or None)
    if form.is_valid():
        places = Participation.objects.select_related("person", "training")
        place = get_object_or_404(places, training=training, pk=form.cleaned_data["place"])
        person = Person.objects.filter(organisation=training.organisation_id, number=form.cleaned_data["person"]).first()
        try:
            if person is None:
                raise Refused(_("The register has no record with this number."), code="no_person")
            link_walk_in(participation=place, person=person, by=account(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Linked. The marks stay as they are."))
            return redirect("trainings:walk_ins", slug=slug)
    rows = walk_ins_of(training)
    log_walk_ins(user=request.user, training=training, walk_ins=rows)
    return render(request, "trainings/walk_ins.html", {"training": training, "rows": rows})
