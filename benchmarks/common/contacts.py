# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Clients with three contacts each, by SQL: how fast they get in is not measured."""

from . import world

PARAMETER = "crm_prospect.benchmark_contacts"
CONTACTS = 3
# One client of this many has his first phone together with the one before him.
SHARED = 20
RANGES = 17_000
STATEMENTS = (
    # A register in which nine of ten numbers were given out.
    """INSERT INTO crm_number_plan (name, country_id, prefix, file_date)
    SELECT 'Mobile', id, '+79', current_date FROM res_country WHERE code = 'RU'""",
    """INSERT INTO crm_number_range (plan_id, number_from, number_to, operator)
    SELECT p.id, '+7' || 9000000000 + n * 50000, '+7' || 9000000000 + n * 50000 + 44999,
        'Operator ' || n %% 50
    FROM crm_number_plan p, generate_series(0, %(ranges)s - 1) AS n""",
    """INSERT INTO res_partner (name, complete_name, active, is_client, client_number,
        type, lang, create_uid, create_date, write_uid, write_date)
    SELECT 'Client ' || n, 'Client ' || n, TRUE, TRUE, 10000000 + n, 'contact', 'en_US',
        1, now(), 1, now()
    FROM generate_series(1, %(clients)s) AS n""",
    """INSERT INTO crm_person_index (partner_id, lastname, gender, birthdate_date,
        address_key)
    SELECT id, 'surname' || client_number / 3, CASE client_number & 1 WHEN 0 THEN 'male'
        ELSE 'female' END, date '1950-01-01' + client_number %% 20000,
        'address' || client_number / 3
    FROM res_partner WHERE client_number > 10000000""",
    """INSERT INTO crm_contact_point (partner_id, kind, value, match_key, usage,
        phone_sanitized, phone_type, email_normalized, create_uid, create_date,
        write_uid, write_date)
    SELECT p.id, k.kind, v.value, v.value, k.usage,
        CASE k.kind WHEN 'phone' THEN v.value END,
        CASE k.kind WHEN 'phone' THEN 'mobile' END,
        CASE k.kind WHEN 'email' THEN v.value END, 1, now(), 1, now()
    FROM res_partner p
    CROSS JOIN (VALUES (0, 'phone', 'personal'), (1, 'phone', 'work'),
        (2, 'email', 'personal')) AS k(n, kind, usage)
    CROSS JOIN LATERAL (SELECT p.client_number - 10000000 AS client) c
    CROSS JOIN LATERAL (SELECT CASE k.kind
        WHEN 'email' THEN 'client' || c.client || '@'
            || (ARRAY['mail.ru', 'gmail.com', 'corp.example'])[1 + c.client %% 3]
        ELSE '+7' || 9000000000 + 400000000 * k.n + 3 * (c.client
            - CASE WHEN k.n = 0 AND c.client %% %(shared)s = 0 THEN 1 ELSE 0 END)
        END AS value) v
    WHERE p.client_number > 10000000""",
    """INSERT INTO crm_person_origin (contact_point_id, source_id, first_seen,
        last_seen, times)
    SELECT c.id, s.id, current_date - (hashint4(c.id) & 2047),
        current_date - (hashint4(c.id + s.place) & 255), 1
    FROM crm_contact_point c
    JOIN (SELECT id, row_number() OVER (ORDER BY id)::int AS place
        FROM crm_prospect_source LIMIT 3) s ON s.place <= 1 + (hashint4(-c.id) & 3)
    WHERE c.partner_id IS NOT NULL""",
    """INSERT INTO crm_contact_event (kind, match_key, partner_id, outcome, date,
        channel)
    SELECT c.kind, c.match_key, c.partner_id,
        CASE WHEN c.kind = 'email'
            THEN (ARRAY['opened', 'clicked', 'bounced'])[1 + (hashint4(c.id) & 1)]
            ELSE (ARRAY['reached', 'no_answer'])[1 + (hashint4(c.id) & 1)] END,
        now() - (hashint4(c.id) & 511) * interval '1 day', 'call'
    FROM crm_contact_point c
    WHERE c.partner_id IS NOT NULL AND hashint4(c.id + 7) %% 5 = 0
    ON CONFLICT DO NOTHING""",
)


def fill(env, options):
    """Make the clients and all that their scores look at, once per database."""
    parameters = env["ir.config_parameter"].sudo()
    if parameters.get_param(PARAMETER):
        return
    clients = options["clients"]
    print(f"making {clients} clients with {CONTACTS} contacts each", flush=True)
    for statement in STATEMENTS:
        env.cr.execute(
            statement, {"clients": clients, "shared": SHARED, "ranges": RANGES}
        )
    parameters.set_param(PARAMETER, str(clients))
    env.cr.commit()
    world.vacuum(env)
