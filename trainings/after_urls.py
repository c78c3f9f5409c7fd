"""What follows a training: payments from the attendance."""

from django.urls import path

from trainings.views import chats, payments

urlpatterns = [
    path("<slug:slug>/chat/", chats.chat, name="chat"),
    path("<slug:slug>/payments/", payments.payments, name="payments"),
    path("<slug:slug>/payments/print/<str:language>/", payments.print_payments, name="print_payments"),
    path("<slug:slug>/payments/<str:number>/", payments.payment_sheet, name="payment_sheet"),
]
