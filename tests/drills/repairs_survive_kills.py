"""The long form of the test that kills repairs: `python tests/drills/repairs_survive_kills.py [COUNT]`, 200 without."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
TEST = "tests/storage/test_repair.py::test_killed_at_any_moment_a_repair_leaves_the_old_file_or_the_new_one"


def main() -> int:
    """Kill as many repairs as was asked for, and print one line."""
    count = sys.argv[1] if len(sys.argv) > 1 else "200"
    environment = {**os.environ, "HANDSHAKE_REPAIR_KILLS": count, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "pytest", "-q", TEST, "--timeout", "3600"]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stdout.write(done.stdout)
    outcome = "FAILED" if done.returncode else "the old file or the new one each time"
    sys.stdout.write(f"repairs killed: {count}, {outcome}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
