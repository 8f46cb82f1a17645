# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Fill the demo database once and print what is in it: run by `odoo shell`.

Clients come as from a core system, prospects from a file by the import dialog, and
the cron's own method matches them.
"""

import base64
import time
from pathlib import Path

from odoo.addons import crm_prospect
from odoo.addons.crm_prospect.demo import contacts, generator, leads

CLIENTS = 1_500
PROSPECTS = 3_000
DOUBLE_EVERY = 100
FOLDER = Path(crm_prospect.__file__).resolve().parent / ".dev" / "demo"


def fill(env):
    """Make sources, groups, clients and prospects, and match them."""
    env.company.country_id = env.ref("base.ru")
    make_sources(env)
    example = generator.web_example()
    clients = list(generator.clients(CLIENTS))
    # Some people were entered twice in the core system: their prospects fit both.
    clients += [{**card, "ref": f"{card['ref']}-2"} for card in clients[::DOUBLE_EVERY]]
    report("clients", env["res.partner"].load_clients(clients))
    add_numbered(env, "res.partner", "load_clients", example["clients"])
    import_prospects(env)
    add_numbered(env, "crm.prospect", "load", example["prospects"])
    env["crm.match.run"].start("full")
    # Commits: from here on everything is there, and the cron would go on with the run.
    env["crm.match.run"]._process()


def make_sources(env):
    groups = env["crm.prospect.group"].create(
        [{"name": name} for name in generator.GROUPS]
    )
    groups = {group.name: group.id for group in groups}
    env["crm.prospect.source"].create(
        [
            {
                "name": source["name"],
                "code": source["code"],
                "weight": source["weight"],
                "group_id": groups.get(source.get("group")),
            }
            for source in (*generator.SOURCES, generator.CLIENT_SOURCE)
        ]
    )


def add_numbered(env, model, method, persons):
    """Load the persons of the documentation and give them their public numbers."""
    answer = getattr(env[model], method)([person for _number, person in persons])
    column = env[model]._number_column
    for (number, _person), record_id in zip(persons, answer["ids"], strict=True):
        env[model].browse(record_id).write({column: number})


def import_prospects(env):
    """Write the demo file and take it in by the import dialog."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "prospects.csv"
    people = generator.prospects(PROSPECTS, CLIENTS)
    generator.write_csv(path, (person for person, _client in people))
    dialog = env["crm.prospect.import"].create(
        {"file": base64.b64encode(path.read_bytes()), "filename": path.name}
    )
    dialog.action_read()
    dialog.action_import()
    report(
        f"prospects of {path.name}",
        {
            "created": dialog.created_count,
            "updated": dialog.updated_count,
            "unchanged": dialog.unchanged_count,
            "refused": range(dialog.refused_count),
        },
    )


def report(what, answer):
    print(
        f"{what}: {answer['created']} created, {answer['updated']} updated,"
        f" {answer['unchanged']} unchanged, {len(answer['refused'])} refused"
    )


def summarize(env):
    """Print clients, prospects, links by rule, ambiguous ones and the seconds."""
    prospects = env["crm.prospect"]
    counts = prospects._read_group(
        [("partner_id", "!=", False)], ["match_rule_id"], ["__count"]
    )
    results = dict(prospects._read_group([], ["match_result"], ["__count"]))
    run = env["crm.match.run"].search([("kind", "=", "full")], order="id", limit=1)
    clients = env["res.partner"].search_count([("is_client", "=", True)])
    print(f"Clients:   {clients:6}")
    print(f"Prospects: {prospects.search_count([]):6}")
    print(f"Links:     {sum(count for _rule, count in counts):6}")
    for rule, count in sorted(counts, key=lambda row: -row[1]):
        print(f"           {count:6}  {rule.name or 'by hand'}")
    print(f"To review: {results.get('proposed', 0):6}")
    print(f"Ambiguous: {results.get('ambiguous', 0):6}")
    print(f"Seconds:   {run.seconds:6.1f}  (full pass)")
    summarize_contacts(env)


def summarize_contacts(env):
    """Print how many contacts have a score, by what they are good for."""
    scores = env["crm.contact.score"]
    labels = dict(scores._fields["status"]._description_selection(env))
    counts = scores._read_group([], ["status"], ["__count"])
    print(f"Contacts:  {sum(count for _status, count in counts):6}")
    for status, count in sorted(counts, key=lambda row: -row[1]):
        print(f"           {count:6}  {labels[status]}")


started = time.monotonic()
# One transaction up to the matching: a killed first start leaves nothing behind.
if not env["crm.prospect.source"].search_count([("code", "=", "ABS")]):  # noqa: F821
    fill(env)  # noqa: F821
    env.cr.commit()  # noqa: F821 pylint: disable=invalid-commit
    print(f"made in {time.monotonic() - started:.0f} s")
if not env["crm.lead"].search_count([("prospect_id", "!=", False)], limit=1):  # noqa: F821
    leads.make_leads(env)  # noqa: F821
    env.cr.commit()  # noqa: F821 pylint: disable=invalid-commit
if not env["crm.contact.score.run"]._last_done():  # noqa: F821
    contacts.make_contacts(env)  # noqa: F821
    env["crm.contact.score.run"]._start()  # noqa: F821
    env["crm.contact.score.run"]._process()  # noqa: F821
summarize(env)  # noqa: F821
