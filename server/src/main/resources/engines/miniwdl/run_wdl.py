"""Runs miniwdl, writes its tasks as task events (docs/task-events.md), and watches over what it fetches.

    run_wdl.py EVENT-FILE TASK-FOLDER PARAMS-FILE ENGINE-FOLDER WORKFLOW[#TASK] [--backend=NAME] [--call-cache=FOLDER]
               [--hide=FOLDER] [MINIWDL-OPTION...]

NAME is local, bwrap, docker, podman or singularity; all but the last are those of wdl_tasks.py. Options take their
value after "=", so that no value is taken for an option.

What it leans on, besides what wdl_tasks.py names; where one is gone, the run goes on without:

WDL.runtime.config.default_plugins    where backends and downloaders are found; needed for local and bwrap
WDL.CLI.make_read_source              documents given as URLs
WDL.CLI.runner, runner_standard_output, runner_exe  why a document was rejected; the outputs; the task of #TASK
WDL.CLI.validate_input_path           input files by content, so that the call cache knows them again
WDL.runtime.{task,workflow}.link_outputs  the outputs of a run that was taken whole from the call cache
"""

import argparse
import hashlib
import logging
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from guarded_fetch import Downloads, FetchError, guard, is_url  # noqa: E402
from task_events import ErrorRecords, TaskEvents, end_on_term, leave, warn  # noqa: E402

BACKENDS = {"local": "Local", "bwrap": "Bwrap", "docker": "Docker", "podman": "Podman"}


def arguments():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    for name in ("events", "tasks", "params", "folder", "workflow"):
        parser.add_argument(name)
    parser.add_argument("--backend", choices=[*BACKENDS, "singularity"], default="local")
    parser.add_argument("--call-cache")
    parser.add_argument("--hide", action="append", default=[])
    return parser.parse_known_args()


def configure(given):
    """miniwdl reads its configuration from the environment."""
    settings = {
        "MINIWDL__SCHEDULER__CONTAINER_BACKEND": given.backend,
        # Links would lead to the tasks' folders; a second name of the file survives them.
        "MINIWDL__FILE_IO__OUTPUT_HARDLINKS": "true",
        # Calls in a scatter are named by their number, not by pieces of a path.
        "MINIWDL__SCHEDULER__SCATTER_TAG_MAX": "0",
    }
    if given.call_cache:
        settings["MINIWDL__CALL_CACHE__PUT"] = "true"
        settings["MINIWDL__CALL_CACHE__GET"] = "true"
        settings["MINIWDL__CALL_CACHE__DIR"] = given.call_cache
    os.environ.update(settings)


def plug_in(downloads, backend):
    """Adds our backends and our downloader to those that miniwdl finds. Raises ImportError where one is needed."""
    import importlib.metadata

    import WDL.runtime.config

    Downloader.downloads = downloads
    found = getattr(WDL.runtime.config, "default_plugins", None)
    if not callable(found):
        if backend in ("local", "bwrap"):
            raise ImportError(f"this version of miniwdl takes no backends from elsewhere, such as {backend}")
        warn("this version of miniwdl is not the one known: it has only its own backends and downloaders")
        return

    def entry(group, name, value):
        return importlib.metadata.EntryPoint(group=f"miniwdl.plugin.{group}", name=name, value=value)

    def plugins():
        groups = found()
        backends = groups["container_backend"] = [
            other for other in groups.get("container_backend", []) if other.name not in BACKENDS
        ]
        backends += [entry("container_backend", name, f"wdl_tasks:{kind}") for name, kind in BACKENDS.items()]
        downloaders = groups.setdefault("file_download", [])
        downloaders += [entry("file_download", scheme, "__main__:Downloader.file") for scheme in ("http", "https")]
        return groups

    WDL.runtime.config.default_plugins = plugins


class Downloader:
    downloads = None

    @staticmethod
    def file(_cfg, _logger, uri, **_others):
        """miniwdl's own starts a container for this."""
        yield {"outputs": {"file": Downloader.downloads.file(uri)}}


def read_through(downloads, cli):
    """Documents and imports from elsewhere come through downloads."""
    made = getattr(cli, "make_read_source", None)
    if not callable(made):
        warn("this version of miniwdl is not the one known: what it imports is not recorded")
        return
    from urllib.parse import urljoin

    from WDL import ReadSourceResult

    def make_read_source(*others, **named):
        read_here = made(*others, **named)

        async def read_source(uri, path, importer):
            if importer and is_url(importer.pos.abspath):
                uri = urljoin(importer.pos.abspath, uri)
                if not is_url(uri):
                    raise PermissionError("a document that was fetched may not import one of this machine")
            return ReadSourceResult(downloads.text(uri), uri) if is_url(uri) else await read_here(uri, path, importer)

        return read_source

    cli.make_read_source = make_read_source


def explain(events, cli):
    """Errors of the document and its inputs are only printed."""
    run = cli.runner

    def runner(*others, **named):
        try:
            return run(*others, **named)
        except SystemExit as end:
            # Only what was not logged: errors of the inputs, and why a download failed.
            for error in behind(end):
                if isinstance(error, FetchError) or type(error).__name__ == "InputError":
                    events.error(str(error))
            raise
        except Exception as error:
            events.error(in_words(error))
            raise

    cli.runner = runner


def behind(error):
    """The errors that led to this one."""
    while error := error.__cause__ or error.__context__:
        yield error


def in_words(error):
    """What miniwdl prints of an error, and where it is."""
    several = getattr(error, "exceptions", None)
    if several:
        return "\n".join(map(in_words, several))
    place = getattr(error, "pos", None)
    told = f"({place.uri} Ln {place.line} Col {place.column}) {error}" if hasattr(place, "line") else str(error)
    cause = error.__cause__
    return f"{told}\n{in_words(cause)}" if cause is not None and type(error).__name__ == "ImportError" else told


def choose(cli, task):
    """A fragment may name the workflow, too."""
    chosen = getattr(cli, "runner_exe", None)
    if not task or not callable(chosen):
        return

    def runner_exe(document, task_name=None):
        named = document.workflow is not None and document.workflow.name == task_name
        return chosen(document, None if named else task_name)

    cli.runner_exe = runner_exe


def know_again(cli, folder):
    """The call cache knows files by their paths, and those of attachments differ from run to run.

    So they get a second name below the cache's folder, made of their content.
    """
    validate = getattr(cli, "validate_input_path", None)
    if not folder or not callable(validate):
        return

    def validate_input_path(path, directory, *others, **named):
        found = validate(path, directory, *others, **named)
        return found if directory or not os.path.isfile(found) else _by_content(found, os.path.join(folder, "inputs"))

    cli.validate_input_path = validate_input_path


def _by_content(path, folder):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    known = os.path.join(folder, digest.hexdigest(), os.path.basename(path))
    if not os.path.exists(known):
        os.makedirs(os.path.dirname(known), exist_ok=True)
        part = f"{known[:-len(os.path.basename(path))]}.{os.getpid()}"
        shutil.copyfile(path, part)  # a hard link would change with the attachment
        os.replace(part, known)
    return known


def bring_home(cli):
    """A run that came whole from the call cache has its outputs in the run that put them there.

    miniwdl links them into this run's folder, and then tells the places they came from.
    """
    import WDL
    import WDL.runtime.task
    import WDL.runtime.workflow

    linked = {}

    def remembering(link):
        def link_outputs(cache, outputs, run_dir, *others, **named):
            linked[run_dir] = link(cache, outputs, run_dir, *others, **named)
            return linked[run_dir]

        return link_outputs

    for name in ("task", "workflow", "_workflow_state"):
        module = getattr(WDL.runtime, name, None)
        if hasattr(module, "link_outputs"):
            module.link_outputs = remembering(module.link_outputs)
    tell = getattr(cli, "runner_standard_output", None)
    if not callable(tell):
        return

    def runner_standard_output(content, *others, **named):
        outputs = content.get("outputs") or {}
        if outputs and content.get("dir") in linked:
            namespace = next(iter(outputs)).partition(".")[0]
            content = {**content, "outputs": WDL.values_to_json(linked[content["dir"]], namespace=namespace)}
        return tell(content, *others, **named)

    cli.runner_standard_output = runner_standard_output


class Errors(ErrorRecords):
    """miniwdl's messages carry facts with them, among them paths: the words are enough."""

    def emit(self, record):
        facts = getattr(record.msg, "kwargs", {})
        said = getattr(record.msg, "message", None) or record.getMessage()
        cause = facts.get("message") or ""
        self._events.error(f"{said}: {cause}" if cause and cause not in said else said)


def main():
    given, others = arguments()
    end_on_term()
    guard()
    events = TaskEvents(given.events, given.tasks)
    configure(given)
    workflow, task = given.workflow, ""
    if not os.path.exists(workflow):
        workflow, _, task = workflow.partition("#")
    import WDL.CLI
    import wdl_tasks
    from WDL.runtime.task_container import TaskContainer

    wdl_tasks.Bwrap.hidden = [folder for folder in map(os.path.realpath, given.hide) if os.path.isdir(folder)]
    downloads = Downloads(events, os.path.join(given.folder, "fetched"))
    plug_in(downloads, given.backend)
    read_through(downloads, WDL.CLI)
    explain(events, WDL.CLI)
    choose(WDL.CLI, task)
    know_again(WDL.CLI, given.call_cache)
    bring_home(WDL.CLI)
    own = (wdl_tasks.Local, wdl_tasks.Bwrap)
    wdl_tasks.watch(events, TaskContainer, logging.getLogger("wdl"), own=own)
    for name in ("wdl", "miniwdl-run"):  # not the root: miniwdl sets up its own log only where there is none
        logging.getLogger(name).addHandler(Errors(events))
    words = ["run", "--no-color", f"--dir={os.path.join(given.folder, 'wdl')}/.", f"--input={given.params}"]
    # A document may import what lies among the attachments, and nothing else of this machine.
    words += ["--no-outside-imports", f"--path={os.getcwd()}", *others]
    sys.argv = ["miniwdl", *words, *([f"--task={task}"] if task else []), workflow]
    try:
        WDL.CLI.main(sys.argv[1:])
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except (Exception, RecursionError) as error:
        logging.getLogger("miniwdl-run").error(str(error) or type(error).__name__)
        code = 2
    leave(events, code)


if __name__ == "__main__":
    main()
