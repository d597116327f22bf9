"""``manage.py demo_site``: the demo's own source pages, which change after they were read once."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from claims.management.demo.build import demo_site


class Command(BaseCommand):
    help = "Serve the demo's source pages on the loopback address until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=settings.DEMO_SITE_PORT)

    def handle(self, *, port, **options):
        settings.DEMO_SITE_PORT = port
        try:
            site = demo_site()
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used: {error.strerror}. Set DEMO_SITE_PORT."
            ) from error
        self.stdout.write(f"Source pages at http://127.0.0.1:{port}/")
        try:
            site.serve_forever()
        except KeyboardInterrupt:
            self.stdout.write("Ended.")
