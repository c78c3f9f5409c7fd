from django.urls import path

from programme.views import deputies, localities, people, readers

app_name = "programme"
urlpatterns = [
    path("office/accounts/", people.people, name="people"),
    path("office/accounts/new/", people.person_add, name="person_add"),
    path("office/accounts/<slug:number>/", people.person, name="person"),
    path("office/accounts/<slug:number>/roles/<int:pk>/end/", people.role_end, name="role_end"),
    path("office/accounts/<slug:number>/second-factor/", people.person_factor, name="person_factor"),
    path("office/accounts/<slug:number>/close/", people.person_close, name="person_close"),
    path("office/accounts/<slug:number>/code/", people.person_code, name="person_code"),
    path("office/agreements/", readers.agreements, name="agreements"),
    path("office/agreements/<int:pk>/", readers.agreement, name="agreement"),
    path("office/agreements/<int:pk>/contacts/<slug:number>/end/", readers.contact_end, name="contact_end"),
    path("office/agreements/<int:pk>/auditors/<int:held>/end/", readers.auditor_end, name="auditor_end"),
    path("office/deputies/roles/<int:pk>/", deputies.deputy_add, name="deputy_add"),
    path("office/deputies/<int:pk>/end/", deputies.deputy_end, name="deputy_end"),
    path("office/places/", localities.places, name="places"),
    path("office/places/register/", localities.register, name="localities"),
    path("office/places/new/", localities.add, name="locality_add"),
    path("office/places/<int:pk>/", localities.locality, name="locality"),
    path("office/places/<int:pk>/match/", localities.match, name="locality_match"),
    path("office/places/<int:pk>/edit/", localities.edit, name="locality_edit"),
    path("office/places/<int:pk>/names/", localities.name_add, name="locality_name_add"),
    path("office/places/<int:pk>/rename/", localities.rename, name="locality_rename"),
    path("office/places/names/<int:pk>/remove/", localities.name_remove, name="locality_name_remove"),
    path("office/places/merges/<int:pk>/undo/", localities.merge_undo, name="locality_merge_undo"),
]
