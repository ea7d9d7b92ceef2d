// Make a component of the core module: write its WIT into it, then wrap it.
import { componentEmbed, componentNew } from '@bytecodealliance/jco';
import { readFileSync, writeFileSync } from 'node:fs';

const core = await componentEmbed({ binary: readFileSync('../../target/wasm/core.wasm'), witSource: readFileSync('kernels.wit', 'utf8') });
writeFileSync('../../target/wasm/kernels.wasm', await componentNew(core, []));
