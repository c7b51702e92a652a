"""A Broadsheet client in Python: upload, search, page through results, watch.

From the repository's folder:

    pip install grpcio grpcio-tools
    mkdir -p gen
    python -m grpc_tools.protoc -I protos --python_out=gen --grpc_python_out=gen $(find protos -name '*.proto')
    PYTHONPATH=gen python deploy/examples/python/client.py upload daily 2024-03-05 page.txt
    PYTHONPATH=gen python deploy/examples/python/client.py search '"machine tools" -price'
    PYTHONPATH=gen python deploy/examples/python/client.py watch
"""

import argparse
import os
import pathlib
import sys
import time

import grpc

from broadsheet.feed.v1 import feed_service_pb2 as feed
from broadsheet.feed.v1 import feed_service_pb2_grpc as feed_grpc
from broadsheet.ingest.v1 import ingest_service_pb2 as ingest
from broadsheet.ingest.v1 import ingest_service_pb2_grpc as ingest_grpc
from broadsheet.query.v1 import query_service_pb2 as query
from broadsheet.query.v1 import query_service_pb2_grpc as query_grpc
from google.rpc import error_details_pb2 as error_details
from google.rpc import status_pb2

CHUNK = 256 * 1024
DEADLINE = 20  # seconds
# A record has at most 32 MiB, and a message one record at least; gRPC's own limit
# is 4 MiB, at which a watch would end at the same large record for ever.
RECEIVE_LIMIT = 64 * 1024 * 1024

# What is sent is kept to be sent again: an issue has at most 16 MiB; gRPC's own
# limit is 256 KiB, past which a call is no longer tried again.
RETRY_LIMIT = 17 * 1024 * 1024

# Calls that failed because a server went away are sent again, to another one if
# the name has several addresses. Every method may be: uploads are known by their
# content.
SERVICE_CONFIG = pathlib.Path(__file__).parents[1].joinpath("service_config.json").read_text()


def connect(address):
    """Plaintext. For TLS: grpc.secure_channel with grpc.ssl_channel_credentials."""
    return grpc.insecure_channel(address, options=[
        ("grpc.service_config", SERVICE_CONFIG),
        ("grpc.max_receive_message_length", RECEIVE_LIMIT),
        ("grpc.per_rpc_retry_buffer_size", RETRY_LIMIT),
    ])


def read_error(error):
    """A failed call's ErrorInfo.reason, which is stable and made to branch on (the
    message is for people), and the seconds after which to send it again: None if
    the server does not say so."""
    reason, delay = "", None
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        for detail in status_pb2.Status.FromString(value).details:
            info, retry = error_details.ErrorInfo(), error_details.RetryInfo()
            if detail.Unpack(info):
                reason = info.reason
            elif detail.Unpack(retry):
                delay = retry.retry_delay.ToTimedelta().total_seconds()
    return reason, delay


def upload(channel, publication, date, path):
    """Streams a file; returns the answer, whose position a search can wait for."""

    def parts(file):
        metadata = ingest.IssueMetadata(parent=f"publications/{publication}", issue_id=date)
        metadata.issue.date = date
        yield ingest.UploadIssueRequest(metadata=metadata)
        while chunk := file.read(CHUNK):
            yield ingest.UploadIssueRequest(chunk=chunk)

    with open(path, "rb") as file:
        return ingest_grpc.IngestServiceStub(channel).UploadIssue(parts(file), timeout=DEADLINE)


def search(channel, text, min_position="", page_size=10):
    """All results, page by page, as they are needed."""
    stub = query_grpc.QueryServiceStub(channel)
    request = query.SearchRecordsRequest(query=text, page_size=page_size, min_position=min_position)
    while True:
        response = stub.SearchRecords(request, timeout=DEADLINE)
        yield from response.results
        if not response.next_page_token:
            return
        request.page_token = response.next_page_token


def watch(channel, after=""):
    """Every change after a position, for ever: (position, entry). Whoever keeps
    the position beside what he made of the entry sees each entry once."""
    stub = feed_grpc.FeedServiceStub(channel)
    while True:
        try:
            for message in stub.WatchRecords(feed.WatchRecordsRequest(after=after)):
                for entry in message.entries:
                    yield entry.position, entry
                    after = entry.position
        except grpc.RpcError as error:
            _, delay = read_error(error)
            if delay is None and error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
                raise
            time.sleep(delay or 0.5)  # the server restarts, drains or is busy, or we were too slow: go on from there


def read_arguments():
    parser = argparse.ArgumentParser(description="A Broadsheet client.")
    parser.add_argument("--ingest", default=os.environ.get("BROADSHEET_INGEST", "127.0.0.1:7601"))
    parser.add_argument("--query", default=os.environ.get("BROADSHEET_QUERY", "127.0.0.1:7602"))
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("upload")
    for name in ("publication", "date", "path"):
        command.add_argument(name)
    command = commands.add_parser("search")
    command.add_argument("text")
    command.add_argument("--min-position", default="")
    command.add_argument("--page-size", type=int, default=10)
    command = commands.add_parser("watch")
    command.add_argument("--after", default="")
    command.add_argument("--most", type=int, default=0, help="end after so many entries")
    return parser.parse_args()


def run(arguments):
    if arguments.command == "upload":
        answer = upload(connect(arguments.ingest), arguments.publication, arguments.date, arguments.path)
        print(answer.position)
    elif arguments.command == "search":
        results = search(connect(arguments.query), arguments.text, arguments.min_position, arguments.page_size)
        for result in results:
            print(result.record.name, result.record.headline.text)
    else:
        for count, (position, entry) in enumerate(watch(connect(arguments.ingest), arguments.after), 1):
            print(position, entry.WhichOneof("change"))
            if count == arguments.most:
                break


def main():
    arguments = read_arguments()
    try:
        run(arguments)
    except OSError as error:
        sys.exit(f"client.py: {error}")
    except grpc.RpcError as error:
        reason, _ = read_error(error)
        sys.exit(": ".join(filter(None, ("client.py", error.code().name, reason, error.details()))))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
