from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("language/<slug:code>/", views.choose_language, name="language"),
    path("my/", views.my, name="my"),
    path("office/", views.office_board, name="office"),
]
