"""Blocks of running text that every page of editors may use."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the page: the page's own title is the first level."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(label=_("Level"), choices=[("2", _("section")), ("3", _("part of a section"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "components/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture with its text for those who do not see it; the credit comes from the picture."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/blocks/picture.html"


class NoteBlock(blocks.StructBlock):
    """One thing to know before going on."""

    tone = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("info", _("to know")), ("ok", _("good news")), ("warn", _("take care"))], default="info"
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("Text"), rows=3)

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "components/blocks/note.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words. Who said it is a role or a place, never the name of someone under 18."""

    text = blocks.TextBlock(label=_("Words"), rows=3)
    by = blocks.CharBlock(label=_("Said by"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "components/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=80)
    value = blocks.CharBlock(label=_("Value"), max_length=200)

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), rows=3)

    class Meta:
        icon = "order"
        label = _("Step")


class FactsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "components/blocks/facts.html"


class StepsBlock(blocks.ListBlock):
    class Meta:
        icon = "order"
        label = _("Steps")
        template = "components/blocks/steps.html"


PROSE_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="components/blocks/text.html")),
    ("picture", PictureBlock()),
    ("note", NoteBlock()),
    ("quote", QuoteBlock()),
    ("facts", FactsBlock(FactBlock())),
    ("steps", StepsBlock(StepBlock())),
    ("document", DocumentChooserBlock(label=_("Document"), template="components/blocks/document.html")),
]
