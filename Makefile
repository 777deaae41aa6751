# Everything Heardback needs lands in .venv; PYTHON chooses which Python makes it.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --require-hashes --quiet --disable-pip-version-check

.PHONY: help run test hunt lint format lock clean
.DEFAULT_GOAL := help

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/base.stamp ## Start Heardback (installs what is missing); Ctrl-C stops it
	@exec $(BIN)/python manage.py up

test: $(VENV)/dev.stamp ## Run every test that can run here: ARGS="-k feed", REQUIRE=postgres,redis,browser,node
	@REQUIRE="$(REQUIRE)" $(BIN)/python -m tests $(ARGS)

hunt: $(VENV)/dev.stamp ## Try the planner and the letters on a thousand new cases a property
	@$(BIN)/python -m pytest --hypothesis-profile=hunt -k "properties or mails or whatever" \
	  tests/planning tests/writing tests/services $(ARGS)

lint: $(VENV)/dev.stamp ## Check style, types and the direction of imports; changes nothing
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/dev.stamp ## Put code and templates into the house style
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true # 1: it changed some

lock: $(VENV)/pyvenv.cfg ## Pin the newest packages that requirements/*.in allow
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet --disable-pip-version-check uv
	@cd requirements && for name in base dev; do \
	  ../$(VENV)/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command 'make lock' $$name.in -o $$name.txt || exit 1; done

clean: ## Remove .venv and caches; data/ stays
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-output

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Heardback needs Python 3.11 or newer. Choose one with PYTHON, such as: make run PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo 'Python could not make $(VENV). On Debian and Ubuntu: apt install python3-venv'; exit 1; }

$(VENV)/base.stamp: requirements/base.txt | $(VENV)/pyvenv.cfg
	@echo 'Installing packages into $(VENV) …'
	@$(PIP) -r requirements/base.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/base.stamp
	@echo 'Installing tools into $(VENV) …'
	@$(PIP) -r requirements/dev.txt
	@touch $@
