import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_scale_roles_pages")]

    operations = [
        migrations.AddIndex(
            model_name="check",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["checked_at"], name="check_by_time"
            ),
        ),
    ]
