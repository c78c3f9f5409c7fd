from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("jobs/<uuid:pk>/", views.job_page, name="job"),
    path("jobs/<uuid:pk>/file/", views.job_file, name="job_file"),
]
