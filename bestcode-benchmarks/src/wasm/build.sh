#!/bin/sh
# Build target/wasm/kernels.wasm. Needs clang and lld (Debian), and Node with npm.
set -eu
cd "$(dirname "$0")"
npm install --silent --no-audit --no-fund
mkdir -p ../../target/wasm
clang --target=wasm32 -O2 -nostdlib -Wall -Wextra -Wl,--no-entry -o ../../target/wasm/core.wasm kernels.c
node componentize.mjs
