import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { z } from 'zod';

/** The list beside the handheld's program: every file that may be served, and what it must be. */
export const fileListName = 'files.json';
/** Most files of the program, and the largest, in bytes. */
export const staticFilesMax = 500;
export const staticFileBytesMax = 8_388_608;

/** One row of the list: path without a leading slash, SHA-256 in lowercase hex. */
export const fileList = z
  .array(
    z.strictObject({
      path: z
        .string()
        .max(200)
        .regex(/^[a-zA-Z0-9_-][a-zA-Z0-9_.-]*(\/[a-zA-Z0-9_-][a-zA-Z0-9_.-]*)*$/),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .max(staticFilesMax);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const packed: ReadonlySet<string> = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.wasm', '.svg']);

/** One file as it is served. */
export interface StaticFile {
  readonly bytes: Buffer;
  /** The same by brotli; null for what does not get smaller. */
  readonly brotli: Buffer | null;
  readonly type: string;
  readonly etag: string;
  /** `immutable` for files whose name carries their hash, else asked for again each time. */
  readonly cacheControl: string;
}

/** The handheld's program in memory: only listed files, only with the listed content. */
export interface StaticShelf {
  readonly file: (path: string) => StaticFile | null;
  /** Is there a page at all? Without a built program the hub serves none. */
  readonly present: boolean;
  readonly wasm: boolean;
  /** Files that were listed but are missing or differ; they are not served. */
  readonly unfit: readonly string[];
}

/** Places of the program a person may open or reload; all show the same page. */
const pages: ReadonlySet<string> = new Set(['/', '/pair', '/index.html']);

/** Reads the program of a directory by its list. Nothing outside of the list exists, whatever lies in the directory. */
export function openStaticShelf(dir: string): StaticShelf {
  const files = new Map<string, StaticFile>();
  const unfit: string[] = [];
  for (const { path, sha256 } of readList(dir)) {
    const file = readListed(join(dir, path), sha256);
    if (file === null) unfit.push(path);
    else files.set(`/${path}`, file);
  }
  return {
    file: (path) => files.get(pages.has(path) ? '/index.html' : path) ?? null,
    present: files.has('/index.html'),
    wasm: [...files.keys()].some((path) => path.endsWith('.wasm')),
    unfit,
  };
}

function readList(dir: string): z.output<typeof fileList> {
  try {
    return fileList.parse(JSON.parse(readFileSync(join(dir, fileListName), 'utf8')));
  } catch {
    return [];
  }
}

function readListed(path: string, sha256: string): StaticFile | null {
  const type = types[extname(path)];
  const bytes = readBytes(path);
  if (type === undefined || bytes === null || bytes.length > staticFileBytesMax) return null;
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return null;
  const isHashed = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/.test(path) && /[\\/]assets[\\/]/.test(path);
  return {
    bytes,
    brotli: packed.has(extname(path)) ? smaller(bytes) : null,
    type,
    etag: `"${sha256.slice(0, 32)}"`,
    cacheControl: isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

function readBytes(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

function smaller(bytes: Buffer): Buffer | null {
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  return brotli.length < bytes.length ? brotli : null;
}
