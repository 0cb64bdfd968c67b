from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import core.indexes


class Migration(migrations.Migration):

    dependencies = [("documents", "0001_initial")]

    operations = [
        TrigramExtension(),  # PostgreSQL alone; needs the right to create in the database, once
        migrations.AddField(
            model_name="issueddocument",
            name="search",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddIndex(
            model_name="issueddocument",
            index=core.indexes.WordsIndex(fields=["organisation", "search"], name="issued_words"),
        ),
    ]
