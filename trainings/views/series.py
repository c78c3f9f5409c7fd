"""A series of trainings: what belongs to it and how many people it reached, each once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from core.routes import route
from trainings.models import TrainingSeries
from trainings.queries.series import series_page_of
from trainings.querysets import COORDINATES


@require_GET
@route(audience="role", roles=COORDINATES, model="trainings.TrainingSeries", permission="organisation", methods=("GET",))
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    """For the coordinators in scope. Counts only: the names stand on the pages of the trainings."""
    series = get_object_or_404(TrainingSeries.objects.in_scope(request.user), slug=slug)
    return render(request, "trainings/series.html", {"series": series, "page": series_page_of(series)})
