# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two values word by word: what is equal, what differs, down to the letters.

A text becomes a list of segments `(text, mark)` that joined give the text again.
Marks: `same` – the other side has this word too; `differs` – it has a similar one,
and `letter` are the letters of the word that are not in that; `only` – it has none
such; `alone` – the whole other side is blank, which is no difference.
"""

import re
from itertools import zip_longest

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .name_form import normalize
from .name_keys import latin_key

_MAX_LENGTH = 500
# Words and, at the even places of a split, what stands between them.
_WORD = re.compile(r"([^\W_]+(?:['’ʼ`][^\W_]+)*)")
# Less alike than that, two words are two words and no misspelling of one.
_SIMILAR = 50


def compare(left, right):
    """Segments of two texts; the order of words, case and ё do not matter.

    :param str left: one text
    :param str right: the other text
    :return: two lists of (text, mark)

    >>> compare("Иванович", "Иваныч")[1]
    [('Иван', 'differs'), ('ы', 'letter'), ('ч', 'differs')]
    >>> compare("Фёдор ПЕТРОВИЧ", "Петрович Федор")[0]
    [('Фёдор', 'same'), (' ', 'same'), ('ПЕТРОВИЧ', 'same')]
    >>> compare("Анна Мария", "Анна")
    ([('Анна', 'same'), (' ', 'same'), ('Мария', 'only')], [('Анна', 'same')])
    >>> compare("Анна", "")
    ([('Анна', 'alone')], [])
    """
    left, right = (left or "")[:_MAX_LENGTH], (right or "")[:_MAX_LENGTH]
    if not left.strip() or not right.strip():
        return _alone(left), _alone(right)
    parts = _WORD.split(left), _WORD.split(right)
    words = [part[1::2] for part in parts]
    pairs = _pair_words(*words)
    marked = (
        _mark(words[0], words[1], pairs),
        _mark(words[1], words[0], {right: left for left, right in pairs.items()}),
    )
    return tuple(
        _join(part[::2], segments) for part, segments in zip(parts, marked, strict=True)
    )


def compare_values(left, right):
    """Segments of the values of an attribute of which a person may have many.

    :param left: list of (text as shown, comparable key), or of such as keys
    :param right: the same of the other person
    :return: two lists with the segments of each value

    >>> home, work = ("+7 495 1", "+74951"), ("+7 916 2", "+79162")
    >>> compare_values([home, work], [work])
    ([[('+7 495 1', 'only')], [('+7 916 2', 'same')]], [[('+7 916 2', 'same')]])
    """
    results = compare_masked(left, right)
    keys = {key for _text, key in left} & {key for _text, key in right}
    rest = [
        [place for place, (_text, key) in enumerate(side) if key not in keys]
        for side in (left, right)
    ]
    pairs = _greedy(
        (fuzz.ratio(_fold(left[one][0]), _fold(right[other][0])), one, other)
        for one in rest[0]
        for other in rest[1]
    )
    if len(rest[0]) == len(rest[1]) == 1:
        # Nothing else to compare with, be it in another alphabet.
        pairs = {rest[0][0]: rest[1][0]}
    for one, other in pairs.items():
        results[0][one], results[1][other] = compare(left[one][0], right[other][0])
    return results


def compare_masked(left, right):
    """The same of values that are shown masked: whether they are equal, not how.

    >>> home, work = ("+7 495 ***-**-01", "+74951"), ("+7 916 ***-**-02", "+79162")
    >>> compare_masked([home], [work])[0], compare_masked([work], [work])[1]
    ([[('+7 495 ***-**-01', 'only')]], [[('+7 916 ***-**-02', 'same')]])
    """
    if not left or not right:
        return [_alone(text) for text, _key in left], [_alone(t) for t, _key in right]
    keys = {key for _text, key in left} & {key for _text, key in right}
    return tuple(
        [[(text, "same" if key in keys else "only")] for text, key in side]
        for side in (left, right)
    )


def _alone(text):
    return [(text, "alone")] if text.strip() else []


def _fold(text):
    """Letters to compare, at the same places as in `text`."""
    folded = text.lower().replace("ё", "е")
    return folded if len(folded) == len(text) else text


def word_key(word):
    """What makes two words one: the normal form of a name; digits stay.

    >>> word_key("ФЁДОР"), word_key("12"), word_key("нет")
    ('федор', '12', 'нет')
    """
    return (word.isdigit() and word) or normalize(word) or _fold(word)


def _pair_words(left, right):
    """dict place in `left` -> place in `right` of equal, then of similar words."""
    keys = [[word_key(word) for word in side] for side in (left, right)]
    pairs, free = {}, dict(enumerate(keys[1]))
    for place, key in enumerate(keys[0]):
        for other, other_key in free.items():
            if key == other_key:
                pairs[place] = other
                del free[other]
                break
    similar = _greedy(
        (_similarity(keys[0][one], keys[1][other]), one, other)
        for one in range(len(left))
        if one not in pairs
        for other in free
    )
    return pairs | similar


def _similarity(left, right):
    if latin_key(left) and latin_key(left) == latin_key(right):
        return 100
    if min(len(left), len(right)) == 1:
        # An initial fits; a lone digit or letter resembles nothing else.
        return 100 if left[0] == right[0] and not left.isdigit() else 0
    return fuzz.ratio(left, right)


def _greedy(scored):
    """The best pairs first, each side once; the more alike, then in order."""
    pairs, taken = {}, set()
    for score, one, other in sorted(scored, key=lambda item: (-item[0], item[1:])):
        if score >= _SIMILAR and one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def _mark(words, others, pairs):
    """For each word the list of its segments."""
    return [
        _letters(word, others[pairs[place]]) if place in pairs else [(word, "only")]
        for place, word in enumerate(words)
    ]


def _letters(word, other):
    """Segments of a word beside its counterpart."""
    if word_key(word) == word_key(other):
        return [(word, "same")]
    folded = _fold(word), _fold(other)
    if not set(folded[0]) & set(folded[1]):
        # The same name in another alphabet: no letter says more than the next one.
        return [(word, "differs")]
    segments = []
    for step in Levenshtein.opcodes(*folded):
        text = word[step.src_start : step.src_end]
        mark = "differs" if step.tag == "equal" else "letter"
        if segments and segments[-1][1] == mark:
            text = segments.pop()[0] + text
        if text:
            segments.append((text, mark))
    return segments


def _join(separators, marked):
    """Segments with what stands between the words."""
    segments = []
    for separator, word in zip_longest(separators, marked, fillvalue=()):
        if separator:
            segments.append((separator, "same"))
        segments.extend(word)
    return segments
