"""Static files with their content's hash in the name, through the modules that scripts ask for each other."""

from __future__ import annotations

from django.contrib.staticfiles.storage import HashedFilesMixin, ManifestStaticFilesStorage


class ModuleManifestStorage(ManifestStaticFilesStorage):
    """A module of a script is loaded by the hashed name too, so that no browser mixes old and new ones.

    Only our own scripts in js/ are rewritten: libraries name files in ways that cannot be followed.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        HashedFilesMixin._js_module_import_aggregation_patterns[1],  # type: ignore[attr-defined]
    )
