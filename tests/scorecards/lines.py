"""Threads that act side by side, and a line in which they wait to be served as one."""

import threading
from contextvars import copy_context

from django.db import connection

from hoshin.audit import together
from hoshin.measures.beside import beside_others
from hoshin.measures.models import Measure

PATIENCE = 120


class Clients:
    """Threads that act side by side, and what became of each."""

    def __init__(self):
        self.came_of, self.problems, self.threads = {}, {}, []

    def begin(self, name, work):
        self.threads.append(threading.Thread(target=copy_context().run, args=(self._run, name, work)))
        self.threads[-1].start()

    def _run(self, name, work):
        try:
            self.came_of[name] = work()
        except Exception as problem:
            self.problems[name] = problem
        finally:
            connection.close()

    def wait(self):
        for thread in self.threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "somebody waits for ever"


class Queue:
    """Holds up whoever is served, until those who come meanwhile stand in line."""

    def __init__(self, clients, code):
        self.needs = [Measure.objects.get(code=code).pk]
        self.clients, self.gates = clients, [threading.Event(), threading.Event()]
        # The first finds nobody at work and goes by itself; the second is the first of the line.
        for name, gate in enumerate(self.gates):
            clients.begin(name, lambda gate=gate: beside_others(self.needs, gate.wait))
            self._until(lambda name=name: together._at_work == name + 1)
        self._until(lambda: together._waiting)

    def join(self, name, work):
        (line,) = together._waiting.values()
        before = len(line)
        self.clients.begin(name, work)
        self._until(lambda: len(line) == before + 1)

    def open(self):
        for gate in self.gates:
            gate.set()
        self.clients.wait()

    @staticmethod
    def _until(is_so):
        deadline = threading.Event()
        for _ in range(PATIENCE * 1000):
            if is_so():
                return
            deadline.wait(0.001)
        raise AssertionError("it did not come to pass")
