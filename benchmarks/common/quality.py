# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How right the links are: what was found against who the prospects are."""

from ...demo.sources import CLIENT_SOURCE

# Known prospects and their clients, as far as these are in the base yet.
TRUTH = """
    SELECT t.prospect_id, r.partner_id FROM bench_truth t
    JOIN crm_prospect_reference r ON r.ref = t.client_ref AND r.partner_id IS NOT NULL
    JOIN crm_prospect_source s ON s.id = r.source_id AND s.code = %s"""
FOUND = "verdict IN ('automatic', 'proposed') AND partner_id IS NOT NULL"


def count_quality(env):
    """Compare links and proposals with the truth.

    :return: dict with `known` (prospects who are clients), `links`, `ambiguous`,
        `recall` and `precision` of the links, `recall_found` (of links and
        proposals), `precision_found` (of the pairs)
    """
    env.cr.execute(
        f"""WITH truth AS MATERIALIZED ({TRUTH}),
            found AS MATERIALIZED (SELECT m.*, t.partner_id IS NOT NULL AS is_right
                FROM (SELECT prospect_id, partner_id FROM crm_match WHERE {FOUND}) m
                LEFT JOIN truth t USING (prospect_id, partner_id))
        SELECT (SELECT count(*) FROM truth),
            (SELECT count(*) FROM crm_prospect WHERE partner_id IS NOT NULL),
            (SELECT count(*) FROM crm_prospect WHERE match_result = 'ambiguous'),
            (SELECT count(*) FROM crm_prospect p
                JOIN truth t ON t.prospect_id = p.id AND t.partner_id = p.partner_id),
            (SELECT count(*) FROM found),
            (SELECT count(*) FROM found WHERE is_right)""",
        [CLIENT_SOURCE["code"]],
    )
    [(known, links, ambiguous, right, pairs, right_pairs)] = env.cr.fetchall()
    return {
        "known": known,
        "links": links,
        "ambiguous": ambiguous,
        "recall": _share(right, known),
        "precision": _share(right, links),
        "recall_found": _share(right_pairs, known),
        "precision_found": _share(right_pairs, pairs),
    }


def count_candidates(env):
    """Share of the known prospects whose client is among the candidate pairs.

    No rule can find the others: they share no key.
    """
    env.cr.execute(
        f"""SELECT count(*), count(*) FILTER (WHERE EXISTS (
                SELECT FROM crm_match_candidate c WHERE c.person = t.prospect_id
                    AND c.other = t.partner_id AND c.is_client))
        FROM ({TRUTH}) t""",
        [CLIENT_SOURCE["code"]],
    )
    [(known, among)] = env.cr.fetchall()
    return _share(among, known)


def count_rules(env):
    """What each rule found: rows (sequence, rule, verdict, pairs, precision)."""
    env.cr.execute(
        f"""SELECT m.rule_id, m.verdict, count(*), avg((t.partner_id IS NOT NULL)::int)
        FROM crm_match m
        LEFT JOIN ({TRUTH}) t
            ON t.prospect_id = m.prospect_id AND t.partner_id = m.partner_id
        WHERE {FOUND.replace("partner_id", "m.partner_id")}
        GROUP BY m.rule_id, m.verdict ORDER BY m.rule_id, m.verdict""",
        [CLIENT_SOURCE["code"]],
    )
    rows = env.cr.fetchall()
    rules = env["crm.match.rule"].with_context(active_test=False).search([])
    names = {rule.id: (rule.sequence, rule.name) for rule in rules}
    return sorted(
        (*names[rule], verdict, pairs, float(precision))
        for rule, verdict, pairs, precision in rows
    )


def _share(part, whole):
    return round(part / whole, 5) if whole else 0.0
