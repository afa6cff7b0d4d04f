import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languages } from '../../../domain/store/store-settings.ts';
import type { Hub } from '../hub.ts';
import { closedGate, closedWindow } from './closed-gate.ts';
import type { NetworkLimits } from './connection-limits.ts';
import type { DeviceGate, NetworkRoutes, PairingWindow } from './device-gate.ts';
import { NetworkDesk } from './network-desk.ts';
import { openStaticShelf } from './static-shelf.ts';
import type { TrustTexts } from './trust-page.ts';

/** What other nouns hand in: who may speak, when pairing is open, and their routes. */
export interface NetworkParts {
  readonly gate: DeviceGate;
  readonly window: PairingWindow;
  readonly routes: readonly NetworkRoutes[];
}

/** How a test or a bench differs from a shop. */
export interface NetworkDifferences {
  readonly host?: string;
  readonly limits?: NetworkLimits;
  readonly announces?: boolean;
  readonly trustPort?: number;
  readonly checkEveryMs?: number;
}

export interface NetworkRequest {
  readonly hub: Hub;
  readonly hubName: string;
  readonly keys: { readonly dir: string; readonly wrapKey: Uint8Array };
  readonly resourcesDir: string;
  /** Built program of the handhelds; null serves none. */
  readonly handheldDir: string | null;
  readonly parts: NetworkParts | null;
  readonly differences: NetworkDifferences;
}

/** The desk of the network, following the settings from now on. Without parts nobody is let in. */
export function openNetwork(request: NetworkRequest): NetworkDesk {
  const { hub, hubName, keys, resourcesDir, handheldDir, parts, differences } = request;
  const { gate, window, routes } = parts ?? { gate: closedGate, window: closedWindow, routes: [] };
  const texts = new Map<Language, TrustTexts>();
  const words = () => {
    const language = hub.store.settings()?.language ?? languages[0];
    const known = texts.get(language) ?? readTexts(resourcesDir, language);
    texts.set(language, known);
    return { language, texts: known };
  };
  const shelf = openStaticShelf(handheldDir ?? '');
  const desk = new NetworkDesk({ hub, hubName, keys, gate, window, routes, shelf, words, ...differences });
  hub.onCommit((kinds) => {
    desk.live.poke();
    if (kinds.some((kind) => settingKinds.has(kind))) void desk.follow();
  });
  return desk;
}

const settingKinds: ReadonlySet<string> = new Set(['settings.changed', 'store.initialised']);

function readTexts(resourcesDir: string, language: Language): TrustTexts {
  return JSON.parse(readFileSync(join(resourcesDir, 'locales', language, 'trust.json'), 'utf8')) as TrustTexts;
}
