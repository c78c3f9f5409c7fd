"""Addresses of screening, reviewing and deciding for many: the list, the ranking, the panel."""

from django.urls import path

from grants.views import desk, letters, ranking, remarks, screening

urlpatterns: list[object] = [
    path("office/applications/", desk.applications, name="applications"),
    path("office/applications/bulk/", desk.bulk, name="bulk"),
    path("office/applications/export/", desk.take_out, name="take_out"),
    path("office/views/", desk.keep_view, name="keep_view"),
    path("office/views/<int:pk>/remove/", desk.drop_view, name="drop_view"),
    path("office/calls/<slug:slug>/screening/", screening.first, name="screening_next"),
    path("office/calls/<slug:slug>/reviewers/", ranking.reviewers, name="reviewers"),
    path("office/calls/<slug:slug>/ranking/", ranking.board, name="ranking"),
    path("office/calls/<slug:slug>/ranking/propose/", ranking.propose_all, name="propose_all"),
    path("office/calls/<slug:slug>/ranking/approve/", ranking.approve_all, name="approve_all"),
    path("office/calls/<slug:slug>/meetings/", ranking.meetings, name="meetings"),
    path("office/applications/<slug:code>/screening/", screening.screening, name="screening"),
    path("office/applications/<slug:code>/remarks/", remarks.office_remark, name="remark"),
    path("reviews/<int:pk>/remarks/", remarks.reviewers_remark, name="review_remark"),
    path("applications/<slug:code>/decision.pdf", letters.decision_letter, name="decision_letter"),
]
