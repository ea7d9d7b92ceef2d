#!/bin/sh
# Build checksum.wasm. Needs clang and lld (Debian), and Node with npm.
set -eu
cd "$(dirname "$0")"
npm install --silent --no-audit --no-fund
mkdir -p target
clang --target=wasm32 -O2 -ffreestanding -nostdlib -Wall -Wextra -Wl,--no-entry -Wl,--strip-all -o target/core.wasm checksum.c
node componentize.mjs
