# Masthead. 'make run' serves the demo newsroom, 'make test' tests everything.

ADDR ?= 127.0.0.1:8080
DATA ?= ./data
FUZZTIME ?= 10s
# What 'make test' makes of tests that could not run: 'report' or 'fail'.
SKIPS ?= report

export CGO_ENABLED ?= 0

.PHONY: run build test bench fuzz lint screenshots clean

run: build
	exec bin/masthead serve --demo --data '$(DATA)' --addr '$(ADDR)'

# The desk first: the program embeds it. The version is that of the git tag or commit, where there is a repository.
build:
	@scripts/ui.sh build
	go build -trimpath -buildvcs=auto -ldflags '-s -w' -o bin/masthead ./cmd/masthead

test:
	@SKIPS='$(SKIPS)' scripts/test.sh

bench: build
	go run ./bench -program bin/masthead -corpus "$${MASTHEAD_CORPUS:-../shared}"

fuzz:
	@scripts/fuzz.sh '$(FUZZTIME)'

lint:
	@scripts/lint.sh

# The pictures of docs/for-editors.md; 'make test' has installed what it needs.
screenshots: build
	npm run --prefix e2e --silent screenshots

clean:
	rm -rf bin cache ui/dist/assets ui/dist/index.html
