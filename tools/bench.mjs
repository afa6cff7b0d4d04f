// `npm run bench -- <name> [--json] …`: runs bench/<name>.ts with the project's Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir, projectEnvironment, projectNode } from './machine.mjs';

const benchDir = join(projectDir, 'bench');
const [name, ...rest] = process.argv.slice(2);
/** A benchmark is a file that stands alone; what benchmarks share lies in report.ts or in a directory. */
const names = readdirSync(benchDir)
  .filter((file) => file.endsWith('.ts') && file !== 'report.ts' && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''));
const file = join(benchDir, `${name}.ts`);

if (name === undefined || !existsSync(file)) {
  console.error(`Which benchmark? npm run bench -- <${names.join(' | ')}> [--json]`);
  process.exitCode = 1;
} else {
  const { status } = spawnSync(projectNode(), ['--expose-gc', file, ...rest], {
    cwd: projectDir,
    env: projectEnvironment(),
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
