"""Addresses of applying without an account, and of what the office does around applying."""

from django.urls import path

from grants.views import papers, receiving, resuming

urlpatterns: list[object] = [
    path("resume/", resuming.resume, name="resume"),
    path("calls/<slug:slug>/form.pdf", papers.blank, name="blank"),
    path("applications/<slug:code>/code/", resuming.code_page, name="code"),
    path("applications/<slug:code>/join/", resuming.join, name="join"),
    path("applications/<slug:code>/read-back/", receiving.read_back, name="read_back"),
    path("applications/<slug:code>/original/", receiving.original, name="original"),
    path("applications/<slug:code>/versions/", receiving.versions, name="versions"),
    path("office/calls/<slug:slug>/record/", receiving.record, name="record"),
    path("office/calls/<slug:slug>/drafts/", receiving.drafts, name="drafts"),
    path("office/calls/<slug:slug>/tell/", receiving.tell, name="tell"),
    path("office/calls/<slug:slug>/copy/", receiving.copy, name="copy"),
    path("office/calls/<slug:slug>/preview/", receiving.preview, name="preview"),
    path("office/applications/<slug:code>/texts/", receiving.texts, name="texts"),
]
