from django.urls import path

from programme.views import people

app_name = "programme"
urlpatterns = [
    path("office/accounts/", people.people, name="people"),
    path("office/accounts/new/", people.person_add, name="person_add"),
    path("office/accounts/<slug:number>/", people.person, name="person"),
    path("office/accounts/<slug:number>/roles/<int:pk>/end/", people.role_end, name="role_end"),
    path("office/accounts/<slug:number>/second-factor/", people.person_factor, name="person_factor"),
    path("office/accounts/<slug:number>/close/", people.person_close, name="person_close"),
]
