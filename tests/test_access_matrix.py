# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import new_test_user, tagged

from .common import ProspectCase

OPERATIONS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}
ROLES = ("public", "portal", "plain", "own", "all", "steward", "admin")
# What each role may do with a model: nothing for the three who are not named.
MATRIX = {
    "crm.prospect": {"own": "rwc", "all": "rwc", "steward": "rwcd", "admin": "rwcd"},
    "crm.person.document": "crm.prospect",
    "crm.contact.point": "crm.prospect",
    "crm.person.name": "crm.prospect",
    "crm.prospect.reference": "crm.prospect",
    "crm.person.origin": {"own": "r", "all": "r", "steward": "r", "admin": "r"},
    "crm.match": "crm.person.origin",
    "crm.application.reference": "crm.person.origin",
    "crm.prospect.source": {"own": "r", "all": "r", "steward": "r", "admin": "rwcd"},
    "crm.prospect.group": "crm.prospect.source",
    "crm.person.document.type": "crm.prospect.source",
    "crm.match.rule": "crm.prospect.source",
    "crm.match.condition": "crm.prospect.source",
    "crm.name.variant": {"steward": "r", "admin": "rwcd"},
    "crm.match.run": {"steward": "r", "admin": "r"},
    "crm.match.run.line": {"steward": "r", "admin": "r"},
    "crm.match.revert": {"steward": "r", "admin": "r"},
    "crm.base.health": {"steward": "r", "admin": "r"},
    "crm.base.health.line": {"steward": "r", "admin": "r"},
    "crm.match.revert.confirm": {"steward": "rwc", "admin": "rwc"},
    "crm.match.trial": "crm.match.run",
    "crm.match.trial.difference": "crm.match.run",
    "crm.match.trial.pair": "crm.match.run",
    "crm.person.index": {"admin": "r"},
    "crm.access.log": {"admin": "r"},
    "crm.match.signature": {"admin": "r"},
    "crm.match.queue": {"admin": "r"},
    "crm.match.claim": {"admin": "r"},
    "crm.match.sample": {"admin": "r"},
    "crm.generic.value": {"steward": "r", "admin": "r"},
    "crm.stop.value": {"steward": "r", "admin": "rwcd"},
    "crm.generic.accept": {"steward": "rwc", "admin": "rwc"},
    "crm.client.setup": {"admin": "rwc"},
    "crm.match.explain": "crm.prospect.link",
    "crm.person.finder": "crm.prospect.link",
    "crm.prospect.link": {"own": "rwc", "all": "rwc", "steward": "rwc", "admin": "rwc"},
    "crm.lead.decision": "crm.prospect.link",
    "crm.prospect.convert": "crm.prospect.link",
    "crm.prospect.convert.line": {
        role: "rwcd" for role in ("own", "all", "steward", "admin")
    },
    "crm.prospect.convert.many": "crm.prospect.link",
    "crm.prospect.convert.refusal": "crm.person.origin",
    "crm.contact.event": "crm.person.origin",
    "crm.lead.step": "crm.person.origin",
    "crm.lead.day": "crm.person.origin",
    "crm.contact.score": "crm.person.origin",
    "crm.contact.share": "crm.person.origin",
    "crm.contactability": "crm.person.origin",
    "crm.contactability.place": "crm.person.origin",
    "crm.number.plan": "crm.prospect.source",
    "crm.number.range": "crm.prospect.source",
    "crm.email.domain": "crm.prospect.source",
    "crm.email.role": "crm.prospect.source",
    "crm.number.plan.import": "crm.client.setup",
    "crm.email.domain.import": "crm.client.setup",
    "crm.contact.score.model": "crm.prospect.source",
    "crm.contact.score.factor": "crm.prospect.source",
    "crm.contact.score.simulation": {"admin": "rd"},
    "crm.contact.score.simulation.band": {"admin": "r"},
    "crm.contact.score.simulation.mover": {"admin": "r"},
    "crm.contact.score.run": "crm.match.run",
    "crm.contact.score.queue": "crm.match.queue",
    "crm.call.list": {"own": "rwd", "all": "rwd", "steward": "rwd", "admin": "rwd"},
    "crm.call.list.line": {"own": "rw", "all": "rw", "steward": "rw", "admin": "rw"},
    "crm.call.list.make": "crm.prospect.link",
    "crm.prospect.unlink": "crm.prospect.link",
    "crm.put.off": "crm.prospect.link",
    "crm.copy": "crm.prospect.link",
    "crm.copy.line": {"own": "rwcd", "all": "rwcd", "steward": "rwcd", "admin": "rwcd"},
    "crm.copy.item": "crm.copy.line",
    "crm.mailing": {"own": "rw", "all": "rw", "steward": "rw", "admin": "rw"},
    "crm.mailing.recipient": "crm.person.origin",
    "crm.prospect.import": {"steward": "rwcd", "admin": "rwcd"},
    "crm.prospect.import.column": "crm.prospect.import",
    "crm.contact.event.import": "crm.prospect.import",
}


@tagged("post_install", "-at_install")
class TestAccessMatrix(ProspectCase):
    """Which role may do what with which model."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            "public": cls.env.ref("base.public_user"),
            "portal": new_test_user(cls.env, "m_portal", groups="base.group_portal"),
            "plain": new_test_user(cls.env, "m_plain", groups="base.group_user"),
            **{name: cls.make_user(f"m_{name}", name) for name in ROLES[3:]},
        }

    def test_matrix(self):
        """Every model of the addon, every role, every operation."""
        models = {
            name
            for name, model in self.registry.items()
            if model._original_module == "crm_prospect" and not model._abstract
        }
        self.assertEqual(models, set(MATRIX))
        for name in sorted(models):
            rights = MATRIX[name]
            while isinstance(rights, str):
                rights = MATRIX[rights]
            for role in ROLES:
                model = self.env[name].with_user(self.users[role])
                allowed = {
                    letter
                    for letter, operation in OPERATIONS.items()
                    if model.has_access(operation)
                }
                self.assertEqual(allowed, set(rights.get(role, "")), f"{name} {role}")

    def test_sales_groups(self):
        """The sales team gets its rights without anybody granting them."""
        for group, expected in (
            ("group_sale_salesman", "own"),
            ("group_sale_salesman_all_leads", "all"),
            ("group_sale_manager", "admin"),
        ):
            user = new_test_user(self.env, group, groups=f"sales_team.{group}")
            for name in ("own", "all", "steward", "admin"):
                self.assertEqual(
                    user.has_group(f"crm_prospect.group_prospect_{name}"),
                    ROLES.index(name) <= ROLES.index(expected),
                    f"{group} {name}",
                )
