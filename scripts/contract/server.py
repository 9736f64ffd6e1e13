"""Serves moto on a free port of this machine, which it prints; ends when its standard input does.

moto tells by an exception that it has not implemented an operation, or by knowing no route or no service for it. Its own
server makes HTML pages of these, with the status of a crash (500) or of a resource that is not there (404). Here they are
answered with 501, so that "moto does not have this" can be told from a failure.

An access key whose last 12 characters are digits is one of the account of that number. moto has accounts, too, by role or by a
header, but the first takes it half a second for each.
"""

import os
import re
import sys
import threading

# AdministratorAccess and the like, which moto leaves out unless told.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"

from flask import request
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server


def create_app(service):
    if service is None:
        raise NotImplementedError("there is no such service")
    app = create_backend_app(service)

    @app.errorhandler(404)
    def not_found(error):
        if request.routing_exception is None:
            return error
        return f"{service} has no route {request.method} {request.path}", 501

    return app


moto = DomainDispatcherApplication(create_app)


# moto checks a condition and writes in two steps: two calls at once could both find it met.
one_at_a_time = threading.Lock()

ACCOUNT = re.compile(r"Credential=[A-Z]{4}(\d{12})/")


# Macie's times have no zone in moto, and the SDK reads no such time. AWS's are in UTC.
ZONELESS = re.compile(rb'"(\d{4}-\d\d-\d\dT[\d:.]+)"')


def application(environ, start_response):
    account = ACCOUNT.search(environ.get("HTTP_AUTHORIZATION", ""))
    if account:
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = account[1]
    answer = {}

    def start(status, headers, exc_info=None):
        answer.update(status=status, headers=headers)
        return lambda data: None

    try:
        with one_at_a_time:
            body = b"".join(moto(environ, start))
    except NotImplementedError as error:
        answer = {"status": "501 Not Implemented", "headers": [("content-type", "text/plain")]}
        body = str(error).encode()
    # What moto answers where a path of a service that it has stands for no operation.
    if answer["status"].startswith("404") and not body and environ["REQUEST_METHOD"] != "HEAD":
        answer["status"] = "501 Not Implemented"
    if environ.get("PATH_INFO") == "/macie":
        body = ZONELESS.sub(rb'"\1Z"', body)
        kept = [(name, value) for name, value in answer["headers"] if name.lower() != "content-length"]
        answer["headers"] = [*kept, ("content-length", str(len(body)))]
    start_response(answer["status"], answer["headers"])
    return [body]


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
print(server.server_port, flush=True)
threading.Thread(target=end_with_parent, daemon=True).start()
server.serve_forever()
