"""Addresses of the roster import and the paper consents; included by trainings.urls."""

from django.urls import path

from trainings.views import consents, imports

urlpatterns = [
    path("imports/<uuid:pk>/", imports.review, name="import"),
    path("imports/<uuid:pk>/columns/", imports.columns, name="import_columns"),
    path("imports/<uuid:pk>/undo/", imports.undo, name="import_undo"),
    path("imports/<uuid:pk>/discard/", imports.discard, name="import_discard"),
    path("imports/<uuid:pk>/errors/", imports.error_sheet, name="import_errors"),
    path("<slug:slug>/import/", imports.upload, name="import_upload"),
    path("<slug:slug>/consents/", consents.paper_consents, name="consents"),
]
