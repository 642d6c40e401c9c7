"""Runs cwltool, and writes what its tasks do as task events (docs/task-events.md).

    run_cwl.py EVENT-FILE TASK-FOLDER PARAMS-FILE CWLTOOL-ARGUMENT...

cwltool tells of its tasks only in a log meant for people, into which the tasks themselves write. Every task it starts
passes through one function, cwltool.job._job_popen; this program stands around it. That function is private: it is the
one of the version pinned in engine.yaml. Where it is gone or has changed, the run goes on without task records.
"""

import inspect
import itertools
import json
import logging
import os
import signal
import sys
import threading
import time

MESSAGE_LIMIT = 4_000  # characters of an error message
COMMAND_LIMIT = 64_000  # characters of a command, all arguments together
NEEDED = ("commands", "stdout_path", "stderr_path", "cwd", "name", "default_stdout", "default_stderr")


class Events:
    """The event file. One write per line, so that a reader never sees lines mixed, and a kill leaves at most half of one."""

    def __init__(self, path):
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._healthy = True

    def write(self, event, **facts):
        known = {key: value for key, value in facts.items() if value is not None}
        line = json.dumps({"event": event, "time": round(time.time(), 3), **known}) + "\n"
        try:
            os.write(self._file, line.encode("ascii"))
        except OSError as error:  # a full disk: the task records suffer, the run decides for itself
            if self._healthy:
                self._healthy = False
                print(f"WARNING task events are lost: {error.strerror}", file=sys.stderr)


class ErrorEvents(logging.Handler):
    """What cwltool logs as an error, as events: why a document was rejected is said nowhere else in words of its own."""

    def __init__(self, events):
        super().__init__(logging.ERROR)
        self._events = events

    def emit(self, record):
        self._events.write("error", message=record.getMessage()[:MESSAGE_LIMIT])


def bounded(commands):
    kept, left = [], COMMAND_LIMIT
    for word in map(str, commands):
        if len(word) > left:
            return kept + [word[:left] + "…"]
        kept.append(word)
        left -= len(word)
    return kept


class Tasks:
    """Stands around cwltool's start of a task."""

    def __init__(self, events, folder, start):
        self._events = events
        self._folder = folder
        self._start = start
        self._numbers = itertools.count(1)
        self._order = threading.Lock()

    def run(self, commands, *args, **kwargs):
        call = inspect.signature(self._start).bind(commands, *args, **kwargs)
        given = call.arguments
        with self._order:  # numbers and lines in the same order, also when tasks start at the same time
            task = str(next(self._numbers))
            stdout = self._stream(task, "stdout", given)
            stderr = self._stream(task, "stderr", given)
            self._events.write(
                "start",
                id=task,
                name=given.get("name"),
                command=bounded(commands),
                folder=given.get("cwd"),
                stdout=stdout,
                stderr=stderr,
            )
        try:
            code = self._start(*call.args, **call.kwargs)
        except FileNotFoundError:  # shells say 127 and 126 here, and so do we
            self._events.write("end", id=task, exit_code=127, message=f"command not found: {commands[0]}")
            raise
        except OSError as error:
            self._events.write("end", id=task, exit_code=126, message=f"{commands[0]}: {error.strerror}")
            raise
        self._events.write("end", id=task, exit_code=code if code >= 0 else 128 - code)
        return code

    def _stream(self, task, kind, given):
        """Gives the task a file of its own for one stream; the path, or None where there can be none."""
        path = os.path.join(self._folder, f"{task}.{kind}")
        try:
            declared = given.get(f"{kind}_path")
            if declared is None:
                if given.get(f"default_{kind}") is None:
                    given[f"default_{kind}"] = open(path, "wb")
                    return path
                return None
            # cwltool opens the declared file for writing, which keeps what it finds under that name, and later moves
            # it to the outputs: a second name for the same file shows it while it grows and outlives the move.
            open(path, "wb").close()
            os.link(path, declared)
            return path
        except OSError:
            return None


def watch(events, folder):
    import cwltool.job

    start = getattr(cwltool.job, "_job_popen", None)
    if start is None or not set(NEEDED) <= set(inspect.signature(start).parameters):
        print("WARNING this version of cwltool is not the one known: no task records", file=sys.stderr)
        return
    cwltool.job._job_popen = Tasks(events, folder, start).run


def end_at_once(_signal, _frame):
    """cwltool's own handler waits ten seconds for each task, and leaves grandchildren behind."""
    import psutil

    for process in psutil.Process().children(recursive=True):
        try:
            process.kill()
        except psutil.Error:
            pass
    os._exit(128 + signal.SIGTERM)


def executor():
    try:
        from cwltool.executors import MultithreadedJobExecutor
    except ImportError:
        return None  # cwltool takes its own

    class Executor(MultithreadedJobExecutor):
        """Runs tasks side by side; one that asks for more than the machine has gets all of it instead of a refusal."""

        def execute(self, process, job_order_object, runtime_context, *others, **named):
            runtime_context.select_resources = self.select_resources
            return super().execute(process, job_order_object, runtime_context, *others, **named)

        def select_resources(self, request, runtime_context):
            bounds = {"coresMin": self.max_cores, "ramMin": self.max_ram}
            fitting = {key: min(value, bounds.get(key, value)) for key, value in request.items()}
            return super().select_resources(fitting, runtime_context)

    return Executor()


def main():
    event_file, task_folder, params_file, *arguments = sys.argv[1:]
    sys.argv[0] = "cwltool"  # its name in the log and to web servers
    signal.signal(signal.SIGTERM, end_at_once)
    events = Events(event_file)
    import cwltool.main

    watch(events, task_folder)
    logging.getLogger("cwltool").addHandler(ErrorEvents(events))
    # Read from standard input, relative inputs are relative to the working directory, where the attachments are.
    with open(params_file, encoding="utf-8") as params:
        code = cwltool.main.main([*arguments, "-"], stdin=params, executor=executor())
    events.write("exit", exit_code=code)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
