import { execFile } from 'node:child_process';
import { codeOf } from '../system-failure.ts';
import { TransportError } from '../transport.ts';

/** Longest a command of the spooler may take, in milliseconds. */
export const spoolCommandMsMax = 10_000;
/** Most output of a command that is read, in bytes. */
const outputBytesMax = 1_048_576;

/** How a command ended: its exit code and what it said. */
export interface CommandEnd {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Environment in which commands answer in English, whatever the machine's language is: their words are read. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C', LANGUAGE: 'C' };
}

/** `unsupported`: the machine has no such command, so no spooler. */
export function noSpooler(command: string): TransportError {
  return new TransportError('unsupported', `this machine has no print spooler (${command} is missing)`);
}

/** Runs a command of the spooler to its end. Rejects with `TransportError`: `unsupported` (no such command) or `timeout`. */
export function runCommand(command: string, args: readonly string[]): Promise<CommandEnd> {
  const options = { timeout: spoolCommandMsMax, maxBuffer: outputBytesMax, env: plainEnvironment() };
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, output, errors) => {
      if (error === null) resolve({ code: 0, output, errors });
      else if (codeOf(error) === 'ENOENT') reject(noSpooler(command));
      else if (typeof error.code === 'number') resolve({ code: error.code, output, errors });
      else reject(new TransportError('timeout', `${command} gave no answer for ${spoolCommandMsMax} ms`));
    });
  });
}
