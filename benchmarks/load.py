# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lines per second of taking people in, beside Odoo's own ways on the same rows.

Options: --size N prospects, --sample N for the slow ways of Odoo (1 000), --seed S.
Index and keys are written in all of them, generating the people is not counted.
"""

from itertools import islice, zip_longest

from odoo.fields import Command

from .common import world
from .common.clock import Clock, peak_memory, reset_peak_memory
from .common.report import Report

CHUNK = 5_000
SAMPLE = 1_000
SCALARS = {
    "lastname": "lastname",
    "firstname": "firstname",
    "middlename": "middlename",
    "gender": "gender",
    "birthdate": "birthdate_date",
    "street": "street",
    "zip": "zip",
    "city": "city",
    "employer": "employer_name",
    "comment": "comment",
}
LINES = {
    "reference_ids": ("source_id", "ref", "actual_date"),
    "contact_point_ids": ("kind", "network", "value", "usage"),
    "document_ids": ("type_id", "number"),
}
BOUND_MEMORY = 1024


def run(env, options):
    """Load different people in each way, each time committed."""
    world.prepare(env)
    size, sample = options["size"], options.get("sample", SAMPLE)
    people = world.World.of({**options, "clients": size, "prospects": size})
    env.cr.execute("SELECT pg_backend_pid()")
    clock = Clock(env.cr.fetchone()[0])
    report = Report("load", size=size, sample=sample, seed=people.seed)
    warm_up(env, people)
    reset_peak_memory()
    for name in ("crm.prospect.load", "the same once more"):
        measure(clock, report, name, load_prospects, env, chunks(people, size))
    report.fact("worker peak MiB", peak_memory(), f"at most {BOUND_MEMORY}")
    clients = list(world.generator.clients(min(size, 5 * sample), people.seed))
    measure(clock, report, "res.partner.load_clients", load_clients, env, [clients])
    for name, function, start in (
        ("ORM: create", create, 2 * size),
        ("Odoo's load(fields, data)", odoo_load, 3 * size),
    ):
        persons = [p for p, _c in islice(with_parts(people, start), sample)]
        measure(clock, report, name, function, env, [persons])
    report.settings(env)
    report.print()


def measure(clock, report, name, function, env, parts):
    """Time the function over lists of persons."""
    count = 0
    for persons in parts:
        with clock.measure(name):
            function(env, persons)
            env.cr.commit()
        env.invalidate_all()
        count += len(persons)
    report.step(name, clock.take(name), count)


def chunks(people, size):
    """The prospects in lists of CHUNK."""
    for start in range(0, size, CHUNK):
        count = min(CHUNK, size - start)
        yield [person for person, _c in world.prospects(people, start, count)]


def with_parts(people, start):
    """Prospects whose name is in parts: Odoo's load does not split it."""
    pairs = world.prospects(people, start, people.prospects)
    return (pair for pair in pairs if "name" not in pair[0])


def warm_up(env, people):
    """Fill the caches of Odoo and read the lists of names."""
    persons = [p for p, _c in islice(with_parts(people, 5 * people.prospects), 200)]
    load_prospects(env, persons[:100])
    create(env, persons[100:150])
    odoo_load(env, persons[150:])
    env.cr.commit()


# ---------------------------------------------------------------------- the ways


def load_prospects(env, persons):
    _checked(env["crm.prospect"].load(persons))


def load_clients(env, persons):
    _checked(env["res.partner"].load_clients(persons))


def _checked(result):
    if result["refused"]:
        raise RuntimeError(f"{len(result['refused'])} persons were refused.")


def create(env, persons):
    """The ORM, as a connector would call it."""
    vals_list = [prospect_vals(env, person) for person in persons]
    for vals in vals_list:
        for field in LINES:
            vals[field] = [Command.create(line) for line in vals[field]]
    env["crm.prospect"].with_context(tracking_disable=True).create(vals_list)


def odoo_load(env, persons):
    """Odoo's own import: lines of a person follow his first row."""
    lines = [(field, name) for field, names in LINES.items() for name in names]
    header = [*SCALARS.values(), "source_id/.id"]
    header += [f"{field}/{_column(name)}" for field, name in lines]
    rows = []
    for person in persons:
        vals = prospect_vals(env, person)
        scalars = [vals.get(name, "") for name in (*SCALARS.values(), "source_id")]
        for number, parts in enumerate(zip_longest(*(vals[f] for f in LINES))):
            part_of = dict(zip(LINES, parts, strict=True))
            row = [(part_of[field] or {}).get(name, "") for field, name in lines]
            rows.append((scalars if not number else [""] * len(scalars)) + row)
    rows = [[str(value) for value in row] for row in rows]
    loader = env["crm.prospect"].with_context(tracking_disable=True)
    result = loader.load(header, rows)
    if result["messages"]:
        raise RuntimeError(result["messages"][0]["message"])


def _column(name):
    return f"{name}/.id" if name.endswith("_id") else name


def prospect_vals(env, person):
    """Values of a prospect, lines as dictionaries, from a person dictionary."""
    source = env["crm.prospect.source"].search([("code", "=", person["source"])])
    vals = {name: person[key] for key, name in SCALARS.items() if key in person}
    contacts = [
        {"kind": kind, **(item if isinstance(item, dict) else {"value": item})}
        for kind, key in (("phone", "phones"), ("email", "emails"))
        for item in person.get(key, ())
    ] + [
        {"kind": "messenger", "network": item["network"], "value": item["id"]}
        for item in person.get("messengers", ())
    ]
    types = env["crm.person.document.type"]
    return {
        **vals,
        "source_id": source.id,
        "reference_ids": [
            {
                "source_id": source.id,
                "ref": person["ref"],
                "actual_date": person["actual_date"],
            }
        ],
        "contact_point_ids": contacts,
        "document_ids": [
            {
                "type_id": types.search([("code", "=", document["type"])]).id,
                "number": document["number"],
            }
            for document in person.get("documents", ())
        ],
    }
