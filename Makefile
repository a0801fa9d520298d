# Mutual: `make run` to try it, `make test` to check it. Everything else is a part of these two.

BINARYEN := 132.0.0
LIGHTNINGCSS := 1.33.0
# The tool must speak exactly the version of the library that Cargo.lock names.
WASM_BINDGEN := $(shell awk '/^name = "wasm-bindgen"$$/ { getline; gsub(/"/, "", $$3); print $$3 }' Cargo.lock)

# Tools are kept by version in the user's cache, so that the next clone finds them.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/mutual
TARGET := $(or $(CARGO_TARGET_DIR),target)

bindgen := $(CACHE)/wasm-bindgen-$(WASM_BINDGEN)/bin/wasm-bindgen
wasm_opt := $(CACHE)/binaryen-$(BINARYEN)/node_modules/.bin/wasm-opt
lightningcss := $(CACHE)/lightningcss-$(LIGHTNINGCSS)/node_modules/lightningcss
wasm := $(TARGET)/wasm32-unknown-unknown/wasm-release/mutual_hydrate.wasm
bundle := target/bundle/mutual.wasm
site := target/site/manifest.txt
journey_lock := $(shell sha256sum end2end/package-lock.json | cut -c1-12)
journey_tools := $(CACHE)/end2end-$(journey_lock)/node_modules

npm_install = npm install --no-save --no-audit --no-fund --loglevel=error
# A test that hangs is a failure, and must say so while somebody still waits. On a slow machine both take a quarter
# of an hour.
bounded := $(if $(shell command -v timeout),timeout 40m)
# Stories wait more than they compute, and none outlives its run: twice as many at once as there are processors, on
# databases in memory where there are 8 GB for them.
processors := $(shell getconf _NPROCESSORS_ONLN)
at_once := RUST_TEST_THREADS=$(shell expr 2 \* $(or $(processors),2))
roomy := $(shell df -Pk /dev/shm 2>/dev/null | awk '$$6 == "/dev/shm" && $$4 > 8388608 { print $$6 }')
in_memory := $(if $(roomy),TMPDIR=$(roomy))
say = @echo "==> $(1)"

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help run build check test bench FORCE

help: ## Say what there is
	@awk -F':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build, load the demo into an empty database, serve on 127.0.0.1:3000
	@$(TARGET)/release/mutual demo --if-empty
	@exec $(TARGET)/release/mutual serve

build: $(site) ## Build target/release/mutual, one file with the site inside
	$(call say,building the server)
	@cargo build --release --locked -p mutual-server

check: | needs-rust ## The fast inner loop: format, lints, and the tests of the heart
	@cargo fmt --all --check
	@cargo clippy --locked --all-targets -- -D warnings
	@cargo test --locked --quiet -p mutual

# One profile for the tests and the journeys, so that nothing is built twice: the tests' build makes
# the binary that the journeys start.
test: $(site) | needs-test ## Everything: format, lints, tests on both databases, journeys in a browser
	$(call say,format and lints)
	@cargo fmt --all --check
	@cargo clippy --locked --workspace --all-targets -- -D warnings
	@cargo clippy --locked --target wasm32-unknown-unknown -p mutual-hydrate -- -D warnings
	$(call say,tests on SQLite and on PostgreSQL)
	@cargo test --locked --workspace --no-run
	@$(at_once) $(in_memory) $(bounded) cargo test --locked --workspace
	$(call say,journeys in the browser)
	@$(in_memory) $(bounded) node end2end/run.mjs $(TARGET)/debug/mutual

bench: $(site) | needs-rust needs-bench ## Measure how fast it is, each figure against a baseline of the same run
	@cargo bench --locked -p mutual-server

# --- the site ---------------------------------------------------------------------------------

# Cargo decides whether there is anything to do, and leaves the file's time alone if not.
$(wasm): FORCE | needs-rust
	$(call say,building the browser's bundle)
	@cargo build --profile wasm-release --locked --target wasm32-unknown-unknown -p mutual-hydrate

$(bundle): $(wasm) | $(bindgen) $(wasm_opt)
	$(call say,shrinking the browser's bundle)
	@mkdir -p $(@D)
	@$(bindgen) $< --target web --no-typescript --out-dir $(@D) --out-name mutual
	@$(wasm_opt) -Oz $(@D)/mutual_bg.wasm -o $@

$(site): $(bundle) server/site.mjs server/src/web/embed/element.js $(shell find style public) | $(lightningcss)
	$(call say,assembling the site)
	@node server/site.mjs $(dir $(bundle)) $(@D) $(lightningcss)

# --- the tools --------------------------------------------------------------------------------

$(bindgen): | needs-rust
	$(call say,installing wasm-bindgen $(WASM_BINDGEN) once into $(CACHE): about two minutes)
	@cargo install wasm-bindgen-cli --version $(WASM_BINDGEN) --bin wasm-bindgen --debug \
		--root $(CACHE)/wasm-bindgen-$(WASM_BINDGEN) --target-dir $(CACHE)/build
	@rm -rf $(CACHE)/build

$(wasm_opt): | needs-node
	$(call say,installing binaryen $(BINARYEN) once into $(CACHE))
	@$(npm_install) --prefix $(CACHE)/binaryen-$(BINARYEN) binaryen@$(BINARYEN)

$(lightningcss): | needs-node
	$(call say,installing lightningcss $(LIGHTNINGCSS) once into $(CACHE))
	@$(npm_install) --prefix $(CACHE)/lightningcss-$(LIGHTNINGCSS) lightningcss@$(LIGHTNINGCSS)

$(journey_tools): end2end/package-lock.json | needs-node
	$(call say,installing the journeys' tools once into $(CACHE))
	@mkdir -p $(@D) && cp end2end/package.json end2end/package-lock.json $(@D)
	@cd $(@D) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: needs-rust needs-node needs-test needs-bench
needs-bench:
	@end2end/needs bench
needs-test: $(journey_tools) | needs-rust needs-node
	@end2end/needs
	@ln -sfn $(journey_tools) end2end/node_modules
# rustup installs what rust-toolchain.toml names when a tool is first called, unless it was told
# not to; then the browser's target would be missing in the middle of the build.
needs-rust:
	@command -v cargo >/dev/null || { echo "cargo is missing: install Rust with rustup"; exit 1; }
	@command -v cc >/dev/null || { echo "a C compiler is missing: install the package gcc"; exit 1; }
	@[ -d "$$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ] || { \
		echo "==> installing the toolchain that rust-toolchain.toml names"; \
		rustup component add clippy rustfmt && rustup target add wasm32-unknown-unknown; }
needs-node:
	@command -v npm >/dev/null && node -e "process.exit(Number(parseInt(process.versions.node) < 20))" || { echo "node and npm are missing or old: install Node.js 20 or later"; exit 1; }
