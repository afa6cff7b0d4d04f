import { type Context, createContext, useContext, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { PermissionGrants, staffSession } from '../../../contracts/session.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { SaleDesk } from '../../../domain/sale/sale-desk.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';
import type { HubClient, HubLink, LinkState } from '../hub/hub-link.ts';
import type { LiveFeed, LiveState } from '../hub/live-state.ts';
import type { OpSender } from '../hub/op-sender.ts';

export type StaffSession = z.output<typeof staffSession>;

/** What every screen of a signed-on till may reach for: the hub, the open sale, the store's settings, who is here. */
export interface Terminal {
  readonly client: HubClient;
  readonly link: HubLink;
  readonly feed: LiveFeed;
  readonly sender: OpSender;
  readonly ambient: Ambient;
  readonly desk: SaleDesk;
  readonly settings: StoreSettings;
  readonly session: StaffSession;
  readonly signOff: () => void;
  readonly reloadSettings: () => Promise<void>;
}
export const TerminalContext: Context<Terminal | null> = createContext<Terminal | null>(null);

export function useTerminal(): Terminal {
  const terminal = useContext(TerminalContext);
  if (terminal === null) throw new Error('no terminal around this screen');
  return terminal;
}

export function useLinkState(link: HubLink): LinkState {
  return useSyncExternalStore(link.subscribe, link.state);
}

export function useLiveState(feed: LiveFeed): LiveState {
  return useSyncExternalStore(feed.subscribe, feed.state);
}

/** May this person do it alone, with consent, or not at all? `figure` is ppm or minor units, by the permission. */
export function answerFor(
  grants: PermissionGrants,
  permission: keyof PermissionGrants,
  figure: number,
): 'allow' | 'override' | 'hidden' {
  const grant = grants[permission];
  if (grant === undefined) return 'hidden';
  if (grant.answer !== 'allow') return grant.answer;
  return grant.limit !== null && figure > grant.limit ? 'override' : 'allow';
}
