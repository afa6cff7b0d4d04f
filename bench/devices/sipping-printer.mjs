// A network printer's own end of one connection (its socket is standard input and output, from socat): takes 20 kB/s, says
// once that something changed, and tells on standard error how many bytes it had when the connection ended.
import { readSync, writeSync } from 'node:fs';

const bytesPerSecond = 20_000;
const sip = Buffer.alloc(256);
const talksAfterMs = 150;
const began = performance.now();
const wait = new Int32Array(new SharedArrayBuffer(4));
let bytes = 0;
let hasTalked = false;
for (;;) {
  if (!hasTalked && performance.now() - began > talksAfterMs) {
    hasTalked = true;
    try {
      writeSync(1, Buffer.from([0x14, 0, 0x0c, 0x0f]));
    } catch {
      // Nobody listens any more.
    }
  }
  let count = 0;
  try {
    count = readSync(0, sip);
  } catch {
    // A reset: what was not read is gone.
  }
  if (count === 0) break;
  bytes += count;
  Atomics.wait(wait, 0, 0, (count / bytesPerSecond) * 1_000);
}
writeSync(2, `\ngot=${bytes}\n`);
