# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Links two CSV files with Splink: runs in the Python that has it, without Odoo.

    python splink_side.py FOLDER PRECISION PRECISION

FOLDER has clients.csv, prospects.csv and truth.csv. Prints one line of JSON:
seconds, memory, and the recall where the precision is one of the given ones.
"""

import json
import logging
import resource
import sys
import time

import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

ARRAYS = ("phones", "emails", "messengers", "documents")
# Codes of names that our own signatures look up by.
CODES = ("lastname_latins", "firstname_codes")
# Persons of one side whom the training looks at, about.
TRAINED = 200_000
# Pairs that are less likely one person are of no interest to anybody.
MIN_PROBABILITY = 0.05


def blocks():
    """Candidate pairs as our own signatures have them."""
    return [
        *(block_on(column, arrays_to_explode=[column]) for column in ARRAYS),
        *(
            block_on("birthdate_date", column, arrays_to_explode=[column])
            for column in CODES
        ),
    ]


def settings():
    """The model: names by likeness and rarity, any value in common of the others."""
    return SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=blocks(),
        comparisons=[
            compare.NameComparison("lastname").configure(
                term_frequency_adjustments=True
            ),
            compare.NameComparison("firstname").configure(
                term_frequency_adjustments=True
            ),
            compare.NameComparison("middlename").configure(
                term_frequency_adjustments=True
            ),
            compare.DateOfBirthComparison("birthdate_date", input_is_string=False),
            *(compare.ArrayIntersectAtSizes(column, [1]) for column in ARRAYS),
        ],
    )


def load(con, folder, name):
    """Read a CSV file into a table: arrays are separated by bars."""
    arrays = ", ".join(f"string_split({key}, '|') AS {key}" for key in ARRAYS + CODES)
    types = "types = {'unique_id': 'BIGINT', 'birthdate_date': 'DATE'}"
    con.execute(
        f"""CREATE TABLE {name} AS SELECT * REPLACE ({arrays})
        FROM read_csv('{folder}/{name}.csv', header = true, {types})"""
    )


def train(linker, persons):
    """Splink's usual three steps of training."""
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("documents", arrays_to_explode=["documents"])], recall=0.4
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    proportion = min(1.0, TRAINED / persons)
    # The training cannot look into arrays: the first document stands for all.
    for block in (block_on("birthdate_date", "lastname"), block_on("documents[1]")):
        training.estimate_parameters_using_expectation_maximisation(
            block, record_sample_proportion=proportion
        )


def evaluate(con, table, links, found):
    """Recall of one-client-a-prospect links where the precision is a given one.

    :param float links: precision of our links
    :param float found: precision of our links and proposals together
    """
    con.execute(
        f"""CREATE TABLE pair AS SELECT p.unique_id_r AS prospect_id,
            p.unique_id_l AS partner_id, p.match_weight, t.partner_id IS NOT NULL AS ok
        FROM {table} p LEFT JOIN truth t ON t.prospect_id = p.unique_id_r
            AND t.partner_id = p.unique_id_l"""
    )
    # A link is the best client of a prospect, when no other is as good.
    con.execute(
        """CREATE TABLE link AS SELECT match_weight, ok FROM pair
        QUALIFY match_weight = max(match_weight) OVER (PARTITION BY prospect_id)
            AND count(*) OVER (PARTITION BY prospect_id, match_weight) = 1"""
    )
    [(known,)] = con.execute("SELECT count(*) FROM truth").fetchall()
    [(pairs, right)] = con.execute("SELECT count(*), sum(ok::int) FROM pair").fetchall()
    reached, recall = best_recall(con, known, links)
    return {
        "recall at that of all found": round(best_recall(con, known, found)[1], 5),
        "precision": round(reached, 5),
        "recall": round(recall, 5),
        "recall at .999": round(best_recall(con, known, 0.999)[1], 5),
        "recall at .99": round(best_recall(con, known, 0.99)[1], 5),
        "pairs": pairs,
        "pairs_precision": round(right / pairs, 5),
        "pairs_recall": round(right / known, 5),
    }


def best_recall(con, known, precision):
    """The threshold with the best recall among those precise enough.

    :return: (precision, recall); of the most precise one when none is enough
    """
    return con.execute(
        """WITH steps AS (
            SELECT DISTINCT sum(ok::int) OVER w AS right_links, count(*) OVER w AS links
            FROM link WINDOW w AS (ORDER BY match_weight DESC)),
        shares AS (SELECT right_links / links AS precision,
                right_links / $known AS recall FROM steps)
        SELECT precision, recall FROM shares ORDER BY precision >= $precision DESC,
            CASE WHEN precision >= $precision THEN recall ELSE precision END DESC
        LIMIT 1""",
        {"known": known, "precision": precision},
    ).fetchone()


def main(folder, links, found):
    logging.getLogger("splink").setLevel(logging.ERROR)
    # Odoo limits the address space of its processes; DuckDB wants more.
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    db_api = DuckDBAPI()
    con = db_api.duckdb_con
    figures, now = {}, clock()
    for name in ("clients", "prospects"):
        load(con, folder, name)
    linker = Linker(
        [
            db_api.register(name, dataset_display_name=name)
            for name in ("clients", "prospects")
        ],
        settings(),
        log_level=logging.ERROR,
    )
    figures["load"], now = spent(now)
    [(persons, larger)] = con.execute(
        """SELECT sum(n), max(n) FROM (SELECT count(*) AS n FROM clients
            UNION ALL SELECT count(*) FROM prospects)"""
    ).fetchall()
    train(linker, larger)
    figures["train"], now = spent(now)
    pairs = linker.inference.predict(threshold_match_probability=MIN_PROBABILITY)
    figures["predict"], now = spent(now)
    figures["persons"] = int(persons)
    # Before the evaluation, which is not Splink's work.
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    con.execute(
        f"CREATE TABLE truth AS FROM read_csv('{folder}/truth.csv', header = true)"
    )
    figures.update(evaluate(con, pairs.physical_name, links, found))
    print(json.dumps(figures))


def clock():
    """Seconds on the wall and of the processors."""
    return time.perf_counter(), time.process_time()


def spent(since):
    """What went by since then, and now."""
    now = clock()
    return [end - begin for end, begin in zip(now, since, strict=True)], now


if __name__ == "__main__":
    main(sys.argv[1], *map(float, sys.argv[2:]))
