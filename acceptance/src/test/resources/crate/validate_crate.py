"""Holds an RO-Crate against a profile, without a network: validate_crate.py CRATE PROFILE

CRATE is a folder. The context that the crate names is served from the package rocrate, which ships it. Says nothing and
ends with 0 when every requirement is met, else tells each that is not.
"""
import importlib.resources
import io
import json
import sys
import urllib.request

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
text = importlib.resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_text(encoding="utf-8")
if json.loads(text)["@id"] != CONTEXT:
    sys.exit("this version of rocrate ships another context than " + CONTEXT)

import rdflib.plugins.shared.jsonld.context as contexts  # noqa: E402
import rdflib.plugins.shared.jsonld.util as util  # noqa: E402
from rocrate_validator.utils.http import HttpRequester  # noqa: E402


def from_package(source, *args, **kwargs):
    if str(source).startswith(CONTEXT):
        return json.loads(text), None
    return original(source, *args, **kwargs)


original = util.source_to_json
util.source_to_json = contexts.source_to_json = from_package


class Answer:
    status_code = 200
    ok = True
    headers = {"Content-Type": "application/ld+json"}
    content = text.encode()
    from_cache = True

    def __init__(self):
        self.text = text

    def json(self):
        return json.loads(text)

    def raise_for_status(self):
        pass


def get(self, url, *args, **kwargs):
    if str(url).startswith(CONTEXT):
        return Answer()
    raise AssertionError("nothing else is to be fetched: " + str(url))


HttpRequester.__getattr__ = lambda self, name: (lambda url, *a, **k: get(self, url, *a, **k))

from rocrate_validator import models, services  # noqa: E402

crate, profile = sys.argv[1:3]
result = services.validate(
    services.ValidationSettings(
        rocrate_uri=crate,
        profile_identifier=profile,
        requirement_severity=models.Severity.REQUIRED,
        enable_profile_inheritance=True,
        skip_availability_check=True,
    )
)
for issue in result.get_issues():
    print(issue.severity.name, issue.check.identifier, issue.message, issue.violatingEntity)
sys.exit(0 if result.passed() else 1)
