# The whole developer interface. On a machine with Python 3.11 or newer, make and git, each target installs what it
# needs into $(VENV) first; nothing outside this folder is touched.

VENV ?= .venv
BIN := $(abspath $(VENV))/bin
WORKERS ?= 2
# Tests have a data folder of their own, so that they never meet anybody's scores.
TEST_DATA := $(abspath .cache/test-data)
IN_TESTS := HOSHIN_DATA_DIR=$(TEST_DATA)
UV := UV_PROJECT_ENVIRONMENT=$(abspath $(VENV)) UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 $(BIN)/uv

# Each of a hundred processes would compile the same four hundred files.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo run test test-all fast seconds lint format messages types layers migrations check bench docs clean browser \
	test-database

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed ## Hoshin with a real organisation's strategy, on http://127.0.0.1:8000
	@$(BIN)/hoshin demo

run: $(VENV)/.installed ## an installation of your own: the first page creates the administrator
	@$(BIN)/hoshin serve

test: lint types layers browser migrations ## what must hold before a change is proposed
	$(IN_TESTS) $(BIN)/pytest -n $(WORKERS) -m "not slow"

test-all: lint types layers browser migrations ## everything: with races, kill -9 and 100,000 rows
	$(IN_TESTS) $(BIN)/pytest -n $(WORKERS)

# The engine and the rules of the house ask no database, so none is started, nor waited for. Two processes that know nothing
# of each other take half of what one does; three, of which one shares the tests out, take longer than one. What watches
# series goes with the rules of the house, so that both take as long.
WATCHING := $(wildcard tests/engine/test_watching_*.py)
FAST := $(IN_TESTS) $(BIN)/pytest -q -m "not slow and not browser" --hypothesis-profile=fast
fast: $(VENV)/.installed-dev $(if $(APP),test-database) ## the engine and the rules of the house, in seconds; APP=measures: one app
ifdef APP
	@tests=$$($(BIN)/python scripts/tests_of.py $(APP)) && $(FAST) -n $(WORKERS) --dist loadgroup $$tests
else
	@export HOSHIN_DATABASE_URL=postgresql://nobody@127.0.0.1:1/none; mkdir -p .cache; \
	$(FAST) -p no:cacheprovider tests/project $(WATCHING) >.cache/fast.log 2>&1 & house=$$!; \
	$(FAST) $(filter-out $(WATCHING),$(wildcard tests/engine/test_*.py)); engine=$$?; wait $$house; house=$$?; cat .cache/fast.log; exit $$((engine | house))
endif

seconds: test-database ## write down what each file of tests costs
	$(IN_TESTS) $(BIN)/pytest -q -n $(WORKERS) --store-seconds

lint: $(VENV)/.installed-dev ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python scripts/lay_out.py --check

format: $(VENV)/.installed-dev ## lay code, templates and stylesheets out
	$(BIN)/ruff format .
	$(BIN)/python scripts/lay_out.py

# Collects into .cache/django.pot, brings each catalogue up to it, and compiles it: what is committed can be read at once.
messages: $(VENV)/.installed-dev ## the sentences to translate: collected, brought into src/hoshin/locale, compiled
	@mkdir -p .cache
	PYTHONPATH=. $(BIN)/pybabel -q extract -F babel.cfg --ignore-dirs=.* --no-wrap --omit-header --add-location=file -k later -k pgettext:1c,2 -k gettext_lazy -k gettext_noop -k ngettext_lazy:1,2 -k Said -k NotFound -k sentence -k in_words:2 -k no_circle:4 -k Sheet:2 -k sheet:2 -k refused:2 -k _refused:2 -k _unreadable:2 -o .cache/django.pot src/hoshin
	$(BIN)/pybabel -q update -i .cache/django.pot -d src/hoshin/locale -D django --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d src/hoshin/locale -D django

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

migrations: test-database
	$(IN_TESTS) $(BIN)/python manage.py makemigrations --check --dry-run

check: test-all ## test-all, and the settings for a deployment
	$(IN_TESTS) HOSHIN_BEHIND_TLS=yes $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: $(VENV)/.installed-bench test-database ## measured times beside their limits
	$(IN_TESTS) $(BIN)/python -m bench --to $(abspath .cache/bench.json)

docs: test-database ## that the documentation names everything there is
	$(IN_TESTS) $(BIN)/pytest -q tests -k "docs or glossary"

clean: ## remove the environment, the test database and all caches; your data folder stays
	@if [ -x $(BIN)/python ] && [ -d $(TEST_DATA) ]; then $(BIN)/python scripts/test_database.py stop $(TEST_DATA); fi
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# A test database need not survive a power failure; starting it here, before anybody else does, makes it a fast one.
test-database: $(VENV)/.installed-dev
	@if [ -z "$$HOSHIN_DATABASE_URL" ]; then $(BIN)/python scripts/test_database.py start $(TEST_DATA); fi

browser:
	@for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do \
	  if command -v $$name >/dev/null 2>&1; then exit 0; fi; \
	done; \
	echo "No Chromium was found, so the tests in a browser are skipped. To run them: apt-get install chromium" >&2; \
	if [ "$$CI" = true ]; then echo "With CI=true that is a failure." >&2; exit 1; fi

# --inexact leaves what another target installed: `make demo` does not undo `make test`.
$(VENV)/.installed: pyproject.toml uv.lock | $(BIN)/uv
	@echo "Installing Hoshin into $(VENV) (the first time takes a minute or two)"
	@$(UV) sync --quiet --frozen --inexact --no-default-groups
	@touch $@

$(VENV)/.installed-dev: pyproject.toml uv.lock | $(BIN)/uv
	@echo "Installing Hoshin and the tools of its tests into $(VENV)"
	@$(UV) sync --quiet --frozen --inexact
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml uv.lock | $(BIN)/uv
	@$(UV) sync --quiet --frozen --inexact --group bench
	@touch $@ $(VENV)/.installed $(VENV)/.installed-dev

$(BIN)/uv:
	@scripts/make_venv "$(VENV)"
