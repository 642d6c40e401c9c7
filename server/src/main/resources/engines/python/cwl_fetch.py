"""What cwltool's code fetches comes through guarded_fetch.py, wherever that code runs: in cwltool itself, and in Toil.

What it leans on; where one is gone, the connections are guarded all the same, but what was fetched is not recorded:

cwltool.main.setup_loadingContext(loadingContext, runtimeContext, args)  documents, imports, and whether files exist
cwltool.pathmapper.downloadHttpFile(url)                                 input files

Tested with cwltool 3.1.20250715140722 and 3.3.20260925135507.
"""

import functools

from guarded_fetch import FetchError, is_url
from task_events import warn


def through(downloads):
    import cwltool.main
    import cwltool.pathmapper

    if hasattr(cwltool.pathmapper, "downloadHttpFile"):
        cwltool.pathmapper.downloadHttpFile = lambda url: (_input(downloads, url), None)
    set_up = getattr(cwltool.main, "setup_loadingContext", None)
    if not callable(set_up):
        warn("this version of cwltool is not the one known: what it fetches is not recorded")
        return
    fetcher = _fetcher(downloads)

    @functools.wraps(set_up)
    def setup_loadingContext(loading, runtime, args):  # noqa: N802
        if loading is None:
            loading = cwltool.main.LoadingContext(vars(args))
            loading.singularity, loading.podman = runtime.singularity, runtime.podman
        loading.fetcher_constructor = fetcher
        return set_up(loading, runtime, args)

    cwltool.main.setup_loadingContext = setup_loadingContext


def _input(downloads, url):
    try:
        return downloads.file(url)
    except FetchError as error:
        from cwltool.errors import WorkflowException

        raise WorkflowException(str(error)) from None


def _fetcher(downloads):
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
