import type { Ambient } from '../../../domain/ambient.ts';
import { uuidV7 } from '../../../domain/id.ts';

/** Clock and ids of this window: the one place of the terminal that asks the machine for them. */
export const browserAmbient: Ambient = {
  now: () => Date.now(),
  newId: () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
};
