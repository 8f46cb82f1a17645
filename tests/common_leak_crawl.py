# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""All that can be read of a model over RPC."""

from .common_leak import LeakCase
from .common_leak_markers import DIGITS, PART

# Whose models are gone through: those who promise to hide clients.
MODULES = {"crm_prospect", "crm", "mail", "calendar", "sales_team", "contacts"}
MODULES |= {"phone_validation", "privacy_lookup", "bus"}
BASE_MODELS = (
    "ir.attachment",
    "res.company",
    "res.partner",
    "res.partner.bank",
    "res.partner.category",
    "res.users",
    "res.users.settings",
)
TEXTS = ("char", "text", "html")
RELATIONS = ("many2one", "one2many", "many2many")
# What is chosen of them beside a list may be a client, or tell of one.
PEOPLE = ("res.partner", "crm.lead", "crm.prospect", "crm.contact.point")
# Without a value that a search or a group could take.
UNREAD = ("binary", "properties", "properties_definition")
# Odoo fails to group by them, whoever asks.
UNGROUPED = ("activity_state", "properties_base_definition_id")
# Of a model these many of the newest records are asked for by their ids; and these many
# of those that nobody may read.
NEWEST, REFUSED = 50, 2


class CrawlCase(LeakCase):
    """Reads, searches, groups and exports whatever the user may."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = sorted(
            name
            for name, model in cls.registry.items()
            if not model._abstract
            and (model._original_module in MODULES or name in BASE_MODELS)
        )

    def setUp(self):
        super().setUp()
        self.fields, self.refused = {}, set()

    def fields_of(self, model):
        """What he may read of a model; nothing of a model that is not his."""
        key = self.user, model
        if key not in self.fields:
            may = self.env[model].with_user(self.user).has_access("read")
            self.fields[key] = may and self.call(model, "fields_get") or {}
        return self.fields[key]

    def flat(self, model):
        """A specification of the fields of a model, relations by their names."""
        return {
            name: {"fields": {"display_name": {}}} if f["type"] in RELATIONS else {}
            for name, f in self.fields_of(model).items()
            if f["type"] not in UNREAD
        }

    def crawl(self, model):
        """Everything that is read of one model."""
        if not self.fields_of(model):
            return
        self.read_found(model)
        self.read_guessed(model)
        self.find_names(model)
        self.probe_texts(model)
        self.probe_ids(model)
        self.group(model)
        self.fill_form(model)

    def all_ids(self, model):
        """Ids of the newest records, whoever may see them."""
        model = self.env[model].sudo().with_context(active_test=False)
        return model.search([], order="id desc", limit=NEWEST).ids

    # ------------------------------------------------------------------ reading

    def read_found(self, model):
        """All that a search finds, with one level of what it is related with."""
        flat = self.flat(model)
        context = {"active_test": False}
        page = {"domain": [], "limit": 100, "context": context}
        related = {
            name: {"fields": self.flat(field["relation"])}
            for name, field in self.fields_of(model).items()
            if field["type"] in RELATIONS
            and field.get("relation")
            and self.fields_of(field["relation"])
        }
        for specs in (flat, related):
            self.divide(
                list(specs),
                lambda names, specs=specs: self.call(
                    model,
                    "web_search_read",
                    specification={name: specs[name] for name in names},
                    door=f"{model}.web_search_read {self.say(names)}",
                    **page,
                ),
            )
        self.call(model, "search_read", fields=list(flat), **page)
        ids = self.call(model, "search", [], limit=50, context=context) or []
        # Some lists nobody may export, and none of rows that are no table.
        is_table = self.registry[model]._auto
        if ids and is_table and self.call(model, "export_data", ids, ["id"]):
            self.divide(
                self.export_paths(model),
                lambda paths: self.call(
                    model,
                    "export_data",
                    ids,
                    paths,
                    door=f"{model}.export_data {self.say(paths)}",
                ),
            )

    def export_paths(self, model):
        """Columns of an export, one level deep."""
        paths = []
        for name, field in self.fields_of(model).items():
            # Contents of files are looked into where files are opened.
            if not field.get("exportable", True) or field["type"] in UNREAD:
                continue
            paths.append(name)
            related = field.get("relation")
            if related and field["type"] in RELATIONS:
                paths += [
                    f"{name}/{sub}"
                    for sub, of in self.fields_of(related).items()
                    if of["type"] in TEXTS and of.get("exportable", True)
                ]
        return paths

    def read_guessed(self, model):
        """Records that he does not find, by their ids."""
        ids = self.all_ids(model)
        context = {"active_test": False}
        domain = [("id", "in", ids)]
        found = self.call(model, "search", domain, context=context, door="(ids)")
        rest = self.env[model].browse(ids).with_user(self.user)
        rest = rest.filtered(lambda record: record.id not in (found or ()))
        # Whatever may be read without being found, and of the others a few: they are
        # refused alike.
        readable = rest._filtered_access("read")
        for record in readable + (rest - readable)[:REFUSED]:
            self.call(model, "web_read", record.ids, self.flat(model))
            self.call(model, "read", record.ids, ["display_name"])
            self.call(model, "get_formview_action", record.ids)

    # ------------------------------------------------------------------ searching

    def find_names(self, model):
        self.call(model, "name_search", "", limit=100)
        if self.has_names(model):
            for text in (PART, f"+7 {DIGITS[:3]} {DIGITS[3:]}", "500100732259"):
                self.call(model, "name_search", text, limit=100)

    def probe_texts(self, model):
        """A part of a text of a client finds nothing, along whatever path."""
        paths = {}
        for name, field in self.fields_of(model).items():
            if not field.get("searchable"):
                continue
            related, kind = field.get("relation"), field["type"]
            if kind in TEXTS and (name != "display_name" or self.has_names(model)):
                paths[name] = model, name, None
            elif kind in RELATIONS and related:
                paths |= {
                    f"{name}.{sub}": (related, sub, kind)
                    for sub, of in self.fields_of(related).items()
                    if of["type"] in TEXTS
                    and of.get("searchable")
                    and (sub != "display_name" or self.has_names(related))
                }
                if self.has_names(related):
                    paths[name] = related, "", kind
        # What was refused along one relation is refused along the next one alike.
        asked = [path for path, key in paths.items() if key not in self.refused]
        refused = self.probe(
            model,
            {
                path: [(path, "ilike", text) for text in (PART, DIGITS)]
                for path in asked
            },
        )
        self.refused.update(paths[path] for path in refused)

    def has_names(self, model):
        """Without names Odoo finds every record by any text."""
        model = self.env[model]
        named_by = model._fields.get(model._rec_name)
        if named_by and named_by.type == "many2one":
            return self.has_names(named_by.comodel_name)
        return bool(named_by or model._rec_names_search)

    def probe_ids(self, model):
        """The id of a client finds what that of nobody finds: nothing."""
        hidden = {"res.partner": self.secrets.ids, "crm.lead": self.secret_lead.ids}
        self.probe(
            model,
            {
                name: [
                    (name, "=", record_id) for record_id in hidden[field["relation"]]
                ]
                for name, field in self.fields_of(model).items()
                if field.get("searchable")
                and field["type"] in RELATIONS
                and field.get("relation") in hidden
            },
        )

    def probe(self, model, conditions):
        """None of these conditions finds anything.

        :param dict conditions: path -> conditions on it
        :return: the paths that nobody may search by
        """
        refused = []

        def ask(paths):
            leaves = [leaf for path in paths for leaf in conditions[path]]
            domain = ["|"] * (len(leaves) - 1) + leaves
            door = f"{model}.search {self.say(paths)}"
            context = {"active_test": False}
            count = self.call(model, "search_count", domain, context=context, door=door)
            if count:
                self.note(door, "a probe", f"{leaves[:3]}: {count}")
            elif count is None and len(paths) == 1:
                refused.extend(paths)
            return count

        self.divide(list(conditions), ask)
        return refused

    # ------------------------------------------------------------------ screens

    def group(self, model):
        """Groups by each field, and what is offered beside a list to filter it by."""
        context = {"active_test": False}
        fields = self.fields_of(model)
        for name, field in fields.items():
            kind = field["type"]
            if not field.get("groupable") or kind in UNREAD or name in UNGROUPED:
                continue
            by = f"{name}:day" if kind in ("date", "datetime") else name
            self.call(
                model,
                "formatted_read_group",
                [],
                [by],
                ["__count"],
                context=context,
                door=f"{model}.formatted_read_group {by}",
            )
        for name, field in fields.items():
            if field.get("groupable") and field.get("relation") in PEOPLE:
                self.call(
                    model,
                    "search_panel_select_range",
                    name,
                    door=f"{model}.search_panel_select_range {name}",
                )

    def fill_form(self, model):
        """Forms of new records, also with the client put into them by his id."""
        flat = self.flat(model)
        self.call(model, "default_get", list(flat))
        self.call(model, "onchange", [], {}, [], flat)
        for name, field in self.fields_of(model).items():
            if field.get("relation") != "res.partner" or field.get("readonly"):
                continue
            value = self.client.id
            if field["type"] != "many2one":
                value = [(4, value, 0)]
            self.call(
                model,
                "onchange",
                [],
                {name: value},
                [name],
                flat,
                door=f"{model}.onchange {name}",
            )
            self.call(
                model,
                "default_get",
                list(flat),
                context={f"default_{name}": value},
                door=f"{model}.default_get {name}",
            )
