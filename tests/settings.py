"""Settings of the tests: an installation of its own in a directory that goes with the run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="fairway-test-"))
(_home / "static").mkdir()
_home.chmod(0o755)  # the embedded server may run as another account of the machine
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["FAIRWAY_HOME"] = str(_home)
os.environ["FAIRWAY_INSTALLATION"] = "test"
os.environ.setdefault("FAIRWAY_LOG_LEVEL", "ERROR")
for _name in ("DATABASE_URL", "FAIRWAY_OWNER_DATABASE_URL", "FAIRWAY_APP_DATABASE_URL"):
    os.environ.pop(_name, None)

from fairway.core.setup import make_keys  # noqa: E402  the environment first

make_keys(_home)

from fairway.settings import *  # noqa: E402, F403  as every settings module does
