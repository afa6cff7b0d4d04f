import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';
import { FaultError } from '../../../domain/fault-catalog.ts';

/** One open file of the database library; `key` is what the multiple-ciphers build adds to it. */
export type Connection = Database.Database & { readonly key: (key: Buffer) => number };
type Constructor = new (path: string, options?: Database.Options) => Connection;

/** Oldest major version of Node whose N-API the prebuilt library loads in; older ones are killed by a segfault. */
export const nodeMajorMin = 22;

/** May the native library be loaded by this version of Node? A fault with a sentence instead of a crash. */
export function checkNode(version: string): void {
  const major = Number(version.split('.')[0]);
  if (major >= nodeMajorMin) return;
  throw new FaultError('node-too-old', `the store needs Node ${nodeMajorMin} or newer; this is Node ${version}`);
}

let loaded: Constructor | null = null;

/** Loads the library at the first use, after the check. */
export function loadSqlite(): Constructor {
  checkNode(process.versions.node);
  loaded ??= createRequire(import.meta.url)('better-sqlite3') as Constructor;
  return loaded;
}
