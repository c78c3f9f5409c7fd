"""Addresses that stand on paper: certificates at /v/ (and /V/, as QR codes are in capitals), sign-in sheets at /s/, calls at /t/,
the answer about a place at /p/, a certificate as a file at /c/."""

from django.urls import path

from trainings.views import answers, calls, certificate_links, sheets, short_forms, verify

urlpatterns = [
    path("f/", short_forms.type_code, name="short_form_code"),
    path("f/<str:code>/", short_forms.answer, name="short_form"),
    path("p/", answers.by_code, name="place_code"),
    path("c/", certificate_links.by_code, name="certificate_code"),
    path("t/<slug:slug>", calls.short, name="training_call_short"),
    path("v/", verify.start, name="verify"),
    path("v/<str:number>/", verify.result, name="verify_number"),
    path("v/<str:number>", verify.result, name="verify_number_short"),
    path("V/<str:number>", verify.result, name="verify_number_qr"),
    path("s/<str:number>", sheets.by_number, name="sheet_number"),
    path("S/<str:number>", sheets.by_number, name="sheet_number_qr"),
    path("s/<str:number>/<int:page>", sheets.by_number, name="sheet_page"),
    path("S/<str:number>/<int:page>", sheets.by_number, name="sheet_page_qr"),
]
