/** What the back office can do to one handheld, beside changing its name, owner or role. */
export const fleetActs = ['lock', 'unlock', 'wipe', 'revoke', 'amnesty', 'unpair'] as const;
export type FleetAct = (typeof fleetActs)[number];
