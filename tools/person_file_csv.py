# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lines of a delimited text file in whatever encoding and with whatever delimiter."""

import codecs
import csv
import io
import re
from collections import deque

from .person_file_limits import MAX_LINE, MAX_QUOTED_LINES, FileProblem, Line

DELIMITERS = (";", ",", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "cp866", "koi8-r")
# The eleven letters that make up two thirds of any Russian text.
_FREQUENT = re.compile("[оеаинтсрвлк]", re.I)
# Seldom or never in a word that was decoded as it should be.
_UNLIKELY = re.compile("[а-яё][А-ЯЁ]|[A-Za-z][а-яё]|[а-яё][A-Za-z]|[\u2500-\u257f]")
_WINDOW = 1 << 18
_CHUNK = 1 << 20


def detect_encoding(content):
    """Codec of a text file.

    UTF-8 is recognised by its form, also when single lines of it are broken; among
    the 8-bit code pages the one wins whose letters are most like Russian.

    :param bytes content: the file
    :return: name of a Python codec
    :raise FileProblem: ``not_text``

    >>> [detect_encoding("Иванова Анна".encode(c)) for c in ("utf-8", "cp866")]
    ['utf-8', 'cp866']
    >>> detect_encoding("Müller;Jürgen".encode("cp1252"))
    'cp1252'
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding
    if encoding := _detect_utf16(content[:_WINDOW]):
        return encoding
    position = _first_fault(content)
    if position is None:
        return "utf-8"
    window = content[max(position - _WINDOW, 0) : position + _WINDOW]
    text = window.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if len(re.findall(r"[^\x00-\x7f]", text)) > 20 * faults:
        return "utf-8"
    return _detect_code_page(window)


def _detect_utf16(head):
    """UTF-16 without its mark: every other byte of Latin letters and digits is 0."""
    zeros = head[::2].count(0), head[1::2].count(0)
    if sum(zeros) * 20 > len(head):
        for encoding, many, few in zip(
            ("utf-16-be", "utf-16-le"), zeros, reversed(zeros), strict=True
        ):
            if many > 10 * few:
                return encoding
        if sum(zeros) * 5 > len(head):
            raise FileProblem("not_text")
    return None


def _first_fault(content):
    """Position where the bytes stop being UTF-8, ``None`` if they never do."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _CHUNK):
        try:
            decoder.decode(content[start : start + _CHUNK])
        except UnicodeDecodeError as fault:
            return start + fault.start
    return len(content) if decoder.getstate()[0] else None


def _detect_code_page(window):
    best, best_score = "cp1252", 0
    for encoding in _CYRILLIC:
        text = window.decode(encoding, "replace")
        score = len(_FREQUENT.findall(text)) - 2 * len(_UNLIKELY.findall(text))
        if score > best_score:
            best, best_score = encoding, score
    return best


def detect_delimiter(sample):
    """The delimiter by which most lines have as many values as the first.

    :param list sample: some whole lines of text, the first of them the headers
    :return: one of ``DELIMITERS``, the first when there is only one column

    >>> detect_delimiter(["Фамилия;Адрес", "Иванов;Тверь, Мира, 5"])
    ';'
    """

    def score(delimiter):
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        return (widths[0] - 1) * widths.count(widths[0]) if widths else 0

    return max(DELIMITERS, key=score)


def lines(content, encoding, delimiter=None):
    """Lines of a text file, the headers among them.

    :param bytes content: the file
    :param str encoding: Python codec
    :param str delimiter: found out when empty
    :return: (delimiter, iterator of :class:`Line`)
    :raise FileProblem: ``unknown_encoding``
    """
    try:
        # A character that cannot be decoded becomes a mark, which refuses its line.
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        stream = io.TextIOWrapper(io.BytesIO(content), codec, errors="replace")
        source = _Source(stream)
    except (LookupError, UnicodeError):
        raise FileProblem("unknown_encoding") from None
    hint = re.fullmatch(r"sep=([;,|\t])\n?", source.peek())
    if hint:
        # Excel's own way to name the delimiter, in a line before the headers.
        next(source)
        source.taken.clear()
    if not delimiter:
        delimiter = hint[1] if hint else detect_delimiter(source.sample(50))
    return delimiter, _records(source, delimiter)


def _records(source, delimiter):
    reader = csv.reader(source, delimiter=delimiter)
    while True:
        number = source.number + 1
        try:
            cells, problem = next(reader), source.problem
            if problem == "line_too_long":
                cells = []
        except StopIteration:
            return
        except (_LostQuote, csv.Error):
            # Only the line with the lost quote is refused: the ones that it would
            # have swallowed are read again.
            source.give_back()
            cells, problem = [], "lost_quote"
        source.taken.clear()
        source.problem = None
        yield Line(number, cells, problem)


class _LostQuote(Exception):
    """A quoted value goes on and on."""


class _Source:
    """Lines of a stream for the CSV reader, watched while it takes them."""

    def __init__(self, stream):
        self.stream = stream
        self.waiting = deque()
        self.taken = []
        self.number = 0
        self.problem = None

    def __iter__(self):
        return self

    def __next__(self):
        line = self.waiting.popleft() if self.waiting else self._read()
        if self.taken and (not line or len(self.taken) >= MAX_QUOTED_LINES):
            self.waiting.appendleft(line)
            raise _LostQuote
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return self._checked(line)

    def _checked(self, line):
        """The line; one that cannot be used is cut or cleaned, and its code kept."""
        if len(line) > MAX_LINE:
            self.problem = "line_too_long"
            return line[:200].replace('"', "").replace("\0", "")
        if "\0" in line:
            self.problem = "nul_character"
            return line.replace("\0", "")
        if "\ufffd" in line:
            self.problem = "wrong_encoding"
        return line

    def _read(self):
        """Next line, never more than one over the limit in memory."""
        line = self.stream.readline(MAX_LINE + 1)
        if len(line) > MAX_LINE and not line.endswith("\n"):
            rest = line
            while rest and not rest.endswith("\n"):
                rest = self.stream.readline(_CHUNK)
        return line

    def peek(self):
        """The next line, left where it is; blank at the end."""
        return next(iter(self.sample(1)), "")

    def sample(self, count):
        """The next lines, left where they are."""
        while len(self.waiting) < count and (line := self._read()):
            self.waiting.append(line)
        return [line[:MAX_LINE].replace("\0", "") for line in self.waiting]

    def give_back(self):
        """Let all lines but the first be read again."""
        rest = self.taken[1:]
        self.waiting.extendleft(reversed(rest))
        self.number -= len(rest)
