# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import contact_point
from . import contact_card
from . import contact_history
from . import contact_on_card
from . import contact_split
from . import contact_times
from . import contact_event
from . import contact_event_parser
from . import contact_event_record
from . import contact_event_blacklist
from . import contact_event_mail
from . import contact_event_mailing
from . import contact_point_outcome
from . import number_plan
from . import number_plan_settings
from . import number_range
from . import shipped_word
from . import email_domain
from . import contact_point_facts
