"""Runs cwltool, writes its tasks as task events (docs/task-events.md), and watches over what it fetches.

    run_cwl.py EVENT-FILE TASK-FOLDER PARAMS-FILE FETCH-FOLDER CWLTOOL-ARGUMENT...

What it leans on, besides the functions that cwl_tasks.py names; where one is gone, the run goes on without:

cwltool.executors.MultithreadedJobExecutor  its fields max_cores, max_ram and select_resources: tasks side by side
cwltool.argparser, cwltool.context          for a fetcher of our own, which documents and imports come through
cwltool.pathmapper.downloadHttpFile         for input files given as URLs

--parallel-max=N is understood here, for all versions of cwltool: the executor is ours.
"""

import logging
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from cwl_tasks import watch  # noqa: E402
from guarded_fetch import Downloads, FetchError, guard, is_url  # noqa: E402
from task_events import TaskEvents, end_on_term, leave, warn  # noqa: E402

CORES = "--parallel-max="


def executor(cores):
    """Runs tasks side by side; cwltool's own choice (one at a time) where that has changed."""
    try:
        import cwltool.executors
        from cwltool.executors import MultithreadedJobExecutor
    except ImportError:
        return None
    if shutil.which("nvidia-smi") is None and hasattr(cwltool.executors, "cuda_version_and_device_count"):
        # Older versions look for it all the same, and fill the log with a traceback.
        cwltool.executors.cuda_version_and_device_count = lambda: ("", 0)

    class Executor(MultithreadedJobExecutor):
        """A task that asks for more than there is gets all of it instead of a refusal."""

        def __init__(self):
            super().__init__()
            self.max_cores = min(self.max_cores, cores) if cores else self.max_cores

        def execute(self, process, job_order_object, runtime_context, *others, **named):
            runtime_context.select_resources = self.select_resources
            if runtime_context.cachedir:
                # Else folders beside the cache, which nobody removes after a kill.
                runtime_context.tmp_outdir_prefix = runtime_context.tmpdir_prefix
            return super().execute(process, job_order_object, runtime_context, *others, **named)

        def select_resources(self, request, runtime_context):
            bounds = {"coresMin": self.max_cores, "ramMin": self.max_ram}
            fitting = {key: min(value, bounds.get(key, value)) for key, value in request.items()}
            return super().select_resources(fitting, runtime_context)

    return Executor()


def fetcher(downloads):
    """A class of fetchers for cwltool's documents: what lies elsewhere comes through downloads."""
    from schema_salad.exceptions import ValidationException
    from schema_salad.fetcher import DefaultFetcher

    class Fetcher(DefaultFetcher):
        def fetch_text(self, url, content_types=None):
            if not is_url(url) or isinstance(self.cache.get(url), str):
                return super().fetch_text(url, content_types)
            try:
                return downloads.text(url)
            except FetchError as error:
                raise ValidationException(str(error)) from None

        def check_exists(self, url):
            if not is_url(url) or url in self.cache:
                return super().check_exists(url)
            try:
                downloads.file(url)
                return True
            except FetchError as error:
                if error.missing:
                    return False
                raise ValidationException(str(error)) from None

    return Fetcher


def through(downloads, arguments):
    """What cwltool.main is to be called with, so that it fetches through downloads."""
    import cwltool.pathmapper

    if hasattr(cwltool.pathmapper, "downloadHttpFile"):
        cwltool.pathmapper.downloadHttpFile = lambda url: (_input(downloads, url), None)
    try:
        from cwltool.argparser import arg_parser
        from cwltool.context import LoadingContext

        args = arg_parser().parse_args(arguments)
        loading = LoadingContext(vars(args))
        loading.singularity, loading.podman = args.singularity, args.podman
        loading.fetcher_constructor = fetcher(downloads)
        return {"args": args, "loadingContext": loading}
    except (ImportError, AttributeError, TypeError) as error:
        warn(f"this version of cwltool is not the one known: what it fetches is not recorded ({error})")
        return {"argsl": arguments}


def _input(downloads, url):
    try:
        return downloads.file(url)
    except FetchError as error:
        from cwltool.errors import WorkflowException

        raise WorkflowException(str(error)) from None


def main():
    event_file, task_folder, params_file, fetch_folder, *arguments = sys.argv[1:]
    sys.argv[0] = "cwltool"  # its name in the log and to web servers
    end_on_term()
    guard()
    events = TaskEvents(event_file, task_folder)
    cores = [word.removeprefix(CORES) for word in arguments if word.startswith(CORES)]
    arguments = [word for word in arguments if not word.startswith(CORES)]
    import cwltool.job
    import cwltool.main

    watch(events, cwltool.job, logging.getLogger("cwltool"))
    # Read from standard input, relative inputs are relative to the working directory, where the attachments are.
    with open(params_file, encoding="utf-8") as params:
        try:
            given = through(Downloads(events, fetch_folder), [*arguments, "-"])
            code = cwltool.main.main(
                stdin=params, executor=executor(int(cores[-1]) if cores else 0), **given
            )
        except SystemExit as end:  # arguments that it does not take
            code = end.code
        except KeyboardInterrupt:
            code = 128 + signal.SIGINT
    leave(events, code)


if __name__ == "__main__":
    main()
