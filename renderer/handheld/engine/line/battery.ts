/** Charge of this phone; nulls where the browser does not tell. */
export interface BatteryFacts {
  /** 0 … 100. */
  readonly percent: number | null;
  readonly charging: boolean | null;
}

/** What Chromium tells (Battery Status API, W3C); TypeScript's library leaves it out. */
interface BatteryManager extends EventTarget {
  /** 0 … 1. */
  readonly level: number;
  readonly charging: boolean;
}
type BatteryTeller = Navigator & { readonly getBattery?: () => Promise<BatteryManager> };

/** Follows the battery; gives how to read it. `onChange` is called whenever it tells something new. */
export function followedBattery(onChange: () => void): () => BatteryFacts {
  let facts: BatteryFacts = { percent: null, charging: null };
  const follow = (battery: BatteryManager): void => {
    const read = (): void => {
      facts = { percent: Math.round(battery.level * 100), charging: battery.charging };
      onChange();
    };
    for (const event of ['levelchange', 'chargingchange']) battery.addEventListener(event, read);
    read();
  };
  (navigator as BatteryTeller).getBattery?.().then(follow, () => undefined);
  return () => facts;
}
