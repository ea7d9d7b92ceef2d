#!/bin/sh
# Build slug.wasm, and slug-stubbed.wasm, which imports nothing at all. Needs Node with npm.
set -eu
cd "$(dirname "$0")"
npm install --silent --no-audit --no-fund
mkdir -p target
npx componentize-qjs --sync --opt-size --wit slug.wit --js slug.js --output target/slug.wasm
npx componentize-qjs --sync --opt-size --stub-wasi --wit slug.wit --js slug.js --output target/slug-stubbed.wasm
