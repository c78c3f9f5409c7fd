"""A training's people leave as a table: who takes part, who was nominated. For its coordinators; its trainers have the sheets."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.routes import account, route
from trainings.queries.lists import nominations_list, participants_list
from trainings.querysets import COORDINATES
from trainings.views.lookup import coordinated_training
from youth_groups.views.lists import take_out_page


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
def export_participants(request: HttpRequest, slug: str) -> HttpResponseBase:
    training = coordinated_training(request, slug=slug)
    title = f"{training.public_title}: {_('Participants')}"
    return take_out_page(request, participants_list(account(request), training), title=title, back=training.get_absolute_url())


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate")
def export_nominations(request: HttpRequest, slug: str) -> HttpResponseBase:
    training = coordinated_training(request, slug=slug)
    if training.call_id is None:
        raise Http404
    title, back = f"{training.public_title}: {_('Candidates')}", reverse("trainings:selection", args=[slug])
    return take_out_page(request, nominations_list(account(request), training), title=title, back=back)
