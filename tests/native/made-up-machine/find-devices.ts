// Runs in a made-up device tree: searches with the real libraries and prints what was found. The libraries see the tree
// under its usual names; Node's own reading of directories is not redirected and is told where the tree lies.
import { join } from 'node:path';
import { findDevices, machineSources } from '../../../native/discovery/find-devices.ts';

const root = process.env['UMOCKDEV_DIR'] ?? '';
const tree = { dev: join(root, 'dev'), sys: join(root, 'sys'), proc: '/proc' };
console.log(JSON.stringify(await findDevices({ ...machineSources, tree }, Date.now())));
