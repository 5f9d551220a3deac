"""The long form of the tests that kill: 200 kills in the save loop. Run by `make drill`."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run the tests of killing with as many kills as a release needs."""
    environment = {**os.environ, "HANDSHAKE_KILLS": os.environ.get("HANDSHAKE_KILLS", "200")}
    command = [sys.executable, "-m", "pytest", "tests/storage", "-k", "killed", "--timeout", "1200"]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
