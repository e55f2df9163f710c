# Parley. "make demo" plays, "make test" tests; every target makes its own environment in .venv first.

.DEFAULT_GOAL := help
.PHONY: help setup demo services test check bench clean \
	check-format check-lint check-types check-layers check-templates check-migrations check-deploy \
	check-translations check-vendored check-audit

PORT ?= 8000
PY := .venv/bin/python
TEMPLATES := $(wildcard templates)

help:  ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: .venv/.locked  ## Make the environment in .venv from the two locks.

.venv/bin/python:
	@for python in $$PYTHON python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			exec $$python -m venv .venv; \
		fi; \
	done; \
	echo "Parley needs Python 3.11 or newer with venv (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1

.venv/.locked: requirements/run.txt requirements/dev.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements/run.txt --requirement requirements/dev.txt
	@touch $@

demo: setup  ## Play on this machine: migrate, load the library, start everything on PORT, print the sign-in links.
	@PORT=$(PORT) $(PY) manage.py demo

services: setup  ## The same on PostgreSQL and Redis: those that DATABASE_URL and REDIS_URL name, or private ones.
	@PORT=$(PORT) $(PY) scripts/services.py

test: setup  ## Run the whole suite; ARGS are handed to pytest, REQUIRE_ALL=1 turns a skip for want of a program into a failure.
	$(PY) -m pytest $(ARGS)

bench: setup  ## Measure, beside floors that are measured in the same run.
	$(PY) manage.py bench

check: check-format check-lint check-types check-layers check-templates check-migrations check-deploy \
	check-translations check-vendored check-audit  ## Everything that needs no running.

check-format: setup
	$(PY) -m ruff format --check .

check-lint: setup
	$(PY) -m ruff check .

check-types: setup
	$(PY) -m mypy

check-layers: setup
	.venv/bin/lint-imports

check-templates: setup
	$(if $(TEMPLATES),$(PY) -m djlint --lint --quiet $(TEMPLATES))

check-migrations: setup
	$(PY) manage.py makemigrations --check --dry-run

# As an installation on two machines would be set up; nothing is contacted.
check-deploy: setup
	@SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') PARLEY_PROXIES=1 \
		PARLEY_ORIGINS=https://parley.example.org DATABASE_URL=postgresql://parley@db.example.org/parley \
		REDIS_URL=redis://127.0.0.1:1/0 $(PY) manage.py check --deploy --fail-level WARNING

check-translations: setup
	@$(PY) scripts/translations.py

check-vendored: setup
	@$(PY) scripts/vendored.py

check-audit: setup
	@$(PY) scripts/audit.py

clean:  ## Remove what the tools leave behind; var/, where the demo's exercises are, stays.
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
