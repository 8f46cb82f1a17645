# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of values that many people hold share."""

from .common import ProspectCase

OFFICE = {"phones": ["+79161112233"]}
SURNAMES = (
    *("Абрамов", "Белов", "Власов", "Громов", "Дронов", "Ежов"),
    *("Жуков", "Зимин", "Котов", "Лавров", "Маслов", "Носов"),
)
FIRSTNAMES = (
    *("Антон", "Борис", "Виктор", "Глеб", "Денис", "Егор"),
    *("Захар", "Игорь", "Кирилл", "Лев", "Максим", "Олег"),
)


def colleagues(count, **values):
    """Different people, each of whom holds these values; none is an Иванов."""
    return [
        {
            "lastname": SURNAMES[number % 12],
            "firstname": FIRSTNAMES[(number + number // 12) % 12],
            **values,
        }
        for number in range(count)
    ]


class GenericCase(ProspectCase):
    """Looks at generic values and at what the index makes of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # One rule that a phone decides and one that does without.
        cls.deactivate_rules(("mobile_names", "name_birthdate_passport"))

    def generic(self, **values):
        """The recorded generic values, or those with these column values."""
        domain = [(name, "=", value) for name, value in values.items()]
        self.env["crm.generic.value"].invalidate_model()
        return self.env["crm.generic.value"].search(domain)

    def column(self, person, name="phones"):
        """An array of the index row of a prospect or client."""
        owner = person._person_owner_field()
        self.env.cr.flush()
        self.env.cr.execute(
            f"SELECT {name} FROM crm_person_index WHERE {owner} = %s", [person.id]
        )
        [(value,)] = self.env.cr.fetchall()
        return value

    def settle(self):
        """What the cron does after a decision: index anew, then match."""
        runs = self.env["crm.match.run"]
        waiting = runs.search([("kind", "=", "index"), ("state", "=", "waiting")])
        for run in waiting:
            self.finish_run(run)
        self.match_all("incremental")

    def linked(self, *ids):
        """Clients of prospects, in their order."""
        prospects = self.env["crm.prospect"].browse(ids)
        prospects.invalidate_recordset()
        return [prospect.partner_id for prospect in prospects]
