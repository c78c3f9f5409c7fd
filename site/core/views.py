"""A job's own page: how far it is, what it made. Only whoever started it sees it."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.jobs import job_label
from core.models import Job
from core.routes import route
from core.uploads import send


@route(audience="object", model="core.Job", permission="created_by", methods=("GET",))
def job_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_object_or_404(Job.objects.select_related("result_file").filter(created_by=request.user.pk), pk=pk)
    return render(request, "core/job.html", {"job": row, "label": job_label(row.kind)})


@route(audience="object", model="core.Job", permission="created_by", methods=("GET",))
def job_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    row = get_object_or_404(Job.objects.select_related("result_file").filter(created_by=request.user.pk), pk=pk)
    if row.result_file is None:
        raise Http404
    return send(row.result_file, inline=row.result_file.content_type == "application/pdf")
