"""Lists of people that leave and come back. Before the records' own addresses: a record's number is no word of these."""

from django.urls import path

from youth_groups.views import changes, lists, own_data

urlpatterns = [
    path("office/register/export/", lists.export_people, name="export_people"),
    path("office/groups/<str:number>/export/", lists.export_members, name="export_members"),
    path("office/register/changes/", changes.come_back, name="come_back"),
    path("office/register/changes/<uuid:pk>/", changes.changes, name="changes"),
    path("office/register/changes/<uuid:pk>/discard/", changes.discard, name="discard_changes"),
    path("office/register/<str:number>/own-data/", own_data.own_data, name="own_data"),
]
