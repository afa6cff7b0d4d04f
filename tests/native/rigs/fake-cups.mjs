// `lp`, `lpstat` and `cancel` as CUPS 2.4 has them, as far as the product calls them, with one queue COUNTER and one
// STOPPED. State lies in files of the directory FAKE_CUPS_DIR: `appetite` (fast, slow, none), `printer` (there, away),
// `got` (what came out), `job-N` (waiting, done, canceled). The words are those of the real commands.
import { appendFileSync, existsSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [command, ...args] = process.argv.slice(2);
const directory = process.env['FAKE_CUPS_DIR'] ?? '';
/** @param {string} name */
const state = (name) => (existsSync(join(directory, name)) ? readFileSync(join(directory, name), 'utf8') : '');
/** @param {string} name */
const argument = (name) => args[args.indexOf(name) + 1] ?? '';
const jobs = () => readdirSync(directory).filter((name) => name.startsWith('job-'));

/** @param {string} sentence @returns {never} */
function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

async function lp() {
  const queue = argument('-d');
  if (queue !== 'COUNTER') refuse('lp: Error - The printer or class does not exist.');
  if (argument('-o') !== 'raw') refuse('lp: this would be rendered');
  const job = jobs().length + 1;
  const buffer = Buffer.alloc(4_096);
  for (;;) {
    const appetite = state('appetite');
    if (appetite !== 'fast') await new Promise((resolve) => setTimeout(resolve, 5));
    if (appetite === 'none') continue;
    const count = readSync(0, buffer, 0, buffer.length, null);
    if (count === 0) break;
    appendFileSync(join(directory, 'got'), buffer.subarray(0, count));
  }
  writeFileSync(join(directory, `job-${job}`), state('printer') === 'there' ? 'done' : 'waiting');
  console.log(`request id is COUNTER-${job} (0 file(s))`);
}

function lpstat() {
  if (args[0] === '-v') console.log('device for COUNTER: socket://127.0.0.1:9100\ndevice for STOPPED: usb://x');
  else if (args[0] === '-a') tellQueue(argument('-a'));
  else {
    const wanted = argument('-W') === 'completed' ? ['done', 'canceled'] : ['waiting'];
    for (const name of jobs().filter((each) => wanted.includes(state(each)))) tellJob(name);
  }
}

/** @param {string} queue */
function tellQueue(queue) {
  if (queue === 'COUNTER') console.log('COUNTER accepting requests since Sat Nov 21 08:00:43 2026');
  else if (queue === 'STOPPED')
    console.log('STOPPED not accepting requests since Sat Nov 21 08:00:42 2026 -\n\treason');
  else refuse(`lpstat: Invalid destination name in list "${queue}".`);
}

/** @param {string} name */
function tellJob(name) {
  const alerts = { done: 'processing-to-stop-point', canceled: 'job-canceled-by-user' }[state(name)] ?? 'job-printing';
  console.log(`COUNTER-${name.slice(4)}                  root              1024   Sat Nov 21 08:00:43 2026`);
  console.log(`\tStatus: \n\tAlerts: ${alerts}\n\tqueued for COUNTER`);
}

if (command === 'lp') await lp();
else if (command === 'lpstat') lpstat();
else writeFileSync(join(directory, `job-${args[0]?.split('-').at(-1)}`), 'canceled');
