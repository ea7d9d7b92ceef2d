// Make a component of a core module: write its WIT into it, then wrap it. It imports nothing, so no adapter is needed.
import { componentEmbed, componentNew } from '@bytecodealliance/jco';
import { readFileSync, writeFileSync } from 'node:fs';

const core = await componentEmbed({ binary: readFileSync('target/core.wasm'), witSource: readFileSync('checksum.wit', 'utf8') });
writeFileSync('target/checksum.wasm', await componentNew(core, []));
