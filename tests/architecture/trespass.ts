import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path/posix';
import { type SourceFile, withoutComments } from '../source-files.ts';
import { electronDirs, type Room, rooms, testPackages } from './doors.ts';

/** One import that goes through a door that is not there. */
export interface Trespass {
  readonly path: string;
  readonly specifier: string;
  readonly why: string;
}

const specifierPatterns = [
  /(?:^|[;}\n])[ \t]*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"\n]+)['"]/g,
  /(?:^|[;}\n])[ \t]*import\s*['"]([^'"\n]+)['"]/g,
  /\b(?:import|require|require\.resolve|import\.meta\.glob|import\.meta\.resolve)\s*\(\s*['"`]([^'"`]+)['"`]/g,
  /\bnew URL\(\s*['"`]([^'"`]+)['"`]\s*,\s*import\.meta\.url/g,
];

/** Every module a file asks for: static, type-only, dynamic, required, globbed. */
export function specifiersOf(text: string): string[] {
  const code = withoutComments(text);
  return specifierPatterns.flatMap((pattern) => Array.from(code.matchAll(pattern), (match) => match[1] ?? ''));
}

const isTest = /\.test\.tsx?$/;
const isGallery = /\.gallery\.tsx$/;

/** The room a path lies in; a `*.gallery.tsx` beside its view belongs to the gallery. */
export function roomOf(path: string): Room | undefined {
  const dir = isGallery.test(path) ? 'renderer/gallery' : path;
  return rooms.find((room) => dir === room.dir || dir.startsWith(`${room.dir}/`));
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function isAllowedPackage(name: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => (entry.endsWith('/*') ? name.startsWith(entry.slice(0, -1)) : name === entry));
}

function whyNotPackage(file: SourceFile, room: Room, specifier: string): string | null {
  const name = packageName(specifier);
  const test = isTest.test(file.path);
  if (name === 'electron') {
    const isInside = electronDirs.some((dir) => file.path.startsWith(dir));
    return isInside ? null : `electron is only for ${electronDirs.join(' and ')}`;
  }
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return 'Node modules are named with node:';
    return room.node || test ? null : `${room.dir} knows no Node`;
  }
  if (isAllowedPackage(name, room.packages)) return null;
  if (test && isAllowedPackage(name, testPackages)) return null;
  return `${room.dir} may not import the package ${name}`;
}

function topDir(path: string): string {
  return rooms.find((room) => path.startsWith(`${room.dir}/`))?.dir ?? path.split('/')[0] ?? '';
}

function whyNotPath(file: SourceFile, room: Room, specifier: string): string | null {
  const target = normalize(join(dirname(file.path), specifier));
  const dir = topDir(target);
  const isBuild = target.startsWith('..') || dir === 'out' || dir === 'node_modules';
  if (isBuild) return 'leads out of the sources';
  if (isTest.test(file.path) && ['tests', 'tools', 'resources', 'migrations'].includes(dir)) return null;
  if (dir === room.dir || room.rooms.includes(dir)) return null;
  return `${room.dir} may not import ${dir}`;
}

/** All imports of these files that their room's doors do not allow. Files outside the rooms (tests, bench, tools) may import anything. */
export function findTrespasses(files: readonly SourceFile[]): Trespass[] {
  const found: Trespass[] = [];
  for (const file of files) {
    const room = roomOf(file.path);
    if (room === undefined) continue;
    for (const specifier of specifiersOf(file.text)) {
      const isPath = specifier.startsWith('.');
      const why = isPath ? whyNotPath(file, room, specifier) : whyNotPackage(file, room, specifier);
      if (why !== null) found.push({ path: file.path, specifier, why });
    }
  }
  return found;
}
