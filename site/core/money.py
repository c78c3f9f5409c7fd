"""Money: whole minor units (tyiyn, cents) and a currency. Computed as Decimal, stored and summed as integers."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

#: Digits after the point by ISO 4217; every currency of the programme has two.
MINOR_DIGITS = {"KGS": 2, "EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "CAD": 2}


class Currency(models.TextChoices):
    KGS = "KGS", _("som (KGS)")
    EUR = "EUR", _("euro (EUR)")
    USD = "USD", _("US dollar (USD)")
    GBP = "GBP", _("pound sterling (GBP)")
    CHF = "CHF", _("Swiss franc (CHF)")
    CAD = "CAD", _("Canadian dollar (CAD)")


@dataclass(frozen=True, order=False)
class Money:
    """An amount in whole minor units of one currency. Adding two currencies raises ValueError."""

    minor: int
    currency: str = "KGS"

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str = "KGS") -> Self:
        """From a written amount in major units ("12 500,50"). Raises ValueError when it is no amount or has part of a minor unit."""
        text = str(amount).replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
        try:
            minor = Decimal(text).scaleb(MINOR_DIGITS[currency])
        except (InvalidOperation, KeyError) as error:
            raise ValueError("not an amount") from error
        if not minor.is_finite() or minor != minor.to_integral_value():
            raise ValueError("not a whole number of minor units")
        return cls(int(minor), currency)

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-MINOR_DIGITS[self.currency])

    def times(self, factor: Decimal) -> Self:
        """Multiplied, rounded half to even to a whole minor unit."""
        return type(self)(int((Decimal(self.minor) * factor).to_integral_value(ROUND_HALF_EVEN)), self.currency)

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")

    def __add__(self, other: "Money") -> Self:
        self._same(other)
        return type(self)(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> Self:
        self._same(other)
        return type(self)(self.minor - other.minor, self.currency)

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor
