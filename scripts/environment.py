"""Make or complete `.venv` from a hashed lock file. Runs on any Python; says what is missing.

Only the standard library, and syntax that old versions of Python still read, so that they can
be told in one sentence that they are too old.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
NEEDED = (3, 11)
INSTALLER = os.path.join(ROOT, "requirements", "installer.lock")
UV_WORDS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "cert": "SSL_CERT_FILE",
}
SELDOM_IMPORTED = (
    "site-packages/(.*/)?"
    "(pip|uv|tests?|holidays/countries|conf/locale/.*|contrib/gis|numpy/f2py|numba/cuda|mypyc?|playwright/driver)/"
)


def stop(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def install(python, arguments):
    """By uv, which takes seconds; by pip alone where uv cannot be had or cannot reach the files."""
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    # Compiled afterwards, on every processor and without what is seldom imported.
    by_pip = pip + ["install", "--quiet", "--no-compile"]
    uv = os.path.join(os.path.dirname(python), "uv")
    with open(os.devnull, "w") as nowhere:
        if not os.path.exists(uv):
            only_it = ["--no-deps", "--require-hashes", "-r", INSTALLER]
            subprocess.call(by_pip + only_it, stdout=nowhere, stderr=nowhere)
        if os.path.exists(uv):
            words = pip + ["config", "list"]
            told = subprocess.check_output(words, stderr=nowhere).decode("utf-8", "replace")
            by_uv = [uv, "pip", "install", "--quiet", "--python", python]
            settings = dict(os.environ, **as_uv_settings(told))
            if subprocess.call(by_uv + arguments, env=settings, stderr=nowhere, cwd=ROOT) == 0:
                return True
    return subprocess.call(by_pip + arguments, cwd=ROOT) == 0


def as_uv_settings(told):
    """What pip was told about where files lie, in uv's words; `told` as `pip config list` prints it."""
    found = {"UV_INDEX_STRATEGY": "unsafe-best-match"}  # safe: every file has its hash in the lock
    for line in told.splitlines():
        name, _, value = line.partition("=")
        key, value = name.split(".")[-1], value.strip().strip("'\"")
        if key in UV_WORDS and value:
            found[UV_WORDS[key]] = value
    return found


def main(which):
    if sys.version_info < NEEDED:
        stop(
            "Fairway needs Python 3.11 or newer; this is %d.%d. "
            "Name another with: make demo PYTHON=python3.11" % sys.version_info[:2]
        )
    try:
        import venv
    except ImportError:
        stop("This Python has no venv module; install it (on Debian: python3-venv).")
    if not os.access(ROOT, os.W_OK):
        stop("%s cannot be written; copy Fairway to a directory of yours." % ROOT)
    python = os.path.join(VENV, "bin", "python")
    if not os.path.exists(python):
        print("Making the environment in .venv ...")
        try:
            venv.create(VENV, with_pip=True, symlinks=True)
        except (OSError, subprocess.CalledProcessError) as error:
            stop("The environment could not be made in %s: %s" % (VENV, error))
    print("Installing the locked dependencies (%s) ..." % which)
    lock = os.path.join(ROOT, "requirements", which + ".lock")
    for arguments in (
        ["--no-deps", "--require-hashes", "-r", lock],  # the lock names everything
        ["--no-deps", "--no-build-isolation", "-e", ROOT],
    ):
        if not install(python, arguments):
            stop("The dependencies could not be installed; pip's own words stand above.")
    compiled = [python, "-m", "compileall", "-q", "-j", "0", "-x", SELDOM_IMPORTED]
    libraries = subprocess.check_output(
        [python, "-c", "import site; print(site.getsitepackages()[0])"]
    )
    subprocess.call(compiled + [libraries.decode().strip(), os.path.join(ROOT, "src")])
    subprocess.check_call([python, os.path.join(ROOT, "scripts", "translations.py"), "compile"])
    for stamp in {"base": ("base",), "dev": ("base", "dev"), "spark": ()}[which]:
        with open(os.path.join(VENV, "." + stamp), "w") as handle:
            handle.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
