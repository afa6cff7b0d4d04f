import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { HandheldApp } from '../../handheld/app/handheld-app.tsx';
import type { PageTools } from '../../handheld/app/page-tools.ts';
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
}

export interface PhoneSetUp {
  readonly state?: (shop: GalleryShop) => Partial<HandheldState>;
  readonly answers?: Partial<HandheldEngine>;
  readonly tools?: Parameters<typeof stillTools>[0];
}

export async function phone({ state = () => ({}), answers = {}, tools = {} }: PhoneSetUp = {}): Promise<Phone> {
  await page.viewport(390, 844);
  const shop = galleryShop('en');
  const engine = stillEngine(phoneState(shop, state(shop)), answers);
  const browser = stillTools(tools satisfies Partial<PageTools>);
  await render(
    <div style={{ height: '100vh' }}>
      <HandheldApp engine={engine} tools={browser} />
    </div>,
  );
  return { engine, tools: browser, shop };
}

/** How often an act was asked for. */
export function times({ engine }: Phone, name: string): number {
  return engine.asked.filter((each) => each === name).length;
}
