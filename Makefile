# Every target sets itself up in .venv; a machine needs python3 (3.11 or newer) and make.

VENV := .venv
BIN := $(VENV)/bin
# One more than a small machine has cores, for tests of the screen also wait for their tenants.
WORKERS ?= 3
# Kept, for every process of a run would translate all of the code anew.
export PYTHONDONTWRITEBYTECODE :=
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test test-full test-kill check bench keys screenshots clean

demo: $(VENV)/.demo ## Open the app on the embedded sandbox.
	@$(BIN)/kraken-tui --demo $(TENANT)

test: check ## Run every check and every test.
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

test-full: check ## Run what takes long as well: every size of a picture, data made to bite.
	THOROUGH=1 $(BIN)/pytest -n $(WORKERS) --dist worksteal --timeout 900 -m ''

test-kill: $(VENV)/.dev ## Kill windows at 200 moments, and look at what is left.
	KILLS=200 KILL_WITHIN=4 $(BIN)/pytest -n 0 -s --timeout 0 tests/kill

check: $(VENV)/.dev ## Lint, types and architecture.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## Measure in pairs against controls.
	$(BIN)/python -m bench

keys: $(VENV)/.dev ## Write docs/keys.md from the bindings.
	$(BIN)/python -m scripts.keys

screenshots: $(VENV)/.dev ## Take the pictures of the guide.
	$(BIN)/python -m scripts.screenshots

clean: ## Remove what the other targets made.
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache snapshot_report.html

$(BIN)/python:
	@sh scripts/make-venv $(VENV)

$(VENV)/.demo: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) -e '.[sandbox]'
	@touch $@

$(VENV)/.dev: $(BIN)/python pyproject.toml constraints.txt
	$(INSTALL) -e '.[sandbox,dev]'
	@touch $@ $(VENV)/.demo
