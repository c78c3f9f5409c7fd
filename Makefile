# Commands of Ashar. A bare machine needs only Python >= 3.11 (with venv), make and git.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.8
UV := .venv/bin/uv
PY := .venv/bin/python
export UV_PROJECT_ENVIRONMENT := .venv
export UV_NO_PROGRESS := 1
unexport VIRTUAL_ENV
# Compiled Python is kept in one place, even where an environment forbids it beside the sources: else each process takes twice as long to start.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/compiled

.PHONY: demo demo-data test soak check bench catalogues clean-demo

demo: .venv/.base ## the whole demo on http://127.0.0.1:8000 (PORT= changes it)
	@exec $(PY) manage.py serve_demo --port $(PORT)

demo-data: .venv/.base ## the same without serving
	@$(PY) manage.py serve_demo --only-data

clean-demo: ## throw the demo's state away
	rm -rf var

test: .venv/.dev ## unit and integration tests on SQLite and PostgreSQL, browser tests once (DB=sqlite|postgres, ONLY=path)
	@$(PY) scripts/run_tests.py --db "$(DB)" --only "$(ONLY)"

soak: .venv/.dev ## long random proofs in full; report in var/soak.json
	@$(PY) scripts/run_tests.py --soak

check: .venv/.dev ## style, types, floors, migrations, templates, catalogues, deployment
	@$(PY) scripts/check.py

bench: .venv/.bench ## benchmarks side by side in one run (ONLY=word); table and var/bench.json
	@$(PY) scripts/bench.py --only "$(ONLY)"

catalogues: .venv/.dev ## take new strings into the catalogues, keep the translations
	@$(PY) manage.py catalogues --write

.venv/.uv: Makefile
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv
	@test "$$($(UV) --version 2>/dev/null | cut -d' ' -f2)" = "$(UV_VERSION)" || $(PY) -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch $@

.venv/.base: .venv/.uv pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --inexact
	@touch $@

.venv/.dev: .venv/.uv pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --inexact --group dev
	@touch $@ .venv/.base

.venv/.bench: .venv/.uv pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --inexact --group dev --group bench
	@touch $@ .venv/.base .venv/.dev
