"""Tokens for the rows that are here already, a thousand at a time, and the indexes over them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

from claims.text.tokens import tsvector

SEARCHED = {
    "Source": ("title", "publisher", "url"),
    "Article": ("headline", "outlet", "byline"),
    "Claimant": ("name_ko", "name_en", "role_ko", "role_en"),
    "Topic": ("name_ko", "name_en"),
}
AT_ONCE = 1000


def fill(apps, schema_editor):
    """Each batch by itself: nobody waits for the whole, and a second run goes on where the first stopped."""
    for model, names in SEARCHED.items():
        rows = apps.get_model("claims", model).objects.filter(search=None)
        last = 0
        while batch := list(rows.filter(pk__gt=last).only("pk", *names).order_by("pk")[:AT_ONCE]):
            for row in batch:
                row.search = tsvector("\n".join(getattr(row, name) for name in names))
            rows.model.objects.bulk_update(batch, ["search"])
            last = batch[-1].pk


class Migration(migrations.Migration):
    atomic = False  # the desk goes on meanwhile

    dependencies = [
        ('claims', '0020_searched_lists'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddIndexConcurrently("source", GinIndex(fields=["search"], name="source_search")),
        AddIndexConcurrently("article", GinIndex(fields=["search"], name="article_search")),
        AddIndexConcurrently("claimant", GinIndex(fields=["search"], name="claimant_search")),
    ]
