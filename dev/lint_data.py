# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Check what the Python linters do not read: data files, manifest, translations.

Usage: ``python dev/lint_data.py REPOSITORY``. Prints one finding a line and exits
with 1 when there was any.
"""

import ast
import csv
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import polib

DATA_FOLDERS = ("data", "demo", "security", "views", "wizard", "report")
# %s, %d, %(name)s, {name}, and ICU-less Odoo markup must survive a translation.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif]|\{\w*\}|</?[a-z][^>]*>")
# What a translation changes inside a tag.
TRANSLATED = re.compile(r'\b(?:title|alt|placeholder|aria-label)="[^"]*"')


def xml_findings(addon):
    """Yield the XML files which are not well-formed, QWeb templates included."""
    for path in sorted(addon.glob("[!.]*/**/*.xml")):
        try:
            ElementTree.parse(path)
        except ElementTree.ParseError as error:
            yield f"{path.relative_to(addon)}: {error}"


def csv_findings(addon, files):
    """Yield the rows of Odoo's CSV data whose columns are not those of the header."""
    for name in files:
        if not name.endswith(".csv"):
            continue
        with (addon / name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        seen = set()
        for number, row in enumerate(rows, 1):
            if len(row) != len(rows[0]):
                yield f"{name}:{number}: {len(row)} columns, not {len(rows[0])}"
            if row and row[0] in seen:
                yield f"{name}:{number}: id {row[0]} is there twice"
            seen.update(row[:1])


def manifest_findings(addon, files):
    """Yield data files missing on disk, and XML on disk the manifest forgot."""
    for name in files:
        if not (addon / name).is_file():
            yield f"__manifest__.py: {name} does not exist"
    for folder in DATA_FOLDERS:
        for path in sorted((addon / folder).glob("**/*.xml")):
            name = path.relative_to(addon).as_posix()
            if name not in files:
                yield f"{name}: is not in the manifest"


def marks(text):
    """The placeholders and tags of a text, without what is translated in them."""
    return sorted(PLACEHOLDER.findall(TRANSLATED.sub("", text)))


def translation_findings(addon):
    """Yield what is missing, fuzzy or damaged in a translation."""
    template_path = addon / "i18n" / "crm_prospect.pot"
    if not template_path.exists():
        yield "i18n/crm_prospect.pot: is missing"
        return
    template = {entry.msgid for entry in polib.pofile(str(template_path))}
    for path in sorted((addon / "i18n").glob("*.po")):
        entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
        for entry in entries:
            if entry.fuzzy:
                problem = "is fuzzy"
            elif not entry.msgstr:
                problem = "is not translated"
            elif marks(entry.msgid) != marks(entry.msgstr):
                problem = "has other placeholders or tags in the translation"
            elif entry.msgid not in template:
                problem = "is not in the template any more"
            elif "module: crm_prospect" not in entry.comment:
                problem = "lacks the comment 'module: crm_prospect' Odoo reads"
            else:
                continue
            yield f"i18n/{path.name}:{entry.linenum}: {entry.msgid[:60]!r} {problem}"
        for msgid in sorted(template - {entry.msgid for entry in entries}):
            yield f"i18n/{path.name}: {msgid[:60]!r} is missing"


def main(addon):
    """Print every finding of the addon folder, a Path; return the exit code."""
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text("utf-8"))
    files = manifest.get("data", []) + manifest.get("demo", [])
    findings = [
        *manifest_findings(addon, files),
        *xml_findings(addon),
        *csv_findings(addon, [name for name in files if (addon / name).is_file()]),
        *translation_findings(addon),
    ]
    print(*findings, sep="\n", end="\n" if findings else "")
    return bool(findings)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
