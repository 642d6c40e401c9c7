"""What an engine fetches by itself: documents, imports and input files that a stranger's workflow names.

Two guards, both for the whole process:

guard()     refuses every connection that leads to this machine or to a private network, whichever library makes it.
            It listens to Python's audit event "socket.connect", which tells the very address that is connected to, so
            that neither a redirect nor a name that changes its mind gets around it.
Downloads   fetches one URL into one file: http and https only, bounded in size and redirects, and told of by a
            "fetched" task event.

Settings, from the environment: WESTERLY_FETCH_PRIVATE=1 allows private targets; WESTERLY_FETCH_MAX_BYTES.
Standard library only, for Python 3.10 and newer. Proxies are not used: their address is not the target's.
"""

import base64
import contextlib
import fcntl
import hashlib
import ipaddress
import os
import socket
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

MAX_REDIRECTS = 5
TIMEOUT = 30  # seconds for a connection, and for the other side to be silent
CHUNK = 1 << 16
NAT64 = ipaddress.ip_network("64:ff9b::/96")
IN_OLD_CLOTHES = ipaddress.ip_network("::/96")  # addresses of version 4 written as ones of version 6
PRIVATE = "leads to this machine or a private network; the operator can allow that (fetch.allow-private-targets)"


class FetchError(OSError):
    """The message names the URL without its query, user and password."""

    def __init__(self, message, missing=False):
        super().__init__(message)
        self.missing = missing  # the other side said that there is no such thing


def private_allowed():
    return os.environ.get("WESTERLY_FETCH_PRIVATE") == "1"


def max_bytes():
    given = os.environ.get("WESTERLY_FETCH_MAX_BYTES", "")
    return int(given) if given.isdigit() else 1 << 30


def guard():
    """Cannot be taken back, and costs nothing where private targets are allowed."""
    if not private_allowed():
        sys.addaudithook(_audit)


def _audit(event, arguments):
    if event == "socket.connect":
        connection, address = arguments
        if connection.family in (socket.AF_INET, socket.AF_INET6) and connection.type == socket.SOCK_STREAM:
            if not is_public(address[0]):
                raise PermissionError(f"the address {PRIVATE}")


def is_public(text):
    """Whether an address is one of the public internet. A name is none."""
    try:
        address = ipaddress.ip_address(str(text).partition("%")[0])
    except ValueError:
        return False
    if address.version == 6:
        # A translator or tunnel would take these clothes off again.
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and (address in NAT64 or address in IN_OLD_CLOTHES):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or address.teredo:
            return False
    return address.is_global and not address.is_multicast


def is_url(text):
    return str(text).lower().startswith(("http://", "https://"))


def shown(url):
    """The URL without what may be secret: queries hold signatures, and the authority may hold a password."""
    try:
        parts = urllib.parse.urlsplit(url)
        return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return "the URL"


def file_name(url):
    """The name that the URL gives its file."""
    name = urllib.parse.unquote(urllib.parse.urlsplit(url).path.rpartition("/")[2])
    name = name.replace("/", "_").replace("\0", "_")
    return name if name not in ("", ".", "..") and len(os.fsencode(name)) <= 255 else "file"


class Downloads:
    """Fetches each URL once, however many tasks ask for it at the same time.

    shared  whether several processes fetch into this folder, which was empty when the first of them began
    """

    def __init__(self, events, folder, shared=False):
        self._events = events
        self._folder = folder
        self._shared = shared
        self._lock = threading.Lock()
        self._locks = {}
        self._done = {}

    def file(self, url):
        """The path of the file at that URL, in a folder of its own and under the name that the URL gives it.

        Raises FetchError. A failure is not remembered: another task may have more luck.
        """
        with self._lock:
            lock = self._locks.setdefault(url, threading.Lock())
        with lock:
            if url not in self._done:
                self._done[url] = self._fetch(url)
            return self._done[url]

    def text(self, url):
        """The document at that URL. Raises FetchError."""
        with open(self.file(url), encoding="utf-8", errors="replace") as document:
            return document.read()

    def _fetch(self, url):
        folder = os.path.join(self._folder, hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:16])
        part = f"{folder}.{os.getpid()}.part"
        try:
            path = os.path.join(folder, file_name(url))
            os.makedirs(folder, exist_ok=True)
            with self._alone(folder):
                if self._shared and os.path.exists(path):
                    return path
                with _open(url) as response, open(part, "wb") as target:
                    size, digest = _receive(url, response, target)
                os.replace(part, path)
        except FetchError:
            raise
        except urllib.error.HTTPError as error:
            raise FetchError(f"{shown(url)} {_answer(error.code)}", error.code in (404, 410)) from None
        except (OSError, ValueError) as error:
            raise FetchError(f"{shown(url)} could not be fetched: {_reason(error)}") from None
        finally:
            if os.path.exists(part):
                os.unlink(part)
        self._events.write("fetched", url=shown(url), path=path, size=size, sha256=digest)
        return path

    @contextlib.contextmanager
    def _alone(self, folder):
        """No other process fetches the same."""
        if not self._shared:
            yield
            return
        with open(f"{folder}.lock", "ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # it ends with the file, and with the process
            yield


def _answer(status):
    if 300 <= status < 400:
        return f"redirects more than {MAX_REDIRECTS} times, or to something that is no URL (status {status})"
    return f"answered with status {status}"


def _receive(url, response, target):
    limit, size, digest = max_bytes(), 0, hashlib.sha256()
    told = response.headers.get("Content-Length", "")
    while chunk := response.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise FetchError(f"{shown(url)} is larger than {limit} bytes, the most that is fetched (fetch.max-bytes)")
        digest.update(chunk)
        target.write(chunk)
    if told.isdigit() and size != int(told):
        raise FetchError(f"{shown(url)} broke off after {size} of {told} bytes")
    return size, digest.hexdigest()


def _open(url):
    parts = urllib.parse.urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{shown(url)} is no URL that is fetched; http and https are")
    user, _, host = parts.netloc.rpartition("@")
    # Nothing may be compressed on the way: size and digest are those of the file.
    request = urllib.request.Request(
        urllib.parse.urlunsplit((parts.scheme, host, _encoded(parts.path or "/"), _encoded(parts.query), "")),
        headers={"User-Agent": "Westerly", "Accept-Encoding": "identity"},
    )
    if user:
        secret = base64.b64encode(urllib.parse.unquote(user).encode()).decode("ascii")
        request.add_unredirected_header("Authorization", f"Basic {secret}")
    return _opener().open(request, timeout=TIMEOUT)


def _encoded(text):
    """Spaces and letters beyond ASCII as they must be in a request; what is encoded already stays as it is."""
    return urllib.parse.quote(text, safe="/:;@!$&'()*+,=?~%-._[]")


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MAX_REDIRECTS
    max_repeats = MAX_REDIRECTS

    def redirect_request(self, request, body, code, message, headers, url):
        if request.type == "https" and not url.lower().startswith("https:"):
            # A secret that was sent safely stays so.
            raise FetchError(f"{shown(request.full_url)} redirects from https to {shown(url)}")
        return super().redirect_request(request, body, code, message, headers, url)


def _opener():
    """One that knows http and https, and nothing else: urllib's own opens files and FTP too, and uses proxies."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _reason(error):
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return f"no answer within {TIMEOUT} s"
    if isinstance(reason, OSError):
        return reason.strerror or str(reason)
    return str(reason)
