/** Machines a handheld can be; each keeps to one app in its own way. */
export const kioskPlatforms = ['ios', 'android'] as const;
export type KioskPlatform = (typeof kioskPlatforms)[number];
