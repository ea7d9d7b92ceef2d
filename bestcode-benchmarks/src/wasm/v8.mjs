// Time the kernels on V8: node v8.mjs CORE-MODULE NAME=ARGUMENT ... prints "NAME ANSWER CPU-MICROSECONDS", the best of five.
import { readFileSync } from 'node:fs';

const [file, ...kernels] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(file));
for (const kernel of kernels) {
  const [name, argument] = kernel.split('=');
  let best = Infinity;
  let answer;
  for (let i = 0; i < 5; i++) {
    const before = process.cpuUsage();
    answer = instance.exports[name](Number(argument)) >>> 0;
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, user + system);
  }
  console.log(name, answer, best);
}
