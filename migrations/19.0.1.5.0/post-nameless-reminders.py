# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import SUPERUSER_ID, api

TYPE = "crm_prospect.mail_activity_type_client_application"


def migrate(cr, version):
    """Reminders on applications name no client: others read them, too, who may not see
    him. Done ones are messages.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    kind = env.ref(TYPE, raise_if_not_found=False)
    if not kind:
        return
    nobody = env["res.partner"]
    reminders = env["mail.activity"].with_context(active_test=False)
    domain = [("activity_type_id", "=", kind.id), ("res_model", "=", "crm.lead")]
    for lang, told in (
        reminders.search(domain).grouped(lambda told: told.user_id.lang).items()
    ):
        users = env["res.users"].with_context(lang=lang)
        told.summary = users._application_summary(nobody)
    cr.execute(
        """UPDATE mail_message m SET body = replace(m.body, ' ' || c.name, '')
        FROM crm_lead l
        JOIN crm_prospect p ON p.id = l.prospect_id
        JOIN res_partner c ON c.id = p.partner_id
        WHERE m.mail_activity_type_id = %s AND m.model = 'crm.lead'
            AND m.res_id = l.id AND c.name != ''""",
        (kind.id,),
    )
