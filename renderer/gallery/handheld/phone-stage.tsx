import type { ReactElement } from 'react';
import { StoreText } from '../../handheld/app/store-text.tsx';
import type { HandheldEngine } from '../../handheld/engine/handheld-engine.ts';
import type { HandheldState } from '../../handheld/engine/handheld-state.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { type StillTools, stillEngine, stillTools } from './still-engine.ts';

/** What a screen of the handheld is handed. */
export interface PhoneParts {
  readonly engine: HandheldEngine;
  readonly state: HandheldState;
  readonly tools: StillTools;
}

export interface PhoneStageProps {
  readonly shop: GalleryShop;
  readonly state: HandheldState;
  readonly answers?: Partial<HandheldEngine>;
  readonly tools?: StillTools;
  readonly children: (parts: PhoneParts) => ReactElement;
}

/** A screen of the handheld with an engine that stands still, in the shop's words. */
export function PhoneStage({ shop, state, answers, tools, children }: PhoneStageProps): ReactElement {
  const parts = { engine: stillEngine(state, answers), state, tools: tools ?? stillTools() };
  return (
    <StoreText settings={shop.settings}>
      <div className="h-full">{children(parts)}</div>
    </StoreText>
  );
}
