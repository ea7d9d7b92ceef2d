// Call a component's functions under jco on Node, to compare with `bestcode wasm call`:
//
//     npm install @bytecodealliance/jco
//     node call.mjs COMPONENT HOST=GUEST FUNCTION JSON-ARRAY-OF-ARGUMENTS ...
//
// prints one line of JSON for each call: {"ok": …} or {"error": …}.
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, writeFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'x.js'));
const load = name => import(pathToFileURL(require.resolve(name)));
const { transpile } = await load('@bytecodealliance/jco');
const [component, folder, ...calls] = process.argv.slice(2);
const output = mkdtempSync(join(tmpdir(), 'call-'));
const { files } = await transpile(readFileSync(component), { name: 'component' });
for (const [name, bytes] of Object.entries(files)) {
  mkdirSync(dirname(join(output, name)), { recursive: true });
  writeFileSync(join(output, name), bytes);
}
writeFileSync(join(output, 'package.json'), '{"type": "module"}');
symlinkSync(join(process.cwd(), 'node_modules'), join(output, 'node_modules'));
const shim = await load('@bytecodealliance/preview2-shim/filesystem');
const [host, guest] = folder.split('=');
shim._setPreopens({ [guest]: host });
const instance = await import(pathToFileURL(join(output, 'component.js')));
const json = value => JSON.stringify(value, (_, part) => typeof part === 'bigint' ? Number(part) : part);
for (let i = 0; i < calls.length; i += 2) {
  try {
    console.log(json({ ok: instance[calls[i]](...JSON.parse(calls[i + 1])) }));
  } catch (e) {
    console.log(json({ error: e.payload ?? String(e) }));
  }
}
