// Convert .wast files of the component model's suites, so that the tests of bestcode-wasm can run them:
//
//     npm install @bytecodealliance/jco
//     node convert.mjs FOLDER-OF-WAST OUTPUT
//     mvn -B -pl bestcode-wasm -am test -Dbestcode.suites=OUTPUT
//
// OUTPUT gets one NAME.json of commands for each file, with its components as NAME.N.wasm. Nothing of it is kept in
// the repository. What the assembler refuses to encode is counted and named.
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const jco = createRequire(join(process.cwd(), 'x.js')).resolve('@bytecodealliance/jco');
const { parse } = await import(pathToFileURL(jco));
const [source, output] = process.argv.slice(2).map(path => resolve(path));

/** S-expressions with their source text: lists, atoms, and strings as {bytes}. */
function read(text) {
  let at = 0;
  const skip = () => {
    for (;;) {
      if (/\s/.test(text[at] ?? 'x')) at++;
      else if (text.startsWith(';;', at)) at = (text.indexOf('\n', at) + 1) || text.length;
      else if (text.startsWith('(;', at)) {
        let depth = 0;
        do {
          if (text.startsWith('(;', at)) { depth++; at += 2; }
          else if (text.startsWith(';)', at)) { depth--; at += 2; }
          else at++;
        } while (depth > 0);
      } else return;
    }
  };
  const string = () => {
    const bytes = [];
    for (at++; text[at] !== '"'; ) {
      if (text[at] !== '\\') {
        const point = String.fromCodePoint(text.codePointAt(at));
        bytes.push(...Buffer.from(point));
        at += point.length;
        continue;
      }
      const plain = { t: 9, n: 10, r: 13, '"': 34, "'": 39, '\\': 92 }[text[at + 1]];
      if (plain !== undefined) { bytes.push(plain); at += 2; }
      else if (text.startsWith('\\u{', at)) {
        const end = text.indexOf('}', at);
        bytes.push(...Buffer.from(String.fromCodePoint(parseInt(text.slice(at + 3, end).replaceAll('_', ''), 16))));
        at = end + 1;
      } else { bytes.push(parseInt(text.slice(at + 1, at + 3), 16)); at += 3; }
    }
    at++;
    return { bytes: Buffer.from(bytes) };
  };
  const one = () => {
    skip();
    const start = at;
    if (text[at] === '"') return string();
    if (text[at] !== '(') {
      while (at < text.length && !/[\s()";]/.test(text[at])) at++;
      return text.slice(start, at);
    }
    const list = [];
    for (at++, skip(); text[at] !== ')'; skip()) list.push(one());
    at++;
    list.text = text.slice(start, at);
    list.line = text.slice(0, start).split('\n').length;
    return list;
  };
  const all = [];
  for (skip(); at < text.length; skip()) all.push(one());
  return all;
}

const plain = node => Array.isArray(node) ? node.map(plain) : node.bytes ? { str: node.bytes.toString('utf8') } : node;
let failures = 0;

async function convert(file) {
  const name = relative(source, file).replace(/\.wast$/, '').replaceAll('/', '_');
  const commands = [];
  let count = 0;
  const component = async form => {
    let rest = form.slice(1);
    let words = [];
    while (typeof rest[0] === 'string') words.push(rest.shift());
    const id = words.find(word => word.startsWith('$'));
    let bytes;
    if (words.includes('binary')) bytes = Buffer.concat(rest.map(part => part.bytes));
    else {
      const text = words.includes('quote')
        ? `(component ${Buffer.concat(rest.map(part => part.bytes))})`
        : form.text.replace(/^\(component\s+definition\b/, '(component');
      try { bytes = await parse(text); } catch (error) {
        return { id, unencoded: String(error.message ?? error).split('\n')[0], quoted: words.includes('quote') };
      }
    }
    const path = `${name}.${count++}.wasm`;
    writeFileSync(join(output, path), bytes);
    return { id, path, definition: words.includes('definition') };
  };
  for (const form of read(readFileSync(file, 'utf8'))) {
    const [head, ...rest] = form;
    const command = { line: form.line, kind: head };
    const message = rest.findLast(part => part.bytes);
    if (head === 'component' && rest[0] === 'instance') {
      Object.assign(command, { kind: 'instance', id: rest[1], of: rest[2] });
    } else if (head === 'component') Object.assign(command, await component(form));
    else if (head.startsWith('assert_') && rest[0][0] === 'component') {
      if (rest[0][1] === 'instance') Object.assign(command, { of: rest[0][3] ?? rest[0][2] });
      else Object.assign(command, await component(rest[0]));
      command.message = message?.bytes.toString();
    } else if (head === 'invoke' || head.startsWith('assert_') && rest[0][0] === 'invoke') {
      const invoke = head === 'invoke' ? form : rest[0];
      const parts = invoke.slice(1);
      if (typeof parts[0] === 'string') command.id = parts.shift();
      command.func = parts.shift().bytes.toString();
      command.arguments = parts.map(plain);
      if (head === 'assert_return') command.results = rest.slice(1).map(plain);
      if (head === 'assert_trap') command.message = message?.bytes.toString();
    } else if (head === 'register') Object.assign(command, { as: rest[0].bytes.toString(), id: rest[1] });
    else command.kind = 'skipped';
    if (command.unencoded) { failures++; console.error(`${name}:${form.line}: ${command.unencoded}`); }
    commands.push(command);
  }
  writeFileSync(join(output, `${name}.json`), JSON.stringify({ source: name, commands }, null, 1));
}

mkdirSync(output, { recursive: true });
const files = readdirSync(source, { recursive: true }).filter(name => name.endsWith('.wast')).sort();
for (const file of files) if (statSync(join(source, file)).isFile()) await convert(join(source, file));
console.log(`${files.length} files converted, ${failures} components not encoded`);
