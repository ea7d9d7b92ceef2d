#!/bin/sh
# Build notebook.wasm. Needs clang, lld, wasi-libc and libclang-rt-dev-wasm32 (Debian), and Node with npm.
set -eu
cd "$(dirname "$0")"
npm install --silent --no-audit --no-fund
mkdir -p target
clang --target=wasm32-wasi -O2 -mexec-model=reactor -Wall -Wextra -Wl,--strip-all -o target/core.wasm notebook.c
node componentize.mjs
