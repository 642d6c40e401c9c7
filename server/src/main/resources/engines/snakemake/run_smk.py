"""Runs Snakemake, writes its jobs as task events (docs/task-events.md), and watches over what it fetches.

    run_smk.py EVENT-FILE TASK-FOLDER CONFIG-FILE SNAKEFILE [--targets=NAME,NAME] [SNAKEMAKE-OPTION...]

Options take their value after "=", so that no value is taken for an option.

Jobs are told by a logger plugin, an interface that Snakemake documents; where it is gone, by the same records of
Snakemake's logger. What it leans on besides; where one is gone, the run goes on without:

snakemake.executors.local.run_wrapper(…, jobid, …)  runs a job's rule: which thread works for which job
snakemake.shell.sp, snakemake.executors.local.subprocess  the module subprocess as both see it: each job's own standard
    output and error, and its exit code. Else the error message has the code, and both streams are the engine's.
snakemake_storage_plugin_http.StorageObject.retrieve_object  what was fetched
snakemake.caching.local.OutputFileCache.symlink  copies from the cache: links out of the run's folder are not followed

Tested with Snakemake 9.27.1.
"""

import functools
import hashlib
import inspect
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import types

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from guarded_fetch import guard, max_bytes, shown  # noqa: E402
from task_events import TaskEvents, end_on_term, leave, warn  # noqa: E402

TARGETS = "--targets="
PLUGIN = "snakemake_logger_plugin_westerly"
STATUS = re.compile(r"returned non-zero exit status (\d+)")
# What is said after every failure, and would hide the reason.
SAID_ALWAYS = ("Exiting because a job execution failed", "At least one job did not complete successfully")


class Jobs:
    """What is known of the jobs: from the log what they are, from the hooks how they did."""

    def __init__(self, events):
        self._events = events
        self._lock = threading.Lock()
        self._attempts = {}  # of each job, as the log tells
        self._runs = {}  # of each job, as the hooks tell: they may be ahead of the log
        self._codes = {}
        self._open = {}
        self._status = None
        self._last_error = None
        self.hooked = False

    def hear(self, record):
        """One record of Snakemake's logger. Whatever it is, it is no reason to fail."""
        try:
            event = str(getattr(record, "event", None) or "")
            if event == "job_info":
                self._start(record)
            elif event == "job_finished":
                self._finish(record.job_id, record.created)
            elif event == "job_error":
                self._finish(record.jobid, record.created, failed=True)
            elif record.levelno >= logging.ERROR:
                self._error(record)
        except Exception as error:
            warn(f"a record of Snakemake's log was not understood: {error!r}")

    def _start(self, record):
        job = record.jobid
        if not record.shellcmd and not record.output:
            return  # a rule that only names what is wanted
        with self._lock:
            attempt = self._attempts[job] = self._attempts.get(job, 0) + 1
            task = self._open[job] = task_id(job, attempt)
        streams = {}
        if self.hooked:
            for kind in ("stdout", "stderr"):
                path = self._events.stream(task, kind)
                open(path, "ab").close()
                streams[kind] = path
        wildcards = ", ".join(f"{key}={value}" for key, value in (record.wildcards or {}).items())
        self._events.start(
            id=task,
            name=f"{record.rule_name} ({wildcards})" if wildcards else record.rule_name,
            command=record.shellcmd.strip() if record.shellcmd else (),
            time=record.created,
            folder=os.getcwd(),
            attempt=attempt,
            cpus=record.threads,
            memory_bytes=_bytes(record.resources),
            log=", ".join(map(str, record.log or ())) or None,
            **streams,
        )

    def _finish(self, job, moment, failed=False):
        with self._lock:
            task = self._open.pop(job, None)
            ran = task in self._codes
            code = self._codes.pop(task, None)
        if task is None:
            return
        if failed:
            code = code or self._status
            self._status = None
            self._events.end(task, code, message=None if code else self._last_error, time=moment)
        else:
            cached = True if self.hooked and not ran else None
            self._events.end(task, 0, time=moment, cached=cached)

    def _error(self, record):
        said = record.getMessage()
        if said.startswith("Traceback"):
            said = "\n".join(said.rstrip().splitlines()[-1:])
        status = STATUS.search(said)
        self._status = int(status[1]) if status else None
        if not any(words in said for words in SAID_ALWAYS):
            self._last_error = said
            self._events.error(said)

    def close(self):
        """A job whose outputs are missing is not told of again."""
        for task in list(self._open.values()):
            self._events.end(task, message=self._last_error)
        self._open.clear()

    # What the hooks tell.

    def ran(self, job):
        """The job's rule is about to run; the id of the task."""
        with self._lock:
            attempt = self._runs[job] = self._runs.get(job, 0) + 1
            task = task_id(job, attempt)
            self._codes[task] = None
            return task

    def exited(self, task, code):
        with self._lock:
            self._codes[task] = code

    def stream(self, task, kind):
        return open(self._events.stream(task, kind), "ab")


def task_id(job, attempt):
    return str(job) if attempt == 1 else f"{job}-{attempt}"


def _bytes(resources):
    try:
        megabytes = resources["mem_mb"] if "mem_mb" in resources.keys() else None
        return int(megabytes) * 1_000_000
    except (AttributeError, TypeError, ValueError):  # none, or not known before the job is about to start
        return None


class Streams:
    """Stands in for the module subprocess: what is started by a job's thread writes into the job's own files."""

    def __init__(self, jobs):
        self._jobs = jobs
        self._here = threading.local()

    def working_for(self, job):
        self._here.task = self._jobs.ran(job)
        self._here.process = None

    def done(self):
        process = getattr(self._here, "process", None)
        if process is not None:
            self._jobs.exited(self._here.task, process.poll())
        self._here.task = self._here.process = None

    def popen(self, *others, **named):
        task = getattr(self._here, "task", None)
        if task is None:
            return subprocess.Popen(*others, **named)
        files = []
        try:
            for kind in ("stdout", "stderr"):
                if named.get(kind) in (None, sys.stdout, sys.stderr):
                    files.append(self._jobs.stream(task, kind))
                    named[kind] = files[-1]
        except OSError:  # a full disk: then among the engine's
            pass
        try:
            process = self._here.process = subprocess.Popen(*others, **named)
        finally:
            for file in files:
                file.close()
        return process

    def check_call(self, *others, **named):
        code = self.popen(*others, **named).wait()
        if code:
            raise subprocess.CalledProcessError(code, others[0] if others else named.get("args"))
        return 0

    def module(self):
        module = types.ModuleType("subprocess")
        module.__dict__.update(subprocess.__dict__)
        module.Popen = self.popen
        module.check_call = self.check_call
        return module


def hook(jobs):
    """Whether each job's streams and exit code are ours."""
    import snakemake.executors.local as local

    shell = sys.modules.get("snakemake.shell")  # the package has a class of that name
    wrapper = getattr(local, "run_wrapper", None)
    spawn = getattr(getattr(local, "Executor", None), "spawn_job", None)
    if not (
        callable(wrapper)
        and callable(spawn)
        and "jobid" in inspect.signature(wrapper).parameters
        and getattr(shell, "sp", None) is subprocess
        and getattr(local, "subprocess", None) is subprocess
    ):
        warn("this version of Snakemake is not the one known: jobs have neither output nor exit codes of their own")
        return False
    streams = Streams(jobs)
    parameters = inspect.signature(wrapper)

    @functools.wraps(wrapper)
    def run_wrapper(*others, **named):
        streams.working_for(parameters.bind(*others, **named).arguments["jobid"])
        try:
            return wrapper(*others, **named)
        finally:
            streams.done()

    @functools.wraps(spawn)
    def spawn_job(self, job):
        streams.working_for(job.jobid)
        try:
            return spawn(self, job)
        finally:
            streams.done()

    local.run_wrapper = run_wrapper
    local.Executor.spawn_job = spawn_job
    shell.sp = local.subprocess = streams.module()
    return True


def listen(jobs):
    """The arguments that make Snakemake tell its jobs."""
    try:
        from snakemake_interface_logger_plugins.registry import LoggerPluginRegistry

        LoggerPluginRegistry().register_plugin(PLUGIN, plugin(jobs))
        return ["--logger", PLUGIN.rpartition("_")[2]]
    except Exception as error:  # whatever has become of the interface
        warn(f"this version of Snakemake is not the one known: its jobs are listed from its log ({error!r})")
    # A filter, because Snakemake removes handlers that are not its own.
    logging.getLogger("snakemake.logging").addFilter(lambda record: jobs.hear(record) or True)
    return []


def plugin(jobs):
    """What Snakemake takes for an installed package of this name."""
    from snakemake_interface_logger_plugins.base import LogHandlerBase

    class LogHandler(LogHandlerBase):
        writes_to_stream = False
        writes_to_file = False
        has_filter = True  # of its own: none, so that nothing is kept back
        has_formatter = True
        needs_rulegraph = False

        def emit(self, record):
            jobs.hear(record)

    module = types.ModuleType(PLUGIN)
    module.LogHandler = LogHandler
    return module


def name_the_line():
    """Where a document breaks off before its first rule, Snakemake 9 stumbles over its own message."""
    import snakemake.exceptions

    formatted = getattr(snakemake.exceptions, "format_error", None)
    if callable(formatted):

        def format_error(ex, lineno, linemaps=None, *others, **named):
            try:
                return formatted(ex, lineno, linemaps, *others, **named)
            except KeyError:
                return formatted(ex, lineno, None, *others, **named)

        snakemake.exceptions.format_error = format_error


def copy_from_cache():
    from snakemake.caching.local import OutputFileCache

    def symlink(_self, path, outputfile, utime=True):
        if os.path.isdir(path):
            shutil.copytree(path, outputfile)
        else:
            shutil.copyfile(path, outputfile)

    if hasattr(OutputFileCache, "symlink"):
        OutputFileCache.symlink = symlink


def record_fetched(events):
    """What rules name by storage.http(…)."""
    try:
        from snakemake_storage_plugin_http import StorageObject

        retrieve = StorageObject.retrieve_object
    except (ImportError, AttributeError):
        return

    @functools.wraps(retrieve)
    def retrieve_object(self):
        result = retrieve(self)
        path = str(self.local_path())
        size, digest = os.path.getsize(path), hashlib.sha256()
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        where = os.path.abspath(path)
        events.write("fetched", url=shown(str(self.query)), path=where, size=size, sha256=digest.hexdigest())
        if size > max_bytes():
            os.unlink(path)
            raise OSError(f"{shown(str(self.query))} is larger than {max_bytes()} bytes (fetch.max-bytes)")
        return result

    StorageObject.retrieve_object = retrieve_object


def main():
    event_file, task_folder, config_file, snakefile, *others = sys.argv[1:]
    end_on_term()
    guard()
    events = TaskEvents(event_file, task_folder)
    jobs = Jobs(events)
    import snakemake.cli

    jobs.hooked = hook(jobs)
    name_the_line()
    copy_from_cache()
    record_fetched(events)
    targets = [name for word in others if word.startswith(TARGETS) for name in word[len(TARGETS) :].split(",") if name]
    options = [word for word in others if not word.startswith(TARGETS)]
    if not any(word.startswith("--cores") for word in options):
        options.append("--cores=all")
    # The folder is this run's alone: a lock could only be one that a run before it has left. What that run has not
    # finished is made again.
    words = ["--snakefile", snakefile, "--configfile", config_file, "--nocolor", "--nolock", "--rerun-incomplete"]
    try:
        snakemake.cli.main([*words, *listen(jobs), *options, *(["--", *targets] if targets else [])])
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    jobs.close()
    leave(events, code)


if __name__ == "__main__":
    main()
