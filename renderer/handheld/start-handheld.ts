import { appUpdate } from './engine/app-update.ts';
import { pendingSync } from './engine/desk/outbox-view.ts';
import { openHandheld } from './engine/handheld.ts';
import type { HandheldEngine } from './engine/handheld-engine.ts';

/** The handheld of this page: opened once, kept for offline use, started. */
export function startHandheld(): HandheldEngine {
  const version = String(import.meta.env['VITE_VERSION'] ?? '0.0.0');
  let engine: HandheldEngine | null = null;
  const update = appUpdate(() => (engine === null ? 0 : pendingSync(engine.state())));
  engine = openHandheld({ origin: location.origin, version, ...(update === null ? {} : { update }) });
  void engine.start();
  return engine;
}
