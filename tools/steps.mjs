// Named steps with their seconds: no tool of this project works in silence.
import { spawn } from 'node:child_process';

/** A silent step says that it is still alive this often, in milliseconds. */
const aliveEveryMs = 10_000;
/** Lines of a failed command that are shown. */
const tailLines = 60;

/** @param {number} startedAt @returns {string} */
function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
}

/**
 * Runs one named step and prints its name, sign of life and seconds. Errors pass through after being named.
 * @template Value
 * @param {string} title
 * @param {() => Promise<Value> | Value} work
 * @returns {Promise<Value>}
 */
export async function step(title, work) {
  const startedAt = performance.now();
  console.log(`> ${title}`);
  const alive = setInterval(() => console.log(`  … still at it: ${title} (${secondsSince(startedAt)})`), aliveEveryMs);
  try {
    const value = await work();
    console.log(`  done in ${secondsSince(startedAt)}`);
    return value;
  } catch (error) {
    console.log(`  failed after ${secondsSince(startedAt)}`);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/** A command ended with another code than 0; `tail` is the end of what it printed. */
export class CommandError extends Error {
  /** @param {string} command @param {number} code @param {string} tail */
  constructor(command, code, tail) {
    super(`${command} ended with code ${code}`);
    this.name = 'CommandError';
    this.code = code;
    this.tail = tail;
  }
}

/**
 * Runs a command to its end and answers what it printed. `show` passes the output through as it comes.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    /** @param {Buffer} bytes */
    const collect = (bytes) => {
      text += bytes.toString();
      if (options.show) process.stdout.write(bytes);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => reject(new CommandError(`${file}: ${error.message}`, 127, text)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(text);
      else reject(new CommandError([file, ...args].join(' '), code ?? (signal === null ? 1 : 128), tailOf(text)));
    });
  });
}

/** @param {string} text @returns {string} */
export function tailOf(text) {
  return text.trimEnd().split('\n').slice(-tailLines).join('\n');
}
