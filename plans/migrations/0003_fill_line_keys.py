import uuid
from typing import Any

from django.db import migrations

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    for name in ("Block", "TableRow"):
        model = apps.get_model("plans", name)
        while True:
            rows = list(model.objects.filter(key__isnull=True).only("pk")[:BATCH])
            if not rows:
                break
            for row in rows:
                row.key = uuid.uuid4()
            model.objects.bulk_update(rows, ["key"])


class Migration(migrations.Migration):

    dependencies = [("plans", "0002_editor_and_review")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
