import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.refusals import Refused
from programme.domain.organisations import bootstrap


class Command(BaseCommand):
    help = "Make the lead organisation and its first programme manager, once, on an empty programme."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="The manager's address; a one-time code goes there.")
        parser.add_argument("--manager", default="", help="The manager's name.")
        parser.add_argument("--code", required=True, help="The organisation's short code, for example fti.")
        for language in ("en", "ru", "ky"):
            parser.add_argument(f"--name-{language}", required=True, help=f"The organisation's name in {language}.")
        parser.add_argument("--ask-password", action="store_true", help="Ask for a password as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass() if options["ask_password"] else None
        try:
            user = bootstrap(
                code=options["code"],
                name_en=options["name_en"],
                name_ru=options["name_ru"],
                name_ky=options["name_ky"],
                email=options["email"],
                manager_name=options["manager"],
                password=password,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user} is programme manager of {options['code']}")
