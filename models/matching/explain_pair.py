# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL


class CrmMatchExplanation(models.AbstractModel):
    """Puts together why two persons are, or are not, taken for one.

    Which rule decides is asked of the engine, not worked out a second time.
    """

    _name = "crm.match.explanation"
    _description = "Why / Why Not"

    @api.model
    def _explain(self, prospect, other):
        """The answer of :meth:`CrmProspect.explain`, for checked records."""
        owner = "partner_id" if other._name == "res.partner" else "prospect_id"
        pair = (prospect.id, owner, other.id)
        match = self._get_match(prospect, other, owner)
        reasons = self.env["crm.match.reasons"]._of_pairs({0: pair}).get(0)
        compared = bool(reasons)
        reasons = reasons or self.env["crm.match.reasons"]._in_words([], owner, {})
        values = self.env["crm.match.explain.values"]._of_pair(prospect, other)
        rules = self._get_rules(prospect, other, owner, values)
        candidates = self.env["crm.match.explain.keys"]._explain(*pair)
        return {
            "prospect": self._get_person(prospect),
            "other": self._get_person(other),
            "verdict": self._get_verdict(match),
            "linked": self._is_linked(prospect, other, owner),
            "values": self._get_values(values),
            "rules": rules,
            "for": reasons["for"],
            "against": reasons["against"],
            "missing": reasons["missing"],
            "short": reasons["short"],
            "apart": [
                *self._get_apart(prospect, other, owner, match, compared),
                *reasons["contradicts"],
                *([] if candidates["compared"] else [candidates["text"]]),
            ],
            "candidates": candidates,
        }

    # ------------------------------------------------------------------ the pair

    @api.model
    def _get_person(self, person):
        client = person._name == "res.partner"
        return {
            "model": person._name,
            "id": person.id,
            "number": person.client_number if client else person.number,
            "name": person.name or "",
        }

    @api.model
    def _get_match(self, prospect, other, owner):
        """The recorded pair, whichever prospect was looked at first."""
        domain = [("prospect_id", "=", prospect.id), ("partner_id", "=", other.id)]
        if owner == "prospect_id":
            first, second = sorted([prospect.id, other.id])
            domain = [("prospect_id", "=", first), ("other_prospect_id", "=", second)]
        return self.env["crm.match"].search(domain)

    @api.model
    def _get_verdict(self, match):
        if not match:
            return None
        rule = match.rule_id.sudo()
        return {
            "match_id": match.id,
            "verdict": match.verdict,
            "rule_id": rule.id or None,
            "rule": rule.name if rule else None,
            "rule_version": match.rule_version,
            "confidence": match.confidence,
            "user": match.user_id.sudo().name or None,
            "date": match.date and match.date.isoformat(" ", "seconds"),
            "reason": match.reason or None,
            "ground_gone": match.ground_gone,
        }

    @api.model
    def _is_linked(self, prospect, other, owner):
        client = prospect._get_told_clients()
        if owner == "partner_id":
            return client == other
        return bool(client) and client == other.sudo().partner_id

    @api.model
    def _get_apart(self, prospect, other, owner, match, compared):
        """What holds the two apart, whatever their values are."""
        apart = []
        if match.verdict == "rejected":
            apart.append(self.env._("A person said that these are two persons."))
        linked = owner == "partner_id" and prospect.partner_id
        if linked and linked != other:
            apart.append(self.env._("The prospect is linked with another client."))
        elif owner == "partner_id" and prospect.match_result == "ambiguous":
            apart.append(
                self.env._("Several clients fit; a person has to decide which one.")
            )
        if not self._same_company(prospect, other) and not any(
            rule.cross_company for rule in self.env["crm.match.rule"]._usable()
        ):
            apart.append(self.env._("The two belong to different companies."))
        if not compared:
            apart.append(
                self.env._("One of the two is not compared: archived, or not indexed.")
            )
        return apart

    @api.model
    def _same_company(self, prospect, other):
        one, two = prospect.company_id, other.company_id
        return not one or not two or one == two

    @api.model
    def _get_values(self, values):
        """Both persons attribute by attribute, without what says the same twice."""
        labels = self.env["crm.match.reasons"]._labels()
        shown = self.env["crm.match.explain.condition"]._shown
        return [
            {
                "attribute": attribute,
                "label": label or labels[attribute],
                "left": shown(left),
                "right": shown(right),
            }
            for attribute, label, left, right in self._get_lines(values)
            if attribute in labels
            and (left or right)
            # The parts of a name are in the full name; former last names are not.
            and (
                attribute not in ("lastname", "firstname", "middlename")
                or len(left) > 1
                or len(right) > 1
            )
        ]

    @api.model
    def _get_lines(self, values):
        """(attribute, label or None, values of the one, of the other); one a type of
        documents, for different types are not different numbers."""
        for attribute, (left, right) in values.items():
            if attribute != "document":
                yield attribute, None, left, right
                continue
            ids = dict.fromkeys(value["type"] for value in left + right)
            for kind in self.env["crm.person.document.type"].browse(ids):
                mine, theirs = (
                    [value for value in side if value["type"] == kind.id]
                    for side in (left, right)
                )
                yield attribute, kind.name, mine, theirs

    # ------------------------------------------------------------------ the rules

    @api.model
    def _get_rules(self, prospect, other, owner, values):
        """Every rule with every condition, strictest first."""
        # Rules say nothing of persons; their signatures are for administrators only.
        rules = self.env["crm.match.rule"].sudo()
        mine = [("company_id", "in", [*self.env.companies.ids, False])]
        rules = rules.search(mine, limit=1000)
        conditions = rules.condition_ids
        pair = (prospect.id, owner, other.id)
        engine = self.env["crm.match.engine"].sudo()
        facts = engine._pair_facts(*pair, conditions)
        hit = self._get_hit(*pair)
        explained = {
            condition.id: self.env["crm.match.explain.condition"]._explain(
                condition, facts.get(condition.id, False), values, owner
            )
            for condition in conditions
        }
        found = []
        for rule in rules:
            mine = [explained[condition.id] for condition in rule.condition_ids]
            state = self._get_state(rule, mine, prospect, other, owner)
            found.append(
                {
                    "id": rule.id,
                    "name": rule.name,
                    "mode": rule.mode,
                    "sentence": rule.sentence,
                    "confidence": rule.confidence,
                    "holds": self._holds(mine),
                    "decides": bool(hit) and hit.rule == rule.id,
                    "rare": bool(hit)
                    and rule.mode == "proposing"
                    and hit.automatic == rule.id,
                    "state": state,
                    "state_text": self._state_texts()[state],
                    "conditions": mine,
                }
            )
        return found

    @api.model
    def _get_hit(self, prospect_id, owner, other_id):
        """What the engine makes of the pair: a :class:`decide.Hit` or None."""
        engine = self.env["crm.match.engine"].sudo()
        pair = SQL("SELECT %s::int AS person, %s::int AS other", prospect_id, other_id)
        if owner == "partner_id":
            return next(iter(engine._find_clients(pair).get(prospect_id, [])), None)
        return next(iter(engine._find_prospects(pair).values()), None)

    @api.model
    def _get_state(self, rule, conditions, prospect, other, owner):
        """Why the rule decides on the pair or not, as a code."""
        targets = {"partner_id": "client", "prospect_id": "prospect"}
        persons = [prospect] if owner == "partner_id" else [prospect, other]
        outside = any(person.group_id not in rule.group_ids for person in persons)
        if rule.target not in (targets[owner], "both"):
            return "other_target"
        if rule.group_ids and outside:
            return "not_for_this_group"
        if not rule.cross_company and not self._same_company(prospect, other):
            return "other_company"
        company = prospect.company_id or other.company_id
        if rule.company_id and rule.company_id != company:
            return "not_for_this_company"
        if rule.state == "draft":
            return "in_draft"
        if rule.waiting:
            return "being_prepared"
        if not self._holds(conditions):
            return "fails"
        excepted = any(c["outcome"] == "against" for c in conditions)
        return "demoted" if excepted and rule.mode == "automatic" else "holds"

    @api.model
    def _holds(self, conditions):
        """Whether all conditions fit; an exception only makes the rule propose."""
        return bool(conditions) and all(
            c["outcome"] == "fits" or c["comparison"] == "different" for c in conditions
        )

    @api.model
    def _state_texts(self):
        return {
            "holds": self.env._("holds"),
            "demoted": self.env._("holds, but an exception makes it a proposal"),
            "fails": self.env._("does not hold"),
            "other_target": self.env._("is for other kinds of pairs"),
            "not_for_this_group": self.env._("not for this group of prospects"),
            "not_for_this_company": self.env._("is for another company"),
            "other_company": self.env._("the two belong to different companies"),
            "in_draft": self.env._("not in use"),
            "being_prepared": self.env._("is being prepared"),
        }
