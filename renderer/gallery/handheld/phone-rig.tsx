import type { ReactElement } from 'react';
import { HandheldApp } from '../../handheld/app/handheld-app.tsx';
import type { HandheldEngine } from '../../handheld/engine/handheld-engine.ts';
import type { HandheldState } from '../../handheld/engine/handheld-state.ts';
import { type GalleryShop, galleryShop } from '../fixtures/shop.ts';
import { type StillEngine, type StillTools, stillEngine, stillTools } from './still-engine.ts';
import { phoneState } from './still-states.ts';

/** The whole app on a phone, over an engine whose acts are written down. */
export interface Phone {
  readonly engine: StillEngine;
  readonly tools: StillTools;
  readonly shop: GalleryShop;
  readonly element: ReactElement;
}

export interface PhoneSetUp {
  readonly state?: (shop: GalleryShop) => Partial<HandheldState>;
  readonly answers?: Partial<HandheldEngine>;
  readonly tools?: Parameters<typeof stillTools>[0];
}

/** The app as a test draws it. */
export function phoneApp({ state = () => ({}), answers = {}, tools: over = {} }: PhoneSetUp = {}): Phone {
  const shop = galleryShop('en');
  const engine = stillEngine(phoneState(shop, state(shop)), answers);
  const tools = stillTools(over);
  const element = (
    <div style={{ height: '100vh' }}>
      <HandheldApp engine={engine} tools={tools} />
    </div>
  );
  return { engine, tools, shop, element };
}

/** How often an act was asked for. */
export function times({ engine }: Phone, name: string): number {
  return engine.asked.filter((each) => each === name).length;
}
