# Each of these does all of its own set-up first; the second time it starts at once.
#   make run     the window on the sample business (with no screen: the tour as pictures)
#   make test    lint, then every test
#   make setup   the set-up alone
#   make lint    style, types and floors
#   make bench   start-up, memory and answer times, each beside its floor
#   make drill   the long drill: the program killed 200 times while it saves
#   make installer  a .deb and a .run for Linux, built, installed, tried and removed again
#   make pictures  the pictures of the README again, from the sample business
#   make faults  every fault of docs/faults.md, its drills in full length, one line each
#   make lock    the lock files again from pyproject.toml (UPGRADE=1: with newer versions), and the licences
#   make clean   what was built and cached

PYTHON := .venv/bin/python
READY_TO_RUN := .venv/.ready-to-run
READY_TO_TEST := .venv/.ready-to-test
READY_TO_BUILD := .venv/.ready-to-build

.PHONY: help run test setup lint bench drill faults installer pictures lock clean

help:
	@sed -n 's/^#   //p' Makefile

run: $(READY_TO_RUN)
	@$(PYTHON) -m desktop.first_look

test: lint
	@$(PYTHON) -m pytest $(ARGS)

setup: $(READY_TO_TEST)
	@echo "Ready. Next: make run, or make test."

lint: $(READY_TO_TEST)
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

bench: $(READY_TO_TEST)
	@$(PYTHON) tests/bench/run.py $(ARGS)

drill: $(READY_TO_TEST)
	@$(PYTHON) tests/drills/saves_survive_kills.py $(ARGS)

installer: $(READY_TO_BUILD)
	@sh tools/installer.sh

pictures: $(READY_TO_TEST)
	@$(PYTHON) tools/draw_pictures.py

faults: $(READY_TO_TEST)
	@$(PYTHON) tests/drills/every_fault.py $(ARGS)

lock:
	@sh tools/lock.sh $(if $(UPGRADE),--upgrade)
	@sh tools/setup.sh test
	@$(PYTHON) tools/licences.py

clean:
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	rm -f $(READY_TO_RUN) $(READY_TO_TEST) $(READY_TO_BUILD)
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY_TO_RUN): requirements.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh run

$(READY_TO_TEST): requirements-dev.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh test

$(READY_TO_BUILD): requirements-build.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh build
