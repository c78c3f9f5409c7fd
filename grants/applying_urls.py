"""Addresses of applying without an account, and of what stands around it."""

from django.urls import path

from grants.views import resuming

urlpatterns: list[object] = [
    path("resume/", resuming.resume, name="resume"),
    path("applications/<slug:code>/code/", resuming.code_page, name="code"),
    path("applications/<slug:code>/join/", resuming.join, name="join"),
]
