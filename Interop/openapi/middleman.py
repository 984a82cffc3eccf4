"""Stands between a node and the exchange that it follows, and spoils what it is told to spoil."""

import http.client
import http.server
import threading

TIMEOUT_SECONDS = 60
PASSED_ON = ("Authorization", "Content-Type", "Perisai-Acting-Person", "Accept")


class Middleman:
    """Passes requests on to a port of this machine, and the answers back."""

    def __init__(self, port):
        self.port = port
        # Whether the signature under each checkpoint is spoilt, and whether nothing gets through at all.
        self.spoils_signatures = False
        self.is_cut = False
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer._pass_on(self)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self):
        return "http://127.0.0.1:%d" % self.server.server_address[1]

    def _pass_on(self, request):
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        status, media_type, answer = 503, "text/plain", b""
        if not self.is_cut:
            try:
                status, media_type, answer = self._ask(request, body)
            except (OSError, http.client.HTTPException):
                pass
        if self.spoils_signatures and request.path == "/checkpoint" and status == 200:
            answer = spoilt(answer)
        request.send_response(status)
        request.send_header("Content-Type", media_type)
        request.send_header("Content-Length", str(len(answer)))
        try:
            request.end_headers()
            request.wfile.write(answer)
        except OSError:
            # Whoever asked is gone, as a node that was stopped while it waited for news.
            request.close_connection = True

    def _ask(self, request, body):
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request(request.command, request.path, body=body or None, headers=headers)
            response = connection.getresponse()
            return response.status, response.getheader("Content-Type", ""), response.read()
        finally:
            connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def spoilt(note):
    """The note with another last signature by the same name and key hash."""
    head, _, signature = note.rstrip(b"\n").rpartition(b" ")
    middle = len(signature) // 2
    other = b"A" if signature[middle : middle + 1] != b"A" else b"B"
    return head + b" " + signature[:middle] + other + signature[middle + 1 :] + b"\n"
