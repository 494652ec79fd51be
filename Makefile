# Lineside's front door. `make` alone lists the targets.

DEMO_ARGS ?=
DEV_ARGS ?=
BENCH ?=

WASM_FLAGS := --lib --target wasm32-unknown-unknown --no-default-features --features hydrate

# Scripts and tests look for what was built in `target`, wherever the caller usually builds.
unexport CARGO_TARGET_DIR

# The order of prerequisites below is the order of the work.
.NOTPARALLEL:
.PHONY: help demo test check build dev bench screenshots e2e unit site

help:
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-11s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: site ## Run a live event page fed by a replayed launch day (DEMO_ARGS="--listen 127.0.0.1:4000")
	cargo build --locked
	target/debug/lineside demo $(DEMO_ARGS)

test: check unit e2e ## Check, then run the unit, integration and browser tests

check: ## Formatting, clippy for server and browser, rustdoc: every warning is an error
	@scripts/setup wasm
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked $(WASM_FLAGS) -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items

build: ## Build the release server with the desk's WASM and all assets inside
	@scripts/setup wasm
	scripts/build-site
	cargo build --locked --release
	@echo "Built target/release/lineside: one file, nothing else to install."

dev: site ## Run the server on lineside.db, rebuilt on every change if cargo-watch is there (DEV_ARGS=…)
	@if cargo watch --version >/dev/null 2>&1; then \
		cargo watch --watch src --watch style --watch public --watch script --watch migrations \
			--exec 'run --locked -- serve --database-url sqlite://lineside.db $(DEV_ARGS)'; \
	else \
		cargo run --locked -- serve --database-url sqlite://lineside.db $(DEV_ARGS); \
	fi

bench: build ## Measure, and write docs/benchmarks.md (BENCH="wait" for that section alone)
	@scripts/bench $(BENCH)

screenshots: ## Take the pictures in docs/images anew
	cargo build --locked
	@scripts/screenshots

e2e: site ## Run the browser tests against the real server
	@scripts/setup browser
	@scripts/setup nginx
	@scripts/setup parsers
	# As for the tests: other dependency features would compile everything once more.
	cargo test --locked --no-run
	npm --prefix end2end test

unit: site ## Run the unit, integration and documentation tests
	@if cargo nextest --version >/dev/null 2>&1; then \
		echo "cargo nextest run --locked"; \
		cargo nextest run --locked && cargo test --locked --doc; \
	else \
		echo "cargo test --locked"; \
		cargo test --locked; \
	fi

site: ## Build the desk's WASM into target/site
	@scripts/setup wasm
	@scripts/build-site
