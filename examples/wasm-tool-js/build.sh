#!/bin/sh
# Build slug.wasm. Needs Node with npm.
set -eu
cd "$(dirname "$0")"
npm install --silent --no-audit --no-fund
mkdir -p target
npx componentize-qjs --sync --opt-size --wit slug.wit --js slug.js --output target/slug.wasm
