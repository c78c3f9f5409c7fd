from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("mail/", views.mail, name="mail"),
    path("enter/<slug:key>/", views.enter, name="enter"),
]
