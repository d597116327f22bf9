"""Who may open a desk view: checked in the view itself, whatever the page around it shows."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied


def needs(*permissions: str) -> Callable:
    """Let only people pass who have every named permission of this app: ``@needs("add_claim")``."""
    wanted = [f"claims.{permission}" for permission in permissions]

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def checked(request, *args, **options):
            if not request.user.has_perms(wanted):
                raise PermissionDenied
            return view(request, *args, **options)

        return checked

    return decorate
