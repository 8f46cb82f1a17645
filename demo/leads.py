# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A dozen applications of the demo's people, one of each kind a lead can show."""

# How many, by what matching found of their persons.
PEOPLE = {"linked": 3, "proposed": 2, "ambiguous": 2, False: 2}
WISHES = ("Car loan", "Mortgage", "Credit card", "Savings account", "Car insurance")
EMPLOYER_INN = "7707083893"


def make_leads(env):
    """Applications of persons who are there, after they were matched."""
    prospects = env["crm.prospect"]
    people = []
    for result, count in PEOPLE.items():
        people += prospects.search(
            [("match_result", "=", result), ("lastname", "!=", False)],
            order="id",
            limit=count,
        )
    # The first client has come before, with the same and with another prospect.
    first = people[0]
    again = first.partner_id.prospect_ids - first
    first.partner_id.user_id = env.ref("base.user_admin")
    employ(env, people[:2])
    leads = [prepare_lead(person) for person in [first, *again[:1], *people]]
    for number, lead in enumerate(leads):
        lead["name"] = WISHES[number % len(WISHES)]
    company = {"partner_name": "Vector Ltd", "type": "opportunity", "user_id": False}
    leads.append({"name": "Payroll cards", **company})
    return env["crm.lead"].create(leads)


def prepare_lead(person):
    """Values of an application of this prospect."""
    return {
        "type": "opportunity",
        "prospect_id": person.id,
        "contact_name": person.name,
        "phone": person.phone,
        "email_from": person.email,
        "city": person.city,
        "user_id": False,
    }


def employ(env, people):
    """Give these people an employer, who is a company of the base."""
    company = env["res.partner"].create(
        {"name": "Vector Ltd", "is_company": True, "vat": EMPLOYER_INN}
    )
    for person in people:
        person.write({"employer_name": company.name, "employer_vat": EMPLOYER_INN})
