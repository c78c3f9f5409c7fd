"""Wagtail draws only the fields that a block's layout names; one that is left out cannot be typed, and saving breaks."""

import pytest
from django.apps import apps
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField


def struct_blocks(block):
    if isinstance(block, StructBlock):
        yield block
    children = block.child_blocks.values() if isinstance(block, StructBlock | StreamBlock) else ()
    for child in (*children, *((block.child_block,) if isinstance(block, ListBlock) else ())):
        yield from struct_blocks(child)


FIELDS = [
    (field, block)
    for model in apps.get_models()
    for field in model._meta.local_fields
    if isinstance(field, StreamField)
    for block in struct_blocks(field.stream_block)
]


def test_there_are_blocks_of_pages_questions_conditions_and_criteria():
    assert {field.name for field, _block in FIELDS} >= {"questions", "eligibility_blocks", "rubric_blocks"}


@pytest.mark.parametrize(("field", "block"), FIELDS, ids=lambda value: getattr(value, "name", ""))
def test_every_field_of_a_block_is_drawn(field, block):
    layout = block.meta.form_layout
    assert sorted(layout.get_sorted_block_names()) == sorted(block.child_blocks)
