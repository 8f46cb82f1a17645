# Copyright 2026 crm_prospect contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where the seconds and the memory of a process go."""

import os
import re
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """Seconds on the wall, and of processors: those tell on a busy machine, too."""

    seconds: float = 0.0
    cpu: float = 0.0

    def __add__(self, other):
        return Spent(self.seconds + other.seconds, self.cpu + other.cpu)

    def __sub__(self, other):
        return Spent(self.seconds - other.seconds, self.cpu - other.cpu)


class Clock:
    """Time by label; what a nested label takes is not counted for the outer one.

    Processor time is that of this process and of the server's process behind its
    connection (when on this machine); parallel workers of a query are not in it.
    """

    def __init__(self, backend):
        """
        :param int backend: process id of the server's process
        """
        self.spent = defaultdict(Spent)
        self._stat = Path(f"/proc/{backend}/stat")
        self._labels = []
        self._since = Spent()

    @contextmanager
    def measure(self, label):
        """Count the time of the block for a label."""
        self._switch()
        self._labels.append(label)
        try:
            yield
        finally:
            self._switch()
            self._labels.pop()

    def wrap(self, cls, names, label):
        """Count the time of these methods of a class for a label.

        :param cls: the class; its methods are replaced in this process
        :param names: names of the methods
        """
        for name in names:
            setattr(cls, name, self._measured(getattr(cls, name), label))

    def take(self, *labels):
        """The time of these labels together, which start at zero again.

        :rtype: Spent
        """
        return sum((self.spent.pop(label, Spent()) for label in labels), Spent())

    def _measured(self, method, label):
        @wraps(method)
        def measured(*args, **kwargs):
            with self.measure(label):
                return method(*args, **kwargs)

        return measured

    def _switch(self):
        now = Spent(time.perf_counter(), time.process_time() + self._backend_cpu())
        if self._labels:
            self.spent[self._labels[-1]] += now - self._since
        self._since = now

    def _backend_cpu(self):
        try:
            # After the name in brackets: field 14 and 15 of proc(5) are ticks.
            fields = self._stat.read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def reset_peak_memory():
    """Have :func:`peak_memory` start anew, where Linux lets us (proc(5))."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak_memory():
    """The most memory this process has had, in MiB (VmHWM of Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024
