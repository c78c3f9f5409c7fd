"""What follows a training: payments from the attendance."""

from django.urls import path

from trainings.views import chats, payments, short_forms

urlpatterns = [
    path("<slug:slug>/forms/", short_forms.forms, name="forms"),
    path("<slug:slug>/forms/right/", short_forms.right_answers, name="right_answers"),
    path("<slug:slug>/forms/<slug:kind>/paper/", short_forms.from_paper, name="form_from_paper"),
    path("<slug:slug>/forms/<slug:kind>/print/<str:language>/", short_forms.paper, name="form_print"),
    path("<slug:slug>/chat/", chats.chat, name="chat"),
    path("<slug:slug>/payments/", payments.payments, name="payments"),
    path("<slug:slug>/payments/print/<str:language>/", payments.print_payments, name="print_payments"),
    path("<slug:slug>/payments/<str:number>/", payments.payment_sheet, name="payment_sheet"),
]
