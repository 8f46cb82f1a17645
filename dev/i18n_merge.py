# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bring the translations of a folder up to a freshly exported template.

Usage: ``python i18n_merge.py EXPORTED.pot FOLDER [--check]``. With --check nothing
is written, and the exit code is 1 when a file is out of date.
"""

import sys
from pathlib import Path

import polib

# They change with every export and tell nothing.
DATES = ("POT-Creation-Date", "PO-Revision-Date")


def stable(template):
    """Return the template, a POFile, without dates and in an order of its own."""
    for name in DATES:
        template.metadata.pop(name, None)
    template.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return template


def merged(template, path):
    """Return the .po at path, a Path which may not exist yet, with the template's
    terms and no others.
    """
    before = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {entry.msgid: entry for entry in before}
    result = polib.POFile(wrapwidth=78)
    result.header = template.header
    result.metadata = before.metadata or template.metadata
    for entry in template:
        old = known.get(entry.msgid)
        result.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=old.msgstr if old else "",
                comment=entry.comment,
                occurrences=entry.occurrences,
                flags=entry.flags,
            )
        )
    return result


def main(exported, folder, check):
    """Write, or with check only compare, the files of folder; return the exit code."""
    template = stable(polib.pofile(str(exported), wrapwidth=78))
    files = {folder / "crm_prospect.pot": template}
    for path in sorted({folder / "ru.po", *folder.glob("*.po")}):
        files[path] = merged(template, path)
    stale = 0
    for path, content in files.items():
        text = str(content).rstrip("\n") + "\n"
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale += 1
        if check:
            print(f"i18n/{path.name} is out of date: run ./dev/i18n")
        else:
            path.write_text(text, "utf-8")
            left = len(content.untranslated_entries()) if path.suffix == ".po" else 0
            print(f"i18n/{path.name} written, {left} terms to translate")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), "--check" in sys.argv[3:]))
