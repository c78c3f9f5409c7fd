from django.urls import path

from youth_groups.views import duplicates, members, office, pages

app_name = "youth_groups"
urlpatterns = [
    path("groups/<str:number>/", pages.group, name="group"),
    path("groups/<str:number>/members/add/", members.add_member, name="add_member"),
    path("office/groups/", pages.groups, name="groups"),
    path("office/groups/new/", office.register, name="register_group"),
    path("office/groups/<str:number>/access/", office.access, name="access"),
    path("office/register/", pages.people, name="people"),
    path("office/register/duplicates/", duplicates.duplicates, name="duplicates"),
    path("office/register/duplicates/<int:pk>/", duplicates.duplicate, name="duplicate"),
    path("office/register/merges/<int:pk>/undo/", duplicates.undo, name="undo_merge"),
    path("office/register/<str:number>/", pages.person, name="person"),
]
