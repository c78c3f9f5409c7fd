from django.urls import path

from programme.views import deputies, people

app_name = "programme"
urlpatterns = [
    path("office/accounts/", people.people, name="people"),
    path("office/accounts/new/", people.person_add, name="person_add"),
    path("office/accounts/<slug:number>/", people.person, name="person"),
    path("office/accounts/<slug:number>/roles/<int:pk>/end/", people.role_end, name="role_end"),
    path("office/accounts/<slug:number>/second-factor/", people.person_factor, name="person_factor"),
    path("office/accounts/<slug:number>/close/", people.person_close, name="person_close"),
    path("office/accounts/<slug:number>/code/", people.person_code, name="person_code"),
    path("office/deputies/roles/<int:pk>/", deputies.deputy_add, name="deputy_add"),
    path("office/deputies/<int:pk>/end/", deputies.deputy_end, name="deputy_end"),
]
