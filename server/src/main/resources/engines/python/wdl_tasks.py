"""Tasks of WDL without a container engine, and their task events, for every engine that runs them by miniwdl's code:
miniwdl itself, and Toil.

Backends, subclasses of miniwdl's SubprocessBase, which brings the sharing of cores and memory:

Local   the command as a process of this machine; paths "inside" are those outside. Isolates nothing.
Bwrap   the same in a bubblewrap sandbox: only its own folder can be written to, the folders of other runs cannot be
        seen, and what it leaves running ends with it. The rest of the machine can be read, and the network used.
Docker, Podman  miniwdl's podman backend, which calls a command line that both programs understand.

Events come from two functions of WDL.runtime.task_container.TaskContainer, through which every backend passes:
run(logger, command), and task_running_context(), which is called when the command has just been started. Without them
tasks are listed from miniwdl's log, each from its set-up to its end.

Tested with miniwdl 1.15.0 and 1.16.0.
"""

import contextlib
import functools
import logging
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading

from task_events import kill_below, warn
from WDL.runtime.backend.cli_subprocess import SubprocessBase
from WDL.runtime.backend.podman import PodmanContainer

# The process id stays the same, so that it is known before anything can go wrong.
SCRIPT = 'echo $$ >"$1" && cd "$2" && exec {shell} ../command >>"$3" 2>>"$4"'
PLAIN = re.compile(r"[\w/.,:=@%+-]*", re.ASCII)
COMPONENTS = re.compile(r"\.(?=[wt]:)")  # of a logger's name: wdl.w:main.w:call-sub.t:call-align-0


def killing(terminating, kill):
    """The same question; when the answer is yes, the command is killed."""

    def ended():
        if terminating():
            kill()
            return True
        return False

    return ended


class WithoutContainers(SubprocessBase):
    """What both backends share: no image is looked at, and each task has temporary files of its own."""

    @classmethod
    def global_init(cls, cfg, logger):
        cls.detect_resource_limits(cfg, logger)

    @property
    def cli_name(self):
        return type(self).__name__.lower()

    def _pull_invocation(self, logger, cleanup):
        return "none", []

    def _own_tmp(self, cleanup):
        return cleanup.enter_context(tempfile.TemporaryDirectory(prefix="task-", ignore_cleanup_errors=True))


class Local(WithoutContainers):
    def __init__(self, cfg, run_id, host_dir):
        super().__init__(cfg, run_id, host_dir)
        self.container_dir = in_one_word(self.host_dir)

    def host_work_dir(self):
        """The same for every attempt: paths in the command lead there, and are made once."""
        return os.path.join(self.host_dir, "work")

    def host_path(self, container_path, *others, **named):
        """A command that asks where it is gets the folder's real name."""
        real = f"{self.host_work_dir()}/"
        if container_path.startswith(real):
            container_path = os.path.join(self.container_dir, "work", container_path[len(real) :])
        return super().host_path(container_path, *others, **named)

    def reset(self, logger):
        os.rename(self.host_work_dir(), os.path.join(self.host_dir, f"work-of-attempt-{self.try_counter}"))
        super().reset(logger)

    def _run(self, logger, terminating, command):
        return super()._run(logger, killing(terminating, self._kill), command)

    def _run_invocation(self, logger, cleanup, image):
        streams = [self.host_stdout_txt(), self.host_stderr_txt()]
        for stream in streams:
            self.touch_mount_point(stream)
        if self._bind_input_files:
            for host_path, inside in self.input_path_map.items():
                link = inside.rstrip("/")
                os.makedirs(os.path.dirname(link), exist_ok=True)
                os.symlink(host_path.rstrip("/"), link)
        own_tmp = in_one_word(self._own_tmp(cleanup))
        script = SCRIPT.format(shell=self.cfg.get("task_runtime", "command_shell"))
        # The base appends a command of its own, for a container where both streams have fixed names. Here it becomes
        # words that the script does not look at.
        words = ["/bin/sh", "-c", script, "task", self._pid_file(), self.host_work_dir(), *streams]
        return ["env", f"HOME={own_tmp}", f"TMPDIR={own_tmp}", *words]

    def _kill(self):
        """The base ends the process that it has started, and no other."""
        with contextlib.suppress(OSError, ValueError):
            with open(self._pid_file(), encoding="ascii") as file:
                pid = int(file.read())
            kill_below(pid)
            os.kill(pid, signal.SIGKILL)

    def _pid_file(self):
        return os.path.join(self.host_dir, f"pid{self.try_counter}")


_opened = {}
_opening = threading.Lock()


def in_one_word(path):
    """The same place, under a name that a command may use without quotes.

    Few commands quote their files: inside a container, where they are written for, there are no blanks above a file's
    own name. Here there may be. Then the folder is named by this process, which outlives its tasks, has it open, and
    leaves nothing behind.
    """
    if PLAIN.fullmatch(path):
        return path
    # As few open folders as can be: tasks may be many, and all lie below the same one that is not plain.
    parts = path.split("/")
    last = max(number for number, part in enumerate(parts) if not PLAIN.fullmatch(part or "/"))
    folder = "/".join(parts[: last + 1])
    with _opening:
        if folder not in _opened:
            _opened[folder] = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    return "/".join([f"/proc/{os.getpid()}/fd/{_opened[folder]}", *parts[last + 1 :]])


class Bwrap(WithoutContainers):
    """hidden: folders of the machine that tasks do not see."""

    hidden = ()

    @classmethod
    def global_init(cls, cfg, logger):
        if not shutil.which("bwrap"):
            raise RuntimeError("bwrap is not in PATH; on Debian or Ubuntu: apt-get install bubblewrap")
        super().global_init(cfg, logger)

    def _run_invocation(self, logger, cleanup, image):
        words = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/mnt"]
        for folder in self.hidden:
            words += ["--tmpfs", folder]
        words += ["--bind", self._own_tmp(cleanup), "/tmp"]  # on disk, where a plain --tmpfs would be in memory
        for inside, host_path, writable in self.prepare_mounts():
            words += ["--bind" if writable else "--ro-bind", host_path, inside]
        words += ["--unshare-pid", "--unshare-ipc", "--die-with-parent", "--setenv", "HOME", "/tmp"]
        return [*words, "--setenv", "TMPDIR", "/tmp", "--chdir", f"{self.container_dir}/work"]


class Docker(PodmanContainer):
    """An image that is there already is not pulled again: it may be one that no registry has."""

    @classmethod
    def global_init(cls, cfg, logger):
        if not shutil.which(cls.__name__.lower()):
            raise RuntimeError(f"{cls.__name__.lower()} is not in PATH")

    @property
    def cli_name(self):
        return type(self).__name__.lower()

    @property
    def cli_exe(self):
        return [self.cli_name]

    def _pull_invocation(self, logger, cleanup):
        image, invocation = super()._pull_invocation(logger, cleanup)
        there = '"$0" image inspect "$1" >/dev/null 2>&1 || exec "$0" pull "$1"'
        return image, ["/bin/sh", "-c", there, self.cli_name, image] if invocation else []

    def _run_invocation(self, logger, cleanup, image):
        program, run, *options = super()._run_invocation(logger, cleanup, image)
        return [program, run, f"--cidfile={self._id_file()}", *options]

    def _kill(self):
        """The base tells the program to stop; a shell that is a container's first process does not listen to that."""
        with contextlib.suppress(OSError):
            with open(self._id_file(), encoding="ascii") as file:
                subprocess.run([self.cli_name, "kill", file.read().strip()], capture_output=True, check=False)

    def _id_file(self):
        return os.path.join(self.host_dir, f"container{self.try_counter}")

    def _run(self, logger, terminating, command):
        return super()._run(logger, killing(terminating, self._kill), command)


class Podman(Docker):
    pass


def watch(events, container, logger, own=()):
    """Stands around the functions of the class TaskContainer.

    logger  under which miniwdl logs; heard for what came from the cache, and for all where the functions are gone
    own     backends that use no image
    """
    run = getattr(container, "run", None)
    running = getattr(container, "task_running_context", None)
    hooked = callable(run) and callable(running)
    logger.addHandler(TaskRecords(events, everything=not hooked))
    if not hooked:
        warn("this version of miniwdl is not the one known: its tasks are listed from its log")
        return
    tasks = threading.local()

    @functools.wraps(run)
    def observed_run(self, logger, command):
        task = tasks.now = Task(events, self, readable(logger.name), command, own)
        try:
            result = run(self, logger, command)
        except BaseException as error:
            task.failed(error)
            raise
        finally:
            tasks.now = None
        task.ended(getattr(self, "last_exit_code", None) or 0)
        return result

    @functools.wraps(running)
    def observed_start(self):
        if getattr(tasks, "now", None):
            tasks.now.started()
        return running(self)

    container.run = observed_run
    container.task_running_context = observed_start


def readable(name):
    """sub.align-0 for the task that the logger wdl.w:main.w:call-sub.t:call-align-0 belongs to."""
    calls = [part[2:].removeprefix("call-") for part in COMPONENTS.split(name)[1:]]
    return ".".join(calls[1:] or calls) or name


class Task:
    """One attempt of a task."""

    def __init__(self, events, container, name, command, own):
        self._events = events
        self._container = container
        self._name = name
        self._command = command
        self._own = own
        self._id = None

    def started(self):
        if self._id is not None:
            return
        self._id = self._events.new_id()
        values = self._container.runtime_values
        known = {
            "attempt": self._container.try_counter,
            "container": None if isinstance(self._container, self._own) else values.get("docker"),
            "cpus": values.get("cpu"),
            "memory_bytes": values.get("memory_reservation"),
        }
        self._events.start(
            id=self._id,
            name=self._name,
            command=self._command.strip("\n"),
            folder=self._container.host_work_dir(),
            stdout=self._stream("stdout", self._container.host_stdout_txt()),
            stderr=self._stream("stderr", self._container.host_stderr_txt()),
            **known,
        )

    def ended(self, code, message=None):
        if self._id is not None:  # a task without a command never starts
            self._events.end(self._id, code, message=message)

    def failed(self, error):
        code = getattr(error, "exit_status", None)
        if type(error).__name__ == "Terminated" and self._id is None:
            return
        self.started()  # an image that could not be had is a failure of the task, too
        self.ended(code, None if code else str(error) or type(error).__name__)

    def _stream(self, kind, path):
        """A second name for the file, since an engine may remove the first with the task's folder."""
        kept = self._events.stream(self._id, kind)
        try:
            os.link(path, kept)
            return kept
        except OSError:
            return path if os.path.exists(path) else None


class TaskRecords(logging.Handler):
    """Hears what miniwdl logs."""

    def __init__(self, events, everything):
        super().__init__(logging.INFO)
        self._events = events
        self._everything = everything
        self._running = {}

    def emit(self, record):
        try:
            said = getattr(record.msg, "message", None) or str(record.msg)
            self._hear(record.name, said, getattr(record.msg, "kwargs", {}))
        except Exception:  # what is not understood is passed over
            self.handleError(record)

    def _hear(self, logger, said, facts):
        name = readable(logger)
        if said == "done (cached)":
            self._events.end(self._events.start(name=name, cached=True), 0)
            self._running.pop(logger, None)
        elif not self._everything or ".t:" not in logger or ".t:download-" in logger:
            return
        elif said == "task setup":
            self._running[logger] = (name, facts.get("dir"))
        elif said.endswith(" run") and logger in self._running and "pid" in facts:
            self._running[logger] = self._start(*self._running[logger])
        elif logger in self._running and said == "done":
            self._end(logger, 0)
        elif logger in self._running and "error" in facts and "dir" in facts:
            self._end(logger, facts.get("exit_status"), facts.get("message"))

    def _start(self, name, folder):
        streams = {kind: os.path.join(folder, f"{kind}.txt") for kind in ("stdout", "stderr")} if folder else {}
        return self._events.start(name=name, folder=folder, **streams)

    def _end(self, logger, code, message=None):
        begun = self._running.pop(logger)
        task = begun if isinstance(begun, str) else self._start(*begun)
        self._events.end(task, code, message=message)
