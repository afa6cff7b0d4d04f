import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { networkDocument } from '../main/hub/network/network-api.ts';

/** Writes docs/openapi.json: what the hub serves on the network, for whoever writes a client. */
const path = join(import.meta.dirname, '../docs/openapi.json');
writeFileSync(path, `${JSON.stringify(await networkDocument(), null, 2)}\n`);
console.log(path);
