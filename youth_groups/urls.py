app_name = "youth_groups"
urlpatterns: list[object] = []
