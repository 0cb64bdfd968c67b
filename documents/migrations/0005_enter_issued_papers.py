"""Papers issued before there was a book get their lines; their numbers and days stay as they are."""

from typing import Any

from django.db import migrations

from core.text import fold
from documents.numbering import read_number, type_of

BATCH = 200


def enter(apps: Any, schema_editor: Any) -> None:
    papers = apps.get_model("documents", "IssuedDocument")
    registers = apps.get_model("documents", "Register")
    entries = apps.get_model("documents", "RegisterEntry")
    last = 0
    while True:
        rows = list(papers.objects.filter(pk__gt=last).order_by("pk").defer("search")[:BATCH])
        if not rows:
            return
        last = rows[-1].pk
        for row in rows:
            number = read_number(row.number)
            if number is None:
                continue
            register, _ = registers.objects.get_or_create(
                organisation_id=row.organisation_id, year=row.year, series=type_of(row.symbol)
            )
            recipients = [each for each in row.content.get("recipients", []) if isinstance(each, dict)]
            names = [str(each.get("name", "")) for each in recipients]
            sent = "; ".join(name for name in names if not name.casefold().startswith("lưu"))
            filed = " ".join(name for name in names if name.casefold().startswith("lưu"))[:200]
            words = f"{number}/{row.symbol} {row.type_name} {row.title} {row.signer_name} {sent}"
            entries.objects.get_or_create(
                register=register, number=number.value, suffix=number.suffix,
                defaults={
                    "organisation_id": row.organisation_id, "symbol": row.symbol, "dated_on": row.issued_on,
                    "state": "issued", "type_name": row.type_name, "title": row.title, "document": row,
                    "signer_name": row.signer_name, "recipients": sent, "filed_with": filed,
                    "search": fold(words)[:4000],
                },
            )  # fmt: skip
            if number.value > register.last_number:
                register.last_number = number.value
                register.save(update_fields=["last_number"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_register")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
