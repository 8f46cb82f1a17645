# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
import tempfile

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.tools import file_path
from odoo.tools.convert import convert_xml_import

_logger = logging.getLogger(__name__)

# Rules that came with 19.0.1.0.0: those that are gone were deleted by somebody.
KNOWN = {
    f"match_rule_{name}"
    for name in (
        "name_birthdate_passport",
        "passport_lastname",
        "snils_lastname",
        "snils_firstname",
        "inn_lastname",
        "name_birthdate_phone",
        "name_birthdate_email",
        "email_names",
        "mobile_names",
        "changed_surname",
        "messenger_firstname",
        "name_birthdate",
        "names_birthdate",
        "sound_birthdate",
    )
}


def migrate(cr, version):
    """Bring in the new rules as drafts, and look up those in use by the new keys."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    # A link costs no look-up of its rule any more, see lean_fields.py.
    cr.execute(
        "ALTER TABLE crm_prospect"
        " DROP CONSTRAINT IF EXISTS crm_prospect_match_rule_id_fkey"
    )
    # A rule may have several signatures now.
    cr.execute("ALTER TABLE crm_match_rule DROP COLUMN IF EXISTS signature_id")
    _load_new_rules(env)
    # Those in use are looked up by parts of keys that did not exist.
    active = env["crm.match.rule"].search([("state", "=", "active")])
    active.write({"state": "draft"})
    for rule in active.sorted(lambda rule: (rule.sequence, rule.id)):
        try:
            with cr.savepoint():
                rule.action_activate()
        except ValidationError:
            # Its form says why when somebody activates it; an upgrade goes on.
            _logger.warning("Match rule %s is a draft now: see its form.", rule.id)
    stale = env["crm.match.signature"].search([]) - active.signature_ids
    stale.unlink()
    # Pairs rejected so far are asked about again when somebody changes from now on.
    rejected = env["crm.match"].search([("verdict", "=", "rejected")])
    for start in range(0, len(rejected), 10_000):
        rejected[start : start + 10_000]._take_fingerprint()
    # The index has new columns.
    env["crm.match.run"]._request("index")


def _load_new_rules(env):
    path = file_path("crm_prospect/data/crm_match_rule_data.xml")
    root = etree.parse(path).getroot()
    for element in list(root):
        new = element.tag == "record" and element.get("id") not in KNOWN
        if not new or env.ref(f"crm_prospect.{element.get('id')}", False):
            root.remove(element)
    if len(root):
        with tempfile.NamedTemporaryFile("wb", suffix=".xml") as stream:
            stream.write(etree.tostring(root))
            stream.flush()
            convert_xml_import(env, "crm_prospect", stream.name, {}, "init", True)
