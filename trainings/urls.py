from django.urls import path

from trainings.views import nominations

app_name = "trainings"
urlpatterns = [
    path("calls/<slug:slug>/groups/<str:number>/", nominations.nominate_page, name="nominate"),
    path("calls/<slug:slug>/groups/<str:number>/withdraw/<int:pk>/", nominations.withdraw_page, name="withdraw"),
]
