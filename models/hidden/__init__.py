# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from . import ir_ui_menu
from . import hidden_relation
from . import hidden_partner
from . import hidden_calendar
from . import hidden_document
from . import hidden_message
from . import hidden_search
from . import seen_relations
from . import hidden_duplicates
from . import hidden_recipients
from . import hidden_notify
from . import hidden_figures
from . import hidden_lead
from . import hidden_discuss
from . import hidden_error
from . import hidden_export
