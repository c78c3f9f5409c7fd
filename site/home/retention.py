"""The class of each field of the public site: what editors publish on purpose."""

from core.retention import declare

declare("home.HomePage", not_personal="introduction hero_title how_title help_title help_text help_phone")
declare("home.StandardPage", not_personal="introduction")
