# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests share: sources, people, and the ways to take them in and match."""

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user

from odoo.addons.crm_prospect.demo import generator

# Everything that identification looks at, all of it valid.
ANNA = {
    "lastname": "Соколова",
    "firstname": "Анна",
    "middlename": "Петровна",
    "gender": "female",
    "birthdate": "1980-05-17",
    "phones": ["+79161234567"],
    "emails": ["anna.sokolova@example.org"],
    "messengers": [{"network": "vk", "id": "581233"}],
    "documents": [
        {"type": "passport_ru", "number": "4509 123456"},
        {"type": "inn", "number": "500100732259"},
        {"type": "snils", "number": "112-233-445 95"},
    ],
    "street": "ул. Советская, д. 12, кв. 7",
    "city": "Тверь",
}
NAME = {key: ANNA[key] for key in ("lastname", "firstname", "middlename")}
BIRTH = {"birthdate": ANNA["birthdate"]}
PHONE = {"phones": ANNA["phones"]}
EMAIL = {"emails": ANNA["emails"]}
MESSENGER = {"messengers": ANNA["messengers"]}
PASSPORT = {"documents": ANNA["documents"][:1]}
INN = {"documents": ANNA["documents"][1:2]}
SNILS = {"documents": ANNA["documents"][2:]}

MAX_STEPS = 1000


def orm_values(env, person, is_client=False):
    """A person dictionary as the form would send it: columns and child commands.

    :param dict person: as of `crm.prospect.load`; `source` is required
    :param bool is_client: whether it is for `res.partner`
    """
    person = dict(person)
    source = env["crm.prospect.source"].search([("code", "=", person.pop("source"))])
    points = [
        {"kind": kind, **(item if isinstance(item, dict) else {"value": item})}
        for kind in ("phone", "email")
        for item in person.pop(f"{kind}s", ())
    ] + [
        {"kind": "messenger", "network": item["network"], "value": item["id"]}
        for item in person.pop("messengers", ())
    ]
    types = {t.code: t.id for t in env["crm.person.document.type"].search([])}
    documents = [
        {"type_id": types[item["type"]], "number": item["number"]}
        for item in person.pop("documents", ())
    ]
    vals = {
        "contact_point_ids": [Command.create(point) for point in points],
        "document_ids": [Command.create(document) for document in documents],
    }
    reference = {"ref": person.pop("ref", None), "source_id": source.id}
    actual_date = person.pop("actual_date", None)
    if reference["ref"]:
        commands = [Command.create({**reference, "actual_date": actual_date})]
        vals["client_reference_ids" if is_client else "reference_ids"] = commands
    if country := person.pop("country", None):
        vals["country_id"] = env["res.country"].search([("code", "=", country)]).id
    for key, field in (
        ("birthdate", "birthdate_date"),
        ("employer", "employer_name"),
    ):
        if key in person:
            vals[field] = person.pop(key)
    vals.update({"is_client": True} if is_client else {"source_id": source.id})
    return {**person, **vals}


class ProspectCase(TransactionCase):
    """Sources of the generator, and people taken in one way or the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Another transaction would not see what a test has made.
        params = cls.env["ir.config_parameter"]
        params.set_param("crm_prospect.score_workers", "1")
        groups = cls.env["crm.prospect.group"].create(
            [{"name": name} for name in generator.GROUPS]
        )
        cls.groups = dict(zip(generator.GROUPS, groups, strict=True))
        cls.sources = {}
        for source in (*generator.SOURCES, generator.CLIENT_SOURCE):
            group = cls.groups.get(source.get("group"))
            cls.sources[source["code"]] = cls.env["crm.prospect.source"].create(
                {
                    "code": source["code"],
                    "name": source["name"],
                    "weight": source["weight"],
                    "group_id": group.id if group else False,
                }
            )

    @classmethod
    def hide_clients(cls, group="crm_prospect.group_prospect_own"):
        """A record rule by which this group sees no client."""
        cls.env["ir.rule"].create(
            {
                "name": "No clients",
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "domain_force": [("is_client", "=", False)],
                "groups": [Command.link(cls.env.ref(group).id)],
            }
        )

    # ------------------------------------------------------------------ people

    @classmethod
    def make_client(cls, **person):
        """A client typed in by hand, indexed."""
        vals = orm_values(cls.env, {"source": "ABS", **person}, is_client=True)
        vals.setdefault("name", " ".join(filter(None, cls._names(person))) or "?")
        client = cls.env["res.partner"].create(vals)
        cls.env.cr.flush()
        return client

    @classmethod
    def make_prospect(cls, **person):
        """A prospect typed in by hand, matched before `create` returns."""
        vals = orm_values(cls.env, {"source": "AL", **person})
        prospect = cls.env["crm.prospect"].create(vals)
        cls.env.cr.flush()
        return prospect

    @classmethod
    def load_clients(cls, persons):
        """Clients taken in in bulk; fails when one is refused."""
        persons = [{"source": "ABS", **person} for person in persons]
        return cls._loaded(cls.env["res.partner"].load_clients(persons), "res.partner")

    @classmethod
    def load_prospects(cls, persons):
        """Prospects taken in in bulk; fails when one is refused."""
        persons = [{"source": "AL", **person} for person in persons]
        return cls._loaded(cls.env["crm.prospect"].load(persons), "crm.prospect")

    @classmethod
    def _loaded(cls, result, model):
        assert not result["refused"], result["refused"]
        cls.env.cr.flush()
        return cls.env[model].browse(result["ids"])

    @staticmethod
    def _names(person):
        return (person.get(key) for key in ("lastname", "firstname", "middlename"))

    @classmethod
    def make_user(cls, login, *groups):
        """An internal user in groups of the addon, e.g. `steward`, `own`."""
        names = ",".join(f"crm_prospect.group_prospect_{group}" for group in groups)
        return new_test_user(cls.env, login, groups=f"base.group_user,{names}")

    # ------------------------------------------------------------------ matching

    @classmethod
    def make_rule(cls, *conditions, **vals):
        """A rule of `attribute` or `attribute:comparison` conditions, in use.

        Documents may be limited: `document:same:passport_ru`.
        """
        rule = cls.draft_rule(*conditions, **vals)
        rule.action_activate()
        return rule

    @classmethod
    def draft_rule(cls, *conditions, **vals):
        """The same, not yet in use."""
        commands = []
        for condition in conditions:
            attribute, comparison, code = (*condition.split(":"), "", "")[:3]
            types = cls.env["crm.person.document.type"].search([("code", "=", code)])
            commands.append(
                Command.create(
                    {
                        "attribute": attribute,
                        "comparison": comparison or "same",
                        "document_type_ids": [Command.set(types.ids)],
                    }
                )
            )
        return cls.env["crm.match.rule"].create(
            {"mode": "automatic", "condition_ids": commands, **vals}
        )

    @classmethod
    def deactivate_rules(cls, but=()):
        """Take the shipped rules out of use, except those with these xml ids."""
        kept = cls.env["crm.match.rule"].browse(
            [cls.env.ref(f"crm_prospect.match_rule_{name}").id for name in but]
        )
        rules = cls.env["crm.match.rule"].search([]) - kept
        rules.action_deactivate()

    @classmethod
    def match_all(cls, kind="full"):
        """Do a whole run inside the transaction of the test; return the run."""
        cls.env.cr.flush()
        runs = cls.env["crm.match.run"]
        return cls.finish_run(runs.browse(runs.start(kind)))

    @classmethod
    def finish_run(cls, run):
        """Step a run to its end."""
        for _step in range(MAX_STEPS):
            if run.state not in ("waiting", "running"):
                break
            run._step()
        cls.env.invalidate_all()
        return run
