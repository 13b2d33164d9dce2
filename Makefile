# make run      the demonstration, on 127.0.0.1 (PORT=8000, EVIDENCE_HOME=var)
# make test     the whole suite: embedded PostgreSQL, then this machine's own
# make coverage the same suite, with what of the code it reaches (half as long again)
# make office   the tests that drive LibreOffice, where this machine has it
# make check    style, types, layers, templates, migrations, deployment, generated documents
# make bench    the measurements
# make clean    everything that can be made again; never your data
#
# All paths are relative and all tools are run as `python -m`, so that a space in the path of
# this directory does no harm.

PYTHON ?= python3
python := .venv/bin/python

# A virtual environment whose Python is gone (upgraded, moved away) is made again.
$(shell $(python) -c '' 2>/dev/null || rm -f .venv/made)

.PHONY: run test coverage office check bench clean
.DEFAULT_GOAL := run

run: .venv/run-ready
	@EVIDENCE_DEMO="$${EVIDENCE_DEMO:-1}" exec $(python) manage.py serve

# On every core, a file at a time, the longest first. A worker with a test that never ends is ended
# itself, with its stack. A phase is a directory or two: one that reads the tests of all costs three
# processes ten seconds each. What kills processes has homes, servers and ports of its own, and
# waits for most of its time: there is one worker more than there are cores.
by_file := --dist loadfile --no-loadscope-reorder --timeout-method=thread --durations=15
side_by_side := -n auto $(by_file)
one_more = -n $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))') $(by_file)
plain := --ignore=tests/browser --ignore=tests/faults

test: .venv/development-ready
	$(python) -m pytest $(side_by_side) $(plain) -m "not office"
	$(python) -m pytest $(one_more) tests/browser tests/faults
	@if ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then \
	  echo "What the database itself does, again on this machine's own PostgreSQL:"; \
	  EVIDENCE_TEST_SERVER=system $(python) -m pytest $(side_by_side) $(plain) -m both; \
	elif [ "$$CI" = true ]; then \
	  echo "This machine has no PostgreSQL of its own: apt-get install postgresql"; exit 1; \
	else \
	  echo "Left out: the second pass, because this machine has no PostgreSQL of its own."; \
	fi

coverage: .venv/development-ready
	$(python) -m pytest $(side_by_side) -m "not browser and not fault and not office" --cov --cov-report=
	$(python) -m pytest -m "browser or fault" --cov --cov-append --cov-report=term

office: .venv/development-ready
	$(python) -m pytest -m office

# The addresses name the two roles and no server: nothing here asks a database.
check: export DATABASE_URL = postgresql://evidence_app@127.0.0.1:1/evidence
check: export DATABASE_OWNER_URL = postgresql://evidence_owner@127.0.0.1:1/evidence
check: export PYTHONWARNINGS = ignore::RuntimeWarning
check: export SECRET_KEY = $(shell head -c 64 /dev/urandom | base64 | tr -d '\n')
check: .venv/development-ready
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy .
	$(python) -c 'from importlinter.cli import lint_imports_command as main; main()'
	$(python) -m djlint templates --check --quiet
	$(python) -m djlint templates --lint --quiet
	$(python) manage.py makemigrations --check --dry-run --settings config.settings.testing
	$(python) manage.py check --deploy --fail-level WARNING
	$(python) manage.py write_docs --check
	@echo "Everything is in order."

bench: .venv/development-ready
	@if ls benchmarks/*.py >/dev/null 2>&1; then \
	  for one in benchmarks/*.py; do $(python) "$$one" || exit 1; done; \
	else echo "Nothing is measured yet."; fi

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf .coverage .coverage.* htmlcov screenshots staticfiles
	find . -name __pycache__ -prune -exec rm -rf {} +
	@echo "Your data stay: $${EVIDENCE_HOME:-var}"

.venv/run-ready: .venv/made requirements.txt
	@echo "Installing what EVidence needs (once, about a minute) ..."
	@$(python) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/development-ready: .venv/run-ready requirements-dev.txt
	@echo "Installing what testing and checking need (once) ..."
	@$(python) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "EVidence needs Python 3.11 or later as python3 (or: make run PYTHON=python3.12)."; \
	  echo "On Debian and Ubuntu: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; \
	  exit 1; }
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@touch $@
