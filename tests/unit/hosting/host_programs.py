"""Hosts as the distribution has them, started with our configurations for them on a free port of this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 60
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
SBIN = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])

NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
APACHE_MODULES = ("mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "filter", "deflate")
APACHE_FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules")
LIGHTTPD_FOLDER = Path("/usr/lib/lighttpd")

PID = "pid"
"""Where nginx and Apache write the id of their first process."""

VISITS = "visits"
"""Where nginx writes of every answer its status, how many bytes it had with its headers, and what was asked for."""


def find(*names: str) -> str | None:
    return next(filter(None, (shutil.which(name, path=SBIN) for name in names)), None)


def nginx(folder: Path, site: Path, port: int, configuration: str) -> list[str]:
    (folder / "impasto.conf").write_text(configuration)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(f"""
        {"user root;" if ROOT else ""}
        {f"load_module {NGINX_BROTLI};" if NGINX_BROTLI.exists() else ""}
        daemon off;
        pid {folder / PID};
        error_log stderr;
        worker_processes auto;
        events {{ worker_connections 4096; }}
        http {{
            log_format visits "$status $bytes_sent $request_uri";
            access_log {folder / VISITS} visits;
            sendfile on;
            types {{ application/octet-stream mjs wasm; text/html html; }}
            {temporary}
            server {{
                listen 127.0.0.1:{port};
                root {site};
                include {folder}/impasto.conf;
                {"brotli_static on;" if NGINX_BROTLI.exists() else ""}
            }}
        }}
    """)
    return [find("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def apache(folder: Path, site: Path, port: int, configuration: str, *, htaccess: bool = False) -> list[str]:
    modules = next(path for path in map(Path, APACHE_FOLDERS) if path.is_dir())
    loaded = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in APACHE_MODULES)
    (site / ".htaccess" if htaccess else folder / "impasto.conf").write_text(configuration)
    (folder / "apache.conf").write_text(f"""
        ServerRoot {folder}
        PidFile {folder / PID}
        ErrorLog {folder}/errors
        DefaultRuntimeDir {folder}
        TypesConfig /dev/null
        ServerName 127.0.0.1
        Listen 127.0.0.1:{port}
        DocumentRoot {site}
        DirectoryIndex index.html
        <Directory {site}>
            Require all granted
            AllowOverride {"FileInfo" if htaccess else "None"}
            {"" if htaccess else f"Include {folder}/impasto.conf"}
        </Directory>
    """)
    (folder / "apache.conf").write_text(loaded + (folder / "apache.conf").read_text())
    return [find("apache2", "httpd"), "-D", "FOREGROUND", "-f", str(folder / "apache.conf")]


def apache_folder(folder: Path, site: Path, port: int, configuration: str) -> list[str]:
    return apache(folder, site, port, configuration, htaccess=True)


def lighttpd(folder: Path, site: Path, port: int, configuration: str) -> list[str]:
    modules = ["mod_expire", "mod_setenv"] + ["mod_deflate"] * (LIGHTTPD_FOLDER / "mod_deflate.so").exists()
    (folder / "lighttpd.conf").write_text(f"""
        server.modules = ( {", ".join(f'"{module}"' for module in modules)} )
        server.bind = "127.0.0.1"
        server.port = {port}
        server.document-root = "{site}"
        deflate.cache-dir = "{folder}/deflated"
        index-file.names = ( "index.php", "index.html" )
        mimetype.assign = ( ".html" => "text/html", ".mjs" => "application/octet-stream" )
        deflate.mimetypes = ( "text/css" )
    """)  # the last three as distributions have them
    (folder / "deflated").mkdir()
    with (folder / "lighttpd.conf").open("a") as file:
        file.write(configuration)
    return [find("lighttpd"), "-D", "-f", str(folder / "lighttpd.conf")]


def caddy(folder: Path, site: Path, port: int, configuration: str) -> list[str]:
    own = configuration.replace("impasto.example", f"http://127.0.0.1:{port}").replace("/var/www/impasto", str(site))
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + own)
    return [find("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


HOSTS: dict[str, tuple[str, Callable[[Path, Path, int, str], list[str]]]] = {
    "nginx": ("nginx.conf", nginx),
    "apache2": ("apache.conf", apache),
    "apache2 by .htaccess": ("apache.conf", apache_folder),
    "lighttpd": ("lighttpd.conf", lighttpd),
    "caddy": ("Caddyfile", caddy),
}
"""For each host the name of our configuration, and what writes the rest and returns the command that starts it."""


def encodings(name: str) -> set[str]:
    """Return for which encodings a host sends what stands compressed beside a file."""
    if name == "lighttpd":
        return set()
    return {"gzip"} if name == "nginx" and not NGINX_BROTLI.exists() else {"br", "gzip"}


def installed(name: str) -> bool:
    """Whether this machine has a host."""
    program = name.partition(" ")[0]
    return find(*("apache2", "httpd") if program == "apache2" else (program,)) is not None


@contextlib.contextmanager
def started(name: str, folder: Path, site: Path, configuration: str) -> Iterator[str]:
    """Start a host of a folder; yield its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = HOSTS[name][1](folder, site, port, configuration)
    log = folder / "output"
    with log.open("wb") as output:
        environment = {**os.environ, "HOME": str(folder)}
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        wait_for(port, process, log)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)
        sys.stdout.write(log.read_text(errors="replace"))


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
            return
        except ConnectionRefusedError:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(log.read_text(errors="replace")) from None
            time.sleep(0.02)
