# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The invented people of a benchmark, and how they get into the database."""

import json
import subprocess
import sys
from typing import NamedTuple

from ...demo import generator, sources

CHUNK = 5_000
WORKERS = 2
PARAMETER = "crm_prospect.benchmark"


class World(NamedTuple):
    """Who is there: the numbers of people, and the generator's arguments."""

    clients: int
    prospects: int
    known: float = 0.5
    seed: int = 1

    @classmethod
    def of(cls, options):
        """The world that the options of ./dev/bench ask for."""
        return cls(**{key: options[key] for key in cls._fields if key in options})

    @property
    def new_clients(self):
        """How many clients come later; among the prospects they are from the start."""
        return max(self.clients // 100, 1)

    @property
    def new_prospects(self):
        """How many prospects come later."""
        return max(self.prospects // 100, 1)


def fill(env, world):
    """Put the world's people into the database, without index and keys.

    :raise SystemExit: another or half a world is there
    """
    parameters = env["ir.config_parameter"].sudo()
    wanted = json.dumps(world._asdict())
    present = parameters.get_param(PARAMETER)
    if present == wanted:
        return
    if present:
        sys.exit(f"The database holds {present}: add --fresh to make it anew.")
    prepare(env)
    parameters.set_param(PARAMETER, "half a world")
    env.cr.commit()
    print(f"making {world.clients} clients, {world.prospects} prospects", flush=True)
    workers = [_start_worker(env, world, number) for number in range(WORKERS)]
    if any([worker.wait() for worker in workers]):
        sys.exit("The people could not be made, see above.")
    parameters.set_param(PARAMETER, wanted)
    env.cr.commit()
    vacuum(env)


def prepare(env):
    """Sources of the generator, and the table of who the prospects are."""
    group_ids = {
        name: env["crm.prospect.group"].create({"name": name}).id
        for name in generator.GROUPS
    }
    for source in [*generator.SOURCES, generator.CLIENT_SOURCE]:
        vals = {
            "name": source["name"],
            "weight": source["weight"],
            "group_id": group_ids.get(source.get("group")),
        }
        known = env["crm.prospect.source"].search([("code", "=", source["code"])])
        if known:
            known.write(vals)
        else:
            known.create({**vals, "code": source["code"]})
    env.cr.execute(
        "CREATE TABLE bench_truth (prospect_id int PRIMARY KEY, client_ref text)"
    )


def vacuum(env):
    """Leave nothing to autovacuum, which would run into what is measured."""
    with env.registry.cursor() as cr:
        cr._cnx.rollback()
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")
        cr._cnx.autocommit = False


def _start_worker(env, world, number):
    """Start a process of Odoo that makes each WORKERS-th chunk of people."""
    return start_process(
        env,
        "from odoo.addons.crm_prospect.benchmarks.common import world\n"
        f"world.work(env, world.{world!r}, {number})\n",
    )


def start_process(env, program):
    """Start a process of Odoo that does a program with an `env` of this database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "odoo", "shell", "-d", env.cr.dbname]
        + ["--no-http", "--log-level=warn"],
        stdin=subprocess.PIPE,
        text=True,
    )
    process.stdin.write(program)
    process.stdin.close()
    return process


def work(env, world, number):
    """Make each WORKERS-th chunk of the world's people."""
    skip_index(env)
    skip_cards(env)
    for start in range(number * CHUNK, world.clients, WORKERS * CHUNK):
        load_clients(env, world, start, min(CHUNK, world.clients - start))
        env.cr.commit()
    for start in range(number * CHUNK, world.prospects, WORKERS * CHUNK):
        load_prospects(env, world, start, min(CHUNK, world.prospects - start))
        env.cr.commit()
        if start // CHUNK % 20 == 0:
            print(f"{start} prospects", flush=True)


# ---------------------------------------------------------------------- loading


def load_clients(env, world, start, count):
    """Load some clients of the world; return their ids."""
    persons = list(generator.clients(count, world.seed, start))
    return _checked(env["res.partner"].load_clients(persons), count)


def load_prospects(env, world, start, count):
    """Load some prospects of the world and note who they are; return their ids."""
    pairs = list(prospects(world, start, count))
    ids = _checked(env["crm.prospect"].load([person for person, _c in pairs]), count)
    env.cr.execute_values(
        "INSERT INTO bench_truth VALUES %s",
        [
            (prospect_id, str(sources.CLIENT_FIRST_REF + client))
            for prospect_id, (_person, client) in zip(ids, pairs, strict=True)
            if client is not None
        ],
        page_size=CHUNK,
    )
    return ids


def prospects(world, start, count):
    """(person dictionary, index of the client or None) of some prospects."""
    everybody = world.clients + world.new_clients
    return generator.prospects(count, everybody, world.seed, world.known, start=start)


def _checked(result, count):
    if result["created"] != count:
        raise RuntimeError(f"{result['created']} of {count} persons were created.")
    return result["ids"]


# ---------------------------------------------------------------------- shortcuts


def skip_index(env):
    """In this process: no index, no matching, no wait for other loaders.

    The workers make different people, who cannot meet.
    """
    env.registry["crm.person.index"]._touch = lambda *args: None
    env.registry["crm.prospect"]._match_online = lambda self: None
    env.registry["crm.prospect.slot"]._take = lambda *args: None


def skip_cards(env):
    """In this process: the cards of clients are made by SQL.

    How fast Odoo makes partners is not what is measured.
    """
    env.registry["res.partner"]._create_clients = _create_cards


def _create_cards(self, persons):
    numbers = self._next_numbers(len(persons))
    rows = []
    for person, number in zip(persons, numbers, strict=True):
        vals = self._prepare_client_vals(person)
        vals.update(
            name=self._join_name(person.columns),
            client_number=number,
            email_normalized=vals.get("email"),
            phone_sanitized=vals.get("phone"),
        )
        rows.append(vals)
    columns = sorted(set().union(*rows))
    self.env.cr.execute(
        f"""INSERT INTO res_partner (id, {", ".join(columns)}, complete_name,
            commercial_partner_id, is_client, active, is_company, partner_share, type,
            lang, color, message_bounce, create_uid, create_date, write_uid, write_date)
        SELECT d.id, {", ".join(f"r.{column}" for column in columns)}, r.name,
            d.id, TRUE, TRUE, FALSE, TRUE, 'contact',
            'en_US', 0, 0, 1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
        FROM (SELECT n, nextval('res_partner_id_seq') AS id
            FROM generate_series(1, %s) AS n) d
        JOIN json_populate_recordset(NULL::res_partner, %s) WITH ORDINALITY AS r
            ON r.ordinality = d.n
        ORDER BY d.n RETURNING id""",
        [len(rows), json.dumps(rows, default=str)],
    )
    return [card_id for (card_id,) in self.env.cr.fetchall()]
