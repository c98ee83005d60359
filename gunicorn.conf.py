"""How the site is served. gunicorn reads this file by itself in the folder it starts in, so nobody gives it options:
not `./run serve`, not `./run bench`, not the tests.
"""

import os

_host, _port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")

wsgi_app = "app:create_app()"
bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 64  # docs/decisions/0006-threads-and-stalled-clients.md
control_socket_disable = True  # it would be opened in the home folder
loglevel = "warning"
