# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import base_partner_merge
from . import crm_value_choice
from . import crm_client_setup
from . import crm_file_import
from . import crm_contact_event_import
from . import crm_lead_decision
from . import crm_match_explain
from . import crm_match_revert_confirm
from . import crm_generic_accept
from . import crm_email_domain_import
from . import crm_number_plan_import
from . import crm_person_finder
from . import crm_prospect_import
from . import crm_prospect_import_column
from . import crm_prospect_import_plan
from . import crm_prospect_link
from . import crm_prospect_unlink
from . import crm_put_off
from . import privacy_lookup
from . import crm_call_list_make
from . import crm_copy
from . import base_partner_merge_contacts
from . import crm_prospect_convert
from . import crm_prospect_convert_line
from . import crm_prospect_convert_many
