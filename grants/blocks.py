"""What staff build beside the questions: yes-or-no questions that decide at once, and the criteria of the reviewers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from core.questions.blocks import KeyBlock, LongTextsBlock, TextsBlock

WHOLE = 100


class ConditionBlock(blocks.StructBlock):
    """A yes-or-no question with the answer that is needed, and what is said to who answers otherwise."""

    question = TextsBlock(label=_("Question"))
    needed = blocks.ChoiceBlock(label=_("Answer that is needed"), choices=[("yes", _("Yes")), ("no", _("No"))], default="yes")
    why_not = LongTextsBlock(label=_("What to say otherwise"))
    key = KeyBlock()

    class Meta:
        icon = "check"
        label = _("Condition")


class CriterionBlock(blocks.StructBlock):
    """A criterion: highest score, weight in per cent, guidance."""

    title = TextsBlock(label=_("Criterion"))
    guidance = LongTextsBlock(label=_("Looks at"))
    highest = blocks.IntegerBlock(label=_("Highest score"), min_value=1, max_value=100, default=5)
    weight = blocks.IntegerBlock(label=_("Weight in per cent"), min_value=1, max_value=WHOLE)
    key = KeyBlock()

    class Meta:
        icon = "list-ol"
        label = _("Criterion")


class _Keyed(blocks.StreamBlock):
    """Keys are made once and stay, as those of questions do."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        used = {child.value["key"] for child in cleaned if child.value["key"]}
        if len(used) != sum(1 for child in cleaned if child.value["key"]):
            raise StreamBlockValidationError(non_block_errors=[_now("Two keys are the same. Please change one of them.")])
        for place, child in enumerate(cleaned, 1):
            if not child.value["key"]:
                child.value["key"] = _free(f"{child.block_type}_{place}", used)
                used.add(child.value["key"])
        return cleaned


def _free(wanted: str, used: set[str]) -> str:
    key, more = wanted, 1
    while key in used:
        more += 1
        key = f"{wanted}_{more}"
    return key


class EligibilityBlocks(_Keyed):
    condition = ConditionBlock()


class RubricBlocks(_Keyed):
    criterion = CriterionBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        total = sum(child.value["weight"] for child in cleaned)
        if len(cleaned) and total != WHOLE:
            raise StreamBlockValidationError(
                non_block_errors=[ValidationError(_now("The weights make %(total)s per cent, not 100.") % {"total": total})]
            )
        return cleaned


def _texts(value: Any) -> dict[str, str]:
    return {code: text for code, text in (value or {}).items() if text}


def eligibility_from_blocks(value: Any) -> list[dict[str, Any]]:
    """[{key, question {lang: text}, needed bool, why_not {lang: text}}]."""
    return [
        {
            "key": child.value["key"] or f"condition_{place}",
            "question": _texts(child.value["question"]),
            "needed": child.value["needed"] == "yes",
            "why_not": _texts(child.value["why_not"]),
        }
        for place, child in enumerate(value, 1)
    ]


def rubric_from_blocks(value: Any) -> list[dict[str, Any]]:
    """[{key, title {lang: text}, guidance {lang: text}, max int, weight int (per cent)}]; the weights make 100."""
    return [
        {
            "key": child.value["key"] or f"criterion_{place}",
            "title": _texts(child.value["title"]),
            "guidance": _texts(child.value["guidance"]),
            "max": int(child.value["highest"]),
            "weight": int(child.value["weight"]),
        }
        for place, child in enumerate(value, 1)
    ]
