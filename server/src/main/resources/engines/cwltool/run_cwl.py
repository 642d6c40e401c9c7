"""Runs cwltool, writes its tasks as task events (docs/task-events.md), and watches over what it fetches.

    run_cwl.py EVENT-FILE TASK-FOLDER PARAMS-FILE FETCH-FOLDER CWLTOOL-ARGUMENT...

What it leans on, besides what cwl_tasks.py and cwl_fetch.py name:

cwltool.executors.MultithreadedJobExecutor  its fields max_cores, max_ram and select_resources: tasks side by side

Understood here, for all versions of cwltool: --parallel-max=N, since the executor is ours, and --targets=NAME,NAME.
"""

import logging
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import cwl_fetch  # noqa: E402
import cwl_tasks  # noqa: E402
from guarded_fetch import Downloads, guard  # noqa: E402
from task_events import ErrorRecords, TaskEvents, end_on_term, leave  # noqa: E402

CORES = "--parallel-max="
TARGETS = "--targets="


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


def main():
    event_file, task_folder, params_file, fetch_folder, *arguments = sys.argv[1:]
    sys.argv[0] = "cwltool"  # its name in the log and to web servers
    end_on_term()
    guard()
    events = TaskEvents(event_file, task_folder)
    cores = [word.removeprefix(CORES) for word in arguments if word.startswith(CORES)]
    targets = [name for word in arguments if word.startswith(TARGETS) for name in word[len(TARGETS) :].split(",")]
    words = [word for word in arguments if not word.startswith((CORES, TARGETS))]
    import cwltool.job
    import cwltool.main

    logger = logging.getLogger("cwltool")
    logger.addHandler(ErrorRecords(events))
    cwl_tasks.watch(events, cwltool.job, logger)
    cwl_fetch.through(Downloads(events, fetch_folder))
    # Read from standard input, relative inputs are relative to the working directory, where the attachments are.
    with open(params_file, encoding="utf-8") as params:
        try:
            code = cwltool.main.main(
                [*(f"--target={name}" for name in targets if name), *words, "-"],
                stdin=params,
                executor=executor(int(cores[-1]) if cores else 0),
            )
        except SystemExit as end:  # arguments that it does not take
            code = end.code
        except KeyboardInterrupt:
            code = 128 + signal.SIGINT
    leave(events, code)


if __name__ == "__main__":
    main()
