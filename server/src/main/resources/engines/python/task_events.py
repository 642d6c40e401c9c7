"""Task events (docs/task-events.md), as every shim in Python writes them.

Standard library only, for Python 3.10 and newer: it is imported into engines of any version.
"""

import itertools
import json
import logging
import math
import os
import signal
import sys
import threading
import time

MESSAGE_LIMIT = 4_000  # characters of a message
COMMAND_LIMIT = 64_000  # characters of a command, all its words together
TEXT_LIMIT = 8_000  # characters of any other text


def warn(text):
    """One line for the engine's log."""
    print(f"WARNING {text}", file=sys.stderr, flush=True)


def shell_code(code):
    """An exit code as shells give it: 128 + n for a process that signal n ended. Python says -n."""
    return code if code is None or code >= 0 else 128 - code


class TaskEvents:
    """The event file. Each line is appended by one write, so that lines of several processes never mix.

    Nothing here can fail a run: what cannot be written is lost, and that is said once.

    path    the event file
    folder  where the standard output and error of tasks are kept
    shared  whether several processes write to the same file: their ids then begin differently
    """

    def __init__(self, path, folder, shared=False):
        self.folder = folder
        self._prefix = f"{os.urandom(4).hex()}-" if shared else ""
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._healthy = True
        self._torn = False
        self._file = None
        try:
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            self._lose(error)

    def start(self, *, name=None, command=(), time=None, **facts):
        """A task has started; its id. With the same lock held ids and lines are in the same order."""
        with self._lock:
            task = facts.pop("id", None) or self._next()
            self._write("start", time, id=task, name=name, command=bounded(command) or None, **facts)
        return task

    def end(self, task, exit_code=None, *, message=None, time=None, **facts):
        code = shell_code(exit_code)
        self.write("end", time, id=task, exit_code=code, message=cut(message, MESSAGE_LIMIT), **facts)

    def error(self, message):
        self.write("error", message=cut(message, MESSAGE_LIMIT))

    def exit(self, code):
        self.write("exit", exit_code=shell_code(code))

    def write(self, event, time=None, **members):
        with self._lock:
            self._write(event, time, **members)

    def new_id(self):
        """An id for a task whose files must have names before it starts."""
        with self._lock:
            return self._next()

    def stream(self, task, kind):
        """Where the task's standard output or error is kept; kind is "stdout" or "stderr"."""
        return os.path.join(self.folder, f"{task}.{kind}")

    def _next(self):
        return f"{self._prefix}{next(self._numbers)}"

    def _write(self, event, moment=None, **members):
        line = {"event": event, "time": round(time.time() if moment is None else moment, 3)}
        line.update((key, plain(value)) for key, value in members.items() if value is not None)
        try:
            text = json.dumps(line, allow_nan=False) + "\n"
            self._append(("\n" if self._torn else "") + text)
        except OSError as error:  # a full disk: the task records suffer, the run decides for itself
            self._lose(error)
        except (TypeError, ValueError) as error:
            self._lose(error)

    def _append(self, text):
        if self._file is not None:
            octets = text.encode("ascii")
            written = os.write(self._file, octets)
            # Half a line ends here, so that the next one is whole.
            self._torn = written < len(octets)

    def _lose(self, error):
        if self._healthy:
            self._healthy = False
            warn(f"task events are lost: {getattr(error, 'strerror', None) or error}")


def bounded(command):
    """The command's words, up to the limit."""
    kept, left = [], COMMAND_LIMIT
    for word in map(str, [command] if isinstance(command, str) else command):
        if len(word) > left:
            return [*kept, cut(word, left)]
        kept.append(word)
        left -= len(word)
    return kept


def cut(text, limit):
    return text if text is None or len(text) <= limit else text[:limit] + "…"


def plain(value):
    """A value that the event file may hold: engines have texts and numbers of classes of their own."""
    if isinstance(value, (bool, list)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    return cut(str(value), TEXT_LIMIT)


class ErrorRecords(logging.Handler):
    """What an engine logs as an error, as events: nothing else says in words why a document was rejected."""

    def __init__(self, events):
        super().__init__(logging.ERROR)
        self._events = events

    def emit(self, record):
        try:
            self._events.error(record.getMessage())
        except Exception:  # a record that cannot be put into words is no reason to fail
            self.handleError(record)


def end_on_term():
    """From now on SIGTERM ends this process and all below it, at once.

    Engines wait for their tasks instead, some for ever, and leave grandchildren behind; so the handlers that they
    install for this signal later are not taken. Call it in the main thread.
    """
    install = signal.signal
    install(signal.SIGTERM, _end)

    def without_term(number, handler):
        return signal.getsignal(number) if number == signal.SIGTERM else install(number, handler)

    signal.signal = without_term


def _end(_signal, _frame):
    kill_below(os.getpid())
    os._exit(128 + signal.SIGTERM)


def kill_below(pid):
    """Kills every process below this one. They are stopped first: what is dead cannot be asked for its children."""
    stopped = set()
    while new := set(descendants(pid)) - stopped:
        _signal_all(new, signal.SIGSTOP)
        stopped |= new
    _signal_all(stopped, signal.SIGKILL)


def _signal_all(processes, number):
    for process in processes:
        try:
            os.kill(process, number)
        except OSError:  # gone by itself
            pass


def descendants(pid):
    """The processes below this one that are alive."""
    children = {}
    for child, parent in _processes():
        children.setdefault(parent, []).append(child)
    found, queue = [], [pid]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def _processes():
    """(process, parent) of all that are alive."""
    if not os.path.exists("/proc/self/stat"):
        import psutil  # every engine brings it along

        for process in psutil.process_iter(["pid", "ppid", "status"]):
            if process.info["status"] != psutil.STATUS_ZOMBIE:
                yield process.info["pid"], process.info["ppid"]
        return
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", "rb") as stat:
                state, parent = stat.read().rpartition(b")")[2].split()[:2]
        except OSError:
            continue
        if state not in b"ZX":
            yield int(name), int(parent)


def leave(events, code):
    """The end of an engine that ended by itself. Threads that it has left behind are not waited for."""
    code = code if isinstance(code, int) and 0 <= code <= 255 else 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # a full disk took the engine's last words, and with them perhaps its outputs
            code = code or 1
    events.exit(code)
    os._exit(code)
