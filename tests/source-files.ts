import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** The project's directory, absolute. */
export const projectDir = resolve(import.meta.dirname, '..');
/** Where hand-written sources lie. */
export const sourceDirs = [
  'bench',
  'contracts',
  'domain',
  'main',
  'native',
  'preload',
  'renderer',
  'tests',
  'tools',
] as const;

/** One source file: its path from the project's directory with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const isSource = /\.(ts|tsx|mjs|js)$/;

function pathsUnder(dir: string): string[] {
  if (!existsSync(join(projectDir, dir))) return [];
  return readdirSync(join(projectDir, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isSource.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(projectDir.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((path) => !path.includes('node_modules/'));
}

/** Every hand-written source file under the given directories, sorted by path. */
export function readSources(dirs: readonly string[] = sourceDirs): SourceFile[] {
  const paths = dirs.flatMap(pathsUnder).sort();
  return paths.map((path) => ({ path, text: readFileSync(join(projectDir, path), 'utf8') }));
}

/** Comments, strings, template text and regular expressions, as far as a scanner without a parser can tell them. */
const notCode =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[=(,:;!&|?[{}\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[dgimsuvy]*/g;

/** The text with comments blanked out (newlines kept); strings stay. */
export function withoutComments(text: string): string {
  return text.replace(notCode, (match) => (/^\/[*/]/.test(match) ? match.replace(/[^\n]/g, ' ') : match));
}

/** The text with comments, strings, template text and regular expressions blanked out: identifiers are left. */
export function codeOnly(text: string): string {
  const plain = text.replace(notCode, (match) => match.replace(/[^\n]/g, ' '));
  // Template text goes, what stands in ${…} stays.
  return plain.replace(/`(?:\\.|[^`\\])*`/g, (match) =>
    Array.from(match.matchAll(/\$\{([^}]*)\}/g), (hole) => hole[1]).join(' '),
  );
}
