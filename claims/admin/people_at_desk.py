"""Who can be given work."""

from django.db.models import QuerySet

from claims.models import User


def desk_members() -> QuerySet:
    return User.objects.filter(is_active=True, is_staff=True).order_by("name", "username")
