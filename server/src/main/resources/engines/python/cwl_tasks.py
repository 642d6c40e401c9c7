"""Task events of CWL, for every engine that runs its tasks by cwltool's code: cwltool itself, and Toil.

cwltool tells of its tasks only in a log meant for people. Every task it starts passes through two private functions,
and this module stands around both:

cwltool.job._job_popen(commands, stdin_path, stdout_path, stderr_path, env, cwd, …, name, …, default_stdout,
    default_stderr) starts the program and returns its exit code. Without it tasks are listed from cwltool's log
    records: names, commands and ends, but neither their own output nor all exit codes.
cwltool.job.JobBase._execute(self, runtime, env, …), one level up, knows the container and what was asked for.
    Without it those facts are missing.

Tested with cwltool 3.1.20250715140722 and 3.3.20260925135507.
"""

import functools
import inspect
import logging
import os
import re
import threading

from task_events import warn

NEEDED = ("commands", "stdout_path", "stderr_path", "cwd", "name", "default_stdout", "default_stderr")
RECORD = re.compile(r"\[job (.+?)] (.*)", re.DOTALL)
COMMAND = re.compile(r"(/[^\n]*?)\$ (.*)", re.DOTALL)
MEMORY = re.compile(r"Max memory used: (\d+)MiB")
STATUS = re.compile(r"exited with status: (\d+)")
SIGNAL = re.compile(r"was terminated by signal: (\w+)")
MARK = "WESTERLY_JOB"  # by which the server finds what a task has left running; cwltool clears the environment


def watch(events, job, logger, streams_are_ours=False):
    """Stands around the functions of the module cwltool.job.

    streams_are_ours  also where the engine has given a task files for its standard output and error
    """
    start = getattr(job, "_job_popen", None)
    hooked = callable(start) and set(NEEDED) <= set(inspect.signature(start).parameters)
    records = TaskRecords(events, everything=not hooked)
    logger.addHandler(records)
    if not hooked:
        warn("this version of cwltool is not the one known: its tasks are listed from its log")
        return
    asked = threading.local()
    job._job_popen = Tasks(events, start, records, asked, streams_are_ours).run
    execute = getattr(getattr(job, "JobBase", None), "_execute", None)
    if callable(execute):
        job.JobBase._execute = _remembering(execute, asked)


def _remembering(execute, asked):
    """Keeps what a task has asked for, in the thread that is about to start it."""

    @functools.wraps(execute)
    def run(self, runtime, *others, **named):
        asked.facts = _facts(self, runtime)
        try:
            return execute(self, _as_root(runtime), *others, **named)
        finally:
            asked.facts = {}

    return run


def _as_root(runtime):
    """Podman refuses this option to root, who needs it least, and cwltool then waits for a container for ever."""
    if runtime[:1] == ["podman"] and os.geteuid() == 0:
        return [word for word in runtime if word != "--userns=keep-id"]
    return runtime


def _facts(job, runtime):
    resources = getattr(getattr(job, "builder", None), "resources", None) or {}
    ram = resources.get("ram")
    return {
        "container": str(runtime[-1]) if runtime else None,  # the image is the last word before the command
        "cpus": resources.get("cores"),
        "memory_bytes": int(ram) << 20 if isinstance(ram, (int, float)) else None,
    }


class Tasks:
    """Stands around the start of a task's program."""

    def __init__(self, events, start, records, asked, streams_are_ours):
        self._events = events
        self._start = start
        self._records = records
        self._asked = asked
        self._streams_are_ours = streams_are_ours
        self._order = threading.Lock()

    def run(self, commands, *others, **named):
        call = inspect.signature(self._start).bind(commands, *others, **named)
        given = call.arguments
        name = given.get("name")
        with self._order:  # numbers and lines in the same order, also when tasks start at the same time
            task = self._events.new_id()
            streams = {kind: self._stream(task, kind, given) for kind in ("stdout", "stderr")}
            self._events.start(
                id=task,
                name=name,
                command=commands,
                folder=given.get("cwd"),
                **streams,
                **getattr(self._asked, "facts", {}),
            )
        if MARK in os.environ and isinstance(given.get("env"), dict):
            given["env"] = {**given["env"], MARK: os.environ[MARK]}
        try:
            code = self._start(*call.args, **call.kwargs)
        except FileNotFoundError:  # shells say 127 and 126 here, and so do we
            self._events.end(task, 127, message=f"command not found: {commands[0]}")
            raise
        except OSError as error:
            self._events.end(task, 126, message=f"{commands[0]}: {error.strerror}")
            raise
        self._events.end(task, code, peak_memory_bytes=self._records.peak(name))
        return code

    def _stream(self, task, kind, given):
        """Gives the task a file of its own for one stream; the path, or None where there can be none."""
        path = self._events.stream(task, kind)
        try:
            declared = given.get(f"{kind}_path")
            if declared is None:
                if self._streams_are_ours or given.get(f"default_{kind}") is None:
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


class TaskRecords(logging.Handler):
    """Hears what cwltool logs: what is said nowhere else, and of everything where the functions are gone."""

    def __init__(self, events, everything):
        super().__init__(logging.INFO)
        self._events = events
        self._everything = everything
        self._peaks = {}
        self._running = {}

    def peak(self, name):
        """The task's peak memory in bytes, where cwltool measured it: not of tasks that take less than a second."""
        return self._peaks.pop(name, None)

    def emit(self, record):
        try:
            found = RECORD.fullmatch(record.getMessage())
            if found:
                self._hear(*found.groups())
        except Exception:  # what is not understood is passed over
            self.handleError(record)

    def _hear(self, name, said):
        if memory := MEMORY.fullmatch(said):
            self._peaks[name] = int(memory[1]) << 20
        elif said.startswith("Using cached output in "):
            task = self._events.start(name=name, cached=True)
            self._events.end(task, 0)
        elif self._everything:
            self._hear_task(name, said)

    def _hear_task(self, name, said):
        if command := COMMAND.fullmatch(said):
            words = command[2].replace(" \\\n    ", " ")
            self._running[name] = [self._events.start(name=name, command=words, folder=command[1]), None]
        elif name in self._running:
            if status := STATUS.fullmatch(said):
                self._running[name][1] = int(status[1])
            elif signal := SIGNAL.fullmatch(said):
                self._running[name][1] = 128 + _number(signal[1])
            elif said.startswith("completed "):
                task, code = self._running.pop(name)
                code = 0 if said == "completed success" else code
                self._events.end(task, code, peak_memory_bytes=self.peak(name))


def _number(name):
    import signal

    return int(getattr(signal, name, 0))
