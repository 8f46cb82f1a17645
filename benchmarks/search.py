# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Milliseconds of the search: by the box, by the API, and by a field of prospects.

The box shows a first page and a count; the API answers for both sides at once.

Options: --size N, --runs N texts of each kind (20), --explain SECONDS prints the plans
of slower statements.
"""

import random
import time

from ..demo import translit
from ..tools import name_layout
from .common import explain, ready, world
from .common.report import Report

FILL = "ready"
BOUND = 200
PAGE, COUNT_LIMIT = 80, 10_001
# What a field of prospects asks for: one more than it lists.
CHOICES = 8
RUNS = 20
SIDES = {
    "prospect_id": ("crm.prospect", [], {}),
    # The domain and context of the list of clients.
    "partner_id": (
        "res.partner",
        [("is_client", "=", True)],
        {"person_tab": "individuals"},
    ),
}
# The layout backwards: lower-case letters, of which some are marks in Latin.
_LATIN_KEYS = {
    letter: key for key, letter in name_layout._LAYOUTS[0].items() if letter > 127
}

fill = ready.fill


def run(env, options):
    """Search the people in each way."""
    people = world.World.of(options)
    runs = options.get("runs", RUNS)
    report = Report("search", **people._asdict(), runs=runs)
    # Not everybody has a document or an e-mail.
    persons = {owner: sample(env, owner, runs * 10) for owner in SIDES}
    with explain.explained(env, options.get("explain")):
        for kind, make in KINDS.items():
            for place, (way, (look, owners)) in enumerate(WAYS.items()):
                texts = {}
                for owner in owners:
                    known = list(filter(None, map(make, persons[owner])))
                    # Others for each way: each text is new to the base.
                    texts[owner] = known[place :: len(WAYS)][:runs]
                measure(env, report, f"{kind}: {way}", look, texts)
    report.settings(env)
    report.print()


def measure(env, report, name, look, texts):
    """Look for texts in one way, on each side that it knows.

    :param look: function of the environment, the side and a text: how many it found
    :param dict texts: side -> texts
    """
    notes, medians = [], []
    for owner in texts:
        seconds, hits = [], []
        for text in texts[owner]:
            env.invalidate_all()
            begun = time.perf_counter()
            hits.append(look(env, owner, text))
            seconds.append(time.perf_counter() - begun)
        if not seconds:
            continue
        seconds.sort()
        median, worst = (1000 * seconds[place] for place in (len(seconds) // 2, -1))
        medians.append(median)
        side = SIDES[owner][0]
        mean = sum(hits) // len(hits)
        notes.append(f"{side} {median:.0f}, worst {worst:.0f}, {mean} hits")
    median = round(max(medians), 1) if medians else ""
    report.fact(
        name, median, f"at most {BOUND}; {'; '.join(notes) or 'nobody has one'}"
    )


def search(env, owner, text):
    """What the list asks for when something was typed: a page, and how many."""
    model, domain, context = SIDES[owner]
    found = (
        env[model]
        .with_context(**context)
        .web_search_read(
            [("person_search", "ilike", text), *domain],
            {"display_name": {}},
            limit=PAGE,
            order="id desc",
            count_limit=COUNT_LIMIT,
        )
    )
    return found["length"]


def find(env, _owner, text):
    """What another system asks for, of either side's persons."""
    return len(env["crm.prospect"].find(text))


def choose(env, _owner, text):
    """What a field of prospects asks for while somebody types in it."""
    prospects = env["crm.prospect"].with_context(formatted_display_name=True)
    return len(prospects.web_name_search(text, {"display_name": {}}, limit=CHOICES))


# How it is looked for, and on which sides.
WAYS = {
    "list": (search, SIDES),
    "API": (find, SIDES),
    "choice": (choose, ("prospect_id",)),
}


def sample(env, owner, runs):
    """Persons of the index with a patronymic, any and always the same ones."""
    env.cr.execute(
        f"""SELECT i.lastname, i.firstname, i.middlename, i.birthdate_date AS birthdate,
            i.phones[1] AS phone, i.emails[1] AS email,
            p.{"number" if owner == "prospect_id" else "client_number"} AS number,
            (SELECT min(substr(d, 13)) FROM unnest(i.documents) d
                WHERE d LIKE 'passport_ru:%%') AS passport,
            (SELECT min(substr(d, 5)) FROM unnest(i.documents) d
                WHERE d LIKE 'inn:%%') AS inn,
            (SELECT min(s.code || ': ' || r.ref) FROM crm_prospect_reference r
                JOIN crm_prospect_source s ON s.id = r.source_id
                WHERE r.{owner} = i.{owner}) AS reference
        FROM crm_person_index i
        JOIN {"crm_prospect" if owner == "prospect_id" else "res_partner"} p
            ON p.id = i.{owner}
        WHERE i.lastname IS NOT NULL AND i.firstname IS NOT NULL
            AND i.middlename IS NOT NULL AND cardinality(i.phones) > 0
        ORDER BY hashint4(i.{owner}) LIMIT %s""",
        [runs],
    )
    columns = [column.name for column in env.cr.description]
    return [dict(zip(columns, row, strict=True)) for row in env.cr.fetchall()]


def _layout(text):
    """As typed with the keyboard switched to Latin."""
    return text.translate(_LATIN_KEYS)


def _name(person):
    return f"{person['lastname']} {person['firstname']}"


def _passport(person):
    number = person["passport"]
    return number and f"{number[:4]} {number[4:]}"


def _born(person):
    birthdate = person["birthdate"]
    return birthdate and f"{_name(person)} {birthdate:%d.%m.%Y}"


def _number(person):
    return f"{person['number']:,}".replace(",", " ")


def _beginning_of_mailbox(person):
    return person["email"] and person["email"].partition("@")[0][:-1]


# What is typed of a person, or None when he has none.
KINDS = {
    "one letter": lambda p: p["lastname"][:1],
    "two letters": lambda p: p["firstname"][:2],
    "beginning of the last name": lambda p: p["lastname"][:4],
    "last name": lambda p: p["lastname"],
    "first name": lambda p: p["firstname"],
    "patronymic": lambda p: p["middlename"],
    "variant of the first name": lambda _p: random.choice(
        ("саша", "маша", "лена", "коля", "катя", "ваня", "таня", "дима")
    ),
    "last and first name": _name,
    "beginnings of both": lambda p: f"{p['firstname'][:3]} {p['lastname'][:3]}",
    "full name": lambda p: f"{_name(p)} {p['middlename']}",
    "last name and initials": lambda p: (
        f"{p['lastname']} {p['firstname'][0]}. {p['middlename'][0]}."
    ),
    "nobody's two names": lambda _p: random.choice(("ольга иванович", "иван олеговна")),
    "wrong layout": lambda p: _layout(_name(p)),
    "Latin letters": lambda p: _name(p).translate(translit.HABIT),
    "name and birth date": _born,
    "whole phone": lambda p: f"8 ({p['phone'][2:5]}) {p['phone'][5:]}",
    "phone without its end": lambda p: f"8{p['phone'][2:9]}",
    "six digits": lambda p: p["phone"][-6:],
    "last four digits": lambda p: p["phone"][-4:],
    "code of a network": lambda p: f"8{p['phone'][2:5]}",
    "passport": _passport,
    "INN": lambda p: p["inn"],
    "e-mail": lambda p: p["email"],
    "beginning of a mailbox": _beginning_of_mailbox,
    "public number": _number,
    "reference": lambda p: p["reference"],
}
