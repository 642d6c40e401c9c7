"""Runs Toil on CWL or WDL, writes its tasks as task events (docs/task-events.md), and watches over what it fetches.

    run_toil.py EVENT-FILE TASK-FOLDER PARAMS-FILE ENGINE-FOLDER OUTPUT-FOLDER CWL|WDL WORKFLOW
                [--containers=none|bwrap|docker|podman|apptainer] [--hide=FOLDER] [TOIL-OPTION...]

Options take their value after "=", so that no value is taken for an option. Toil has no word for WDL without
containers: there, and with docker and podman, its tasks run in a backend of wdl_tasks.py.

Each of Toil's jobs runs in a process of its own, so each of those is started by this program too ("--worker"), and
writes events of the tasks in it. What it leans on, besides what the modules it shares with cwltool and miniwdl name;
where one is gone, the run goes on without:

toil.leader.resolveEntryPoint(name)  what a job's process is started by; else tasks are listed from Toil's message bus,
    when their processes start and end, and WDL needs a container engine
toil.wdl.wdltoil.SingularityContainer, and shutil as that module sees it  the backend of WDL without containers
toil.wdl.wdltoil.WDLTaskJob.run, toil.cwl.cwltoil.CWLScatter.parent_name  the names of tasks
toil.job.Job._runner  which attempt a task is
toil.wdl.wdltoil.choose_human_readable_directory     where inputs that become outputs are put
toil.batchSystems.singleMachine.SingleMachineBatchSystem.getUpdatedBatchJob  less waiting
toil.jobStores.abstractJobStore.JobStoreSupport._open_url, _url_exists, _get_size  what is fetched

Tested with Toil 9.6.0.
"""

import argparse
import contextlib
import functools
import logging
import os
import re
import shlex
import shutil
import signal
import sys
import threading
import types

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from guarded_fetch import Downloads, FetchError, guard  # noqa: E402
from task_events import ErrorRecords, TaskEvents, end_on_term, leave, warn  # noqa: E402

WORKER = "--worker"
CWL = {"none": ["--no-container"], "docker": [], "podman": ["--podman"], "apptainer": ["--singularity"]}
WDL = {"none": "Local", "bwrap": "Bwrap", "docker": "Docker", "podman": "Podman", "apptainer": "Apptainer"}
NAME = re.compile(r"(?:.+?\.(?:cwl|ya?ml|json)\.|_:[0-9a-f-]+\.|main\.)?(.+?)(?:\.(?:_:[0-9a-f-]+|[^.]+\.(?:cwl|ya?ml|json)))?")
SCATTERED = re.compile(r"(?<![^.])((?:[0-9]+\.)+)([^.]+)")
TASKS = ("kind-CWLJob/", "kind-WDLTaskJob/")  # the other jobs are Toil's own
# What is said around every failure, and would hide the reason; a task's own words are in its own files.
SAID_ALWAYS = ("Got exit code", "Exiting the worker", "Could not run ", "Failed task left", "====", "> ", "<====")


def arguments():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name in ("events", "tasks", "params", "folder", "outputs", "language", "workflow"):
        parser.add_argument(name)
    parser.add_argument("--containers", choices=list(WDL), default="none")
    parser.add_argument("--hide", default="")
    return parser.parse_known_args()


# What leader and workers share.


class Errors(ErrorRecords):
    def emit(self, record):
        said = record.getMessage()
        if "Traceback (most recent call last)" in said:
            said = said.rstrip().rpartition("\n")[2]
        if not said.startswith(SAID_ALWAYS) and not said.endswith(": permanentFail"):
            self._events.error(said)


def hear_errors(events):
    for name in ("toil", "cwltool", "salad", "MiniWDL"):
        logging.getLogger(name).addHandler(Errors(events))


def fetch_through(downloads):
    try:
        from toil.jobStores.abstractJobStore import JobStoreSupport

        for name in ("_open_url", "_url_exists", "_get_size"):
            getattr(JobStoreSupport, name)
    except (ImportError, AttributeError):
        warn("this version of Toil is not the one known: what it fetches is not recorded")
        return

    def path(url):
        try:
            return downloads.file(url.geturl())
        except FetchError as error:
            if error.missing:
                raise FileNotFoundError(str(error)) from None
            raise

    def exists(url):
        try:
            return bool(path(url))
        except FileNotFoundError:
            return False

    JobStoreSupport._open_url = staticmethod(lambda url: open(path(url), "rb"))
    JobStoreSupport._url_exists = staticmethod(exists)
    JobStoreSupport._get_size = staticmethod(lambda url: os.path.getsize(path(url)))


# The leader.


def start_workers_by(given, locator):
    """Makes the leader start its workers by this program; whether it does."""
    try:
        import toil.leader

        resolve = toil.leader.resolveEntryPoint
    except (ImportError, AttributeError):
        warn("this version of Toil is not the one known: its tasks are listed from its message bus")
        return False
    words = [sys.executable, "-I", os.path.abspath(__file__), WORKER, given.events, given.tasks, given.folder]
    words += [WDL[given.containers], given.hide, locator]
    command = " ".join(map(shlex.quote, words))
    toil.leader.resolveEntryPoint = lambda name: command if name == "_toil_worker" else resolve(name)
    return True


def ready_for_toils_own_workers(folder):
    """Their program is beside this one's, and not in PATH; that they are started by a shell, Toil does not mind."""
    from wdl_tasks import in_one_word

    os.environ["TOIL_CHECK_ENV"] = "True"
    return in_one_word(folder)


def look_often():
    """The leader looks for news of its workers, and does all else in between; where there is no news it waits 2 s."""
    try:
        from toil.batchSystems.singleMachine import SingleMachineBatchSystem

        wait = SingleMachineBatchSystem.getUpdatedBatchJob
    except (ImportError, AttributeError):
        return
    SingleMachineBatchSystem.getUpdatedBatchJob = lambda self, maxWait: wait(self, min(maxWait, 0.2))  # noqa: N803


class Bus(threading.Thread):
    """Lists tasks from Toil's message bus, a file that it appends lines to as things happen."""

    def __init__(self, events, path):
        super().__init__(daemon=True)
        self._events = events
        self._path = path
        self._tasks = {}
        self._over = threading.Event()
        self._at = 0

    def run(self):
        while not self._over.wait(0.5):
            self.read()

    def stop(self):
        self._over.set()
        self.join()
        self.read()

    def read(self):
        try:
            with open(self._path, encoding="utf-8", errors="replace") as file:
                file.seek(self._at)
                while (line := file.readline()).endswith("\n"):
                    self._at = file.tell()
                    self._hear(*line.rstrip("\n").split("\t"))
        except (OSError, TypeError):  # not there yet; or not as it was
            pass

    def _hear(self, kind, *facts):
        message = kind.rpartition(".")[2]
        if message == "JobIssuedMessage" and facts[1].startswith(TASKS):
            self._tasks[facts[1]] = self._events.start(name=facts[0])
        elif message == "JobCompletedMessage" and facts[1] in self._tasks:
            code = int(facts[2])  # of the worker, and not of what it ran
            said = f"its process ended with code {code}" if code else None
            self._events.end(self._tasks.pop(facts[1]), None if code else 0, message=said)


def run_cwl(given, options):
    from toil.cwl import cwltoil

    # What bubblewrap is for, CWL has no word for; then as without containers.
    options += [f"--outdir={given.outputs}", "--relax-path-checks", *CWL.get(given.containers, CWL["none"])]
    # Read from standard input, relative inputs are relative to the working directory, where the attachments are.
    with open(given.params, encoding="utf-8") as sys.stdin:
        return cwltoil.main([*options, given.workflow, "-"])


def run_wdl(given, options):
    from toil.wdl import wdltoil

    options += [f"--outputDirectory={given.outputs}", f"--input={given.params}"]
    options += ["--container=singularity"]  # whose place our backend takes
    name_by_place(wdltoil)
    document, part = given.workflow, ""
    if not os.path.exists(document):
        document, _, part = document.partition("#")
    choose(part)
    sys.argv = ["toil-wdl-runner", *options, document]
    wdltoil.main()
    return 0


def name_by_place(wdltoil):
    """An input that becomes an output is put below the outputs by its whole path on this machine; not by ours."""
    choose_directory = getattr(wdltoil, "choose_human_readable_directory", None)
    if not callable(choose_directory):
        return
    from urllib.parse import unquote, urlsplit

    def choose_human_readable_directory(root, task, parent):
        path = unquote(urlsplit(parent).path) if parent.startswith("file:") else parent
        if path.startswith("/"):
            below = os.path.relpath(path, os.getcwd())
            parent = "elsewhere" if below.startswith("..") else below
        return os.path.normpath(choose_directory(root, task, parent))

    wdltoil.choose_human_readable_directory = choose_human_readable_directory


def choose(part):
    """Makes the task or workflow of that name the only one in the document."""
    import WDL

    load = WDL.load

    def chosen(*others, **named):
        document = load(*others, **named)
        if part and (document.workflow is None or document.workflow.name != part):
            document.workflow = None
            document.tasks = [task for task in document.tasks if task.name == part]
            if not document.tasks:
                raise WDL.Error.InputError(f"no such task {part} in document")
        return document

    WDL.load = chosen


def lead():
    given, others = arguments()
    end_on_term()
    guard()
    events = TaskEvents(given.events, given.tasks, shared=True)
    folder = os.path.join(given.folder, "toil")
    os.makedirs(folder, exist_ok=True)
    locator = f"file:{os.path.join(folder, 'jobs')}"
    bus = os.path.join(folder, "bus")
    fetched = os.path.join(given.folder, "fetched")
    # Those of another run that was begun here would be in the way.
    for left in (os.path.join(folder, "jobs"), fetched):
        shutil.rmtree(left, ignore_errors=True)
    import cwl_fetch

    downloads = Downloads(events, fetched, shared=True)
    cwl_fetch.through(downloads)
    fetch_through(downloads)
    listed = None
    if not start_workers_by(given, locator):
        locator = f"file:{ready_for_toils_own_workers(folder)}/jobs"
        listed = Bus(events, bus)
        listed.start()
    look_often()
    tmp = os.environ["TMPDIR"]
    options = [f"--jobStore={locator}", f"--workDir={tmp}", f"--coordinationDir={tmp}"]
    options += ["--clean=always", "--cleanWorkDir=always", "--disableProgress", "--publishWorkflowMetrics=no"]
    options += [f"--writeMessages={bus}", *others]
    if not any(word.startswith("--retryCount") for word in others):
        options.append("--retryCount=0")
    hear_errors(events)
    try:
        code = (run_wdl if given.language == "WDL" else run_cwl)(given, options)
    except SystemExit as end:
        code = end.code or 0
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except Exception as error:
        print(f"ERROR {error}", file=sys.stderr)
        events.error(str(error))
        code = 1
    if listed:
        listed.stop()
    leave(events, code)


# A worker.


class WorkerEvents(TaskEvents):
    """Adds what this worker knows of its job."""

    task = None  # the name of a WDL task
    attempt = None

    def start(self, *, name=None, **facts):
        facts["attempt"] = self.attempt or facts.get("attempt")
        return super().start(name=self.task or step(name), **facts)


def step(name):
    """The step in Toil's name for a job of CWL, DOCUMENT.STEP.TOOL: what is between the documents."""
    return NAME.fullmatch(name)[1] if name else name


def call(path):
    """sub.align-0 for sub.0.align, the first of the calls in a scatter, as miniwdl says it."""
    return SCATTERED.sub(lambda found: f"{found[2]}-{found[1][:-1].replace('.', '-')}", path)


def name_tasks(events, wdltoil):
    run = wdltoil.WDLTaskJob.run

    def named(self, file_store):
        path = self._wdl_options["task_path"]
        events.task = call(path.partition(".")[2] or path)
        return run(self, file_store)

    wdltoil.WDLTaskJob.run = named


def count_attempts(events, job):
    run = job.Job._runner

    def counted(self, jobStore, *others, **named):  # noqa: N803
        with contextlib.suppress(Exception):  # no reason to fail
            events.attempt = jobStore.config.retryCount + 2 - self.description.remainingTryCount
        return run(self, jobStore, *others, **named)

    job.Job._runner = counted


def name_scattered(cwltoil):
    """Toil leaves the step out of the names of what it scatters."""
    make = cwltoil.CWLScatter.__init__

    @functools.wraps(make)
    def named(self, step, *others, **given):
        make(self, step, *others, **given)
        self.parent_name = f"{self.parent_name}.{cwltoil.shortname(step.tool['id'])}"

    cwltoil.CWLScatter.__init__ = named


def take_place(wdltoil, backend, hide):
    """Our backend takes the place of Singularity's, which Toil looks for in PATH."""
    import wdl_tasks

    wdl_tasks.Bwrap.hidden = [os.path.realpath(hide)] if hide else []
    if backend != "Apptainer":
        wdltoil.SingularityContainer = getattr(wdl_tasks, backend)
    elif not shutil.which("singularity"):  # the same program under its newer name
        os.environ["MINIWDL__SINGULARITY__EXE"] = '["apptainer"]'
    found = types.ModuleType("shutil")
    found.__dict__.update(shutil.__dict__)
    found.which = lambda name, *others, **named: name if name == "singularity" else shutil.which(name, *others, **named)
    wdltoil.shutil = found


def after_import(name, act):
    """Calls act(module) when a module has been imported: what a job needs is known only once its process read it."""
    import importlib.abc
    import importlib.util

    if name in sys.modules:
        return act(sys.modules[name])

    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, wanted, path, target=None):
            if wanted != name:
                return None
            sys.meta_path.remove(self)
            spec = importlib.util.find_spec(name)
            if spec is not None:
                execute = spec.loader.exec_module

                def exec_module(module):
                    execute(module)
                    try:
                        act(module)
                    except Exception as error:
                        warn(f"this version of Toil is not the one known: {error!r}")

                spec.loader.exec_module = exec_module
            return spec

    return sys.meta_path.insert(0, Finder())


def work():
    event_file, task_folder, folder, backend, hide, locator, *words = sys.argv[2:]
    guard()
    events = WorkerEvents(event_file, task_folder, shared=True)
    hear_errors(events)
    fetch_through(Downloads(events, os.path.join(folder, "fetched"), shared=True))

    def cwl(job):
        import cwl_tasks

        cwl_tasks.watch(events, job, logging.getLogger("cwltool"), streams_are_ours=True)

    def wdl(wdltoil):
        import wdl_tasks
        from WDL.runtime.task_container import TaskContainer

        name_tasks(events, wdltoil)
        take_place(wdltoil, backend, hide)
        own = (wdl_tasks.Local, wdl_tasks.Bwrap)
        logger = logging.getLogger("MiniWDL")
        wdl_tasks.watch(events, TaskContainer, logger, own)

    after_import("toil.job", functools.partial(count_attempts, events))
    after_import("cwltool.job", cwl)
    after_import("toil.cwl.cwltoil", name_scattered)
    after_import("toil.wdl.wdltoil", wdl)
    import toil.worker

    # The leader's command went through a shell unquoted: where the job store's path has blanks, it fell to pieces.
    # It is known here; before it is the job's name, after it the job's id.
    pieces = len(locator.split())
    context = words.index("--context") if "--context" in words else len(words)
    name = " ".join(words[: context - pieces - 1])
    sys.argv = ["_toil_worker", name, locator, words[context - 1], *words[context:]]
    toil.worker.main()


if __name__ == "__main__":
    if sys.argv[1:2] == [WORKER]:
        work()
    else:
        lead()
