"""The report on a training, and its photos: for photos of people a permission of its own, 404 for everybody else."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access import log_access
from core.refusals import Refused, refusals_as_messages
from core.routes import account, route
from core.uploads import send
from trainings.documents.report import draw_report
from trainings.domain.photos import add_training_photo, remove_training_photo
from trainings.forms.photos import TrainingPhotoForm
from trainings.models import Training, TrainingPhoto
from trainings.queries.papers import papers_of
from trainings.queries.photos import TrainingPicture, pictures_of
from trainings.queries.report import LANGUAGES, report_of
from trainings.querysets import COORDINATES
from trainings.views.lookup import coordinated_training
from youth_groups.campaign_rights import SEES_PHOTOS
from youth_groups.domain.clearance import require_cleared
from youth_groups.views.clearance import cleared

#: Where a refusal stands in the form.
PLACES = {"no_people": "shows", "wrong_type": "upload", "too_large": "upload", "unreadable": "upload", "empty": "upload"}


@require_GET
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("GET",))
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """What is still missing for the report, and the report in each language."""
    training = coordinated_training(request, slug=slug)
    papers, pictures = papers_of(training), pictures_of(training)
    context = {
        "training": training,
        "languages": LANGUAGES,
        "papers": len(papers),
        "unproven": sum(1 for paper in papers if not paper.is_whole),
        "open_sessions": training.sessions.filter(state="planned").count(),
        "shown": sum(1 for picture in pictures if picture.outside),
        "pictures": len(pictures),
        "photos": Training.objects.in_scope(request.user, SEES_PHOTOS).filter(pk=training.pk).exists(),
    }
    return render(request, "trainings/report.html", context)


@require_GET
@route(audience="object", roles=COORDINATES, model="trainings.Training", permission="coordinate", methods=("GET",))
def report_pdf(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The report as it stands now; drawn anew each time."""
    training = coordinated_training(request, slug=slug)
    if language not in LANGUAGES:
        raise Http404
    response = HttpResponse(draw_report(report_of(training, language)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="report-{training.number}-{language}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _pictured(request: HttpRequest, slug: str) -> Training:
    """404 without the permission on photos; Refused "not_cleared" without the papers for work with minors."""
    rows = Training.objects.in_scope(request.user, SEES_PHOTOS).select_related("activity_type")
    training = get_object_or_404(rows, slug=slug)
    require_cleared(account(request))
    return training


@require_http_methods(["GET", "POST"])
@never_cache
@route(audience="object", roles=SEES_PHOTOS, model="trainings.TrainingPhoto", permission="photos")
@cleared
def photos(request: HttpRequest, slug: str) -> HttpResponse:
    """The photos with what may be done with them, and whose consent is missing; a form for the next one."""
    training = _pictured(request, slug)
    roster = list(training.participations.select_related("person").order_by("person__folded", "pk"))
    form = TrainingPhotoForm(request.POST or None, request.FILES or None, roster=roster)
    if form.is_valid():
        try:
            add_training_photo(training=training, by=account(request), **form.facts())
        except Refused as refusal:
            form.add_error(PLACES.get(refusal.code), str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("trainings:photos", slug=slug)
    rows = pictures_of(training)
    _log(request, training, rows)
    opens = Training.objects.for_user(request.user).filter(pk=training.pk).exists()
    return render(request, "trainings/photos.html", {"training": training, "form": form, "rows": rows, "opens": opens})


def _log(request: HttpRequest, training: Training, rows: list[TrainingPicture]) -> None:
    """The page names the roster: reading minors among them, or on photos, is noted."""
    minors = training.participations.select_related("person")
    count = len({row.person_id for row in minors if row.person.is_minor_on(training.first_day)})
    if count or rows:
        log_access(user=request.user, action="read_photos", model=Training, subject_id=str(training.pk), rows=max(count, 1))


@require_GET
@never_cache
@route(audience="object", roles=SEES_PHOTOS, model="trainings.TrainingPhoto", permission="photos", methods=("GET",))
@cleared
def photo(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The picture itself, while those on it agree to be photographed."""
    training = _pictured(request, slug)
    picture = next((row for row in pictures_of(training) if row.photo.pk == pk and row.inside), None)
    if picture is None:
        raise Http404
    return send(picture.photo.file, inline=True)


@require_POST
@route(audience="object", roles=SEES_PHOTOS, model="trainings.TrainingPhoto", permission="photos", methods=("POST",))
@cleared
def remove_photo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    training = _pictured(request, slug)
    row = get_object_or_404(TrainingPhoto.objects.standing().select_related("training"), pk=pk, training=training)
    with refusals_as_messages(request):
        remove_training_photo(photo=row, by=account(request))
        messages.success(request, _("Removed."))
    return redirect("trainings:photos", slug=slug)
