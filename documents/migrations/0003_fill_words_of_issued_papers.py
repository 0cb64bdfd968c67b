from typing import Any

from django.db import migrations

from core.text import fold

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("documents", "IssuedDocument")
    while True:
        rows = list(model.objects.filter(search="").defer("content")[:BATCH])
        if not rows:
            break
        for row in rows:
            row.search = fold(
                f"{row.type_name} {row.title} {row.number}/{row.symbol} {row.year} {row.signer_name}"
            )
        model.objects.bulk_update(rows, ["search"])


class Migration(migrations.Migration):

    dependencies = [("documents", "0002_words_of_issued_papers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
