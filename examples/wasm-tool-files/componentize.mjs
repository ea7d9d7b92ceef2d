// Make a component of a core module: write its WIT into it, then wrap it.
import { componentEmbed, componentNew, preview1AdapterReactorPath } from '@bytecodealliance/jco';
import { readFileSync, writeFileSync } from 'node:fs';

const core = await componentEmbed({ binary: readFileSync('target/core.wasm'), witSource: readFileSync('notebook.wit', 'utf8') });
const adapter = readFileSync(preview1AdapterReactorPath());
writeFileSync('target/notebook.wasm', await componentNew(core, [['wasi_snapshot_preview1', adapter]]));
