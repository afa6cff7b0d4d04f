import {
  foldWedgeIdle,
  foldWedgeKey,
  idleWedge,
  type WedgeSettings,
  type WedgeVerdict,
  wedgeWaitMs,
} from '../../../../domain/scanner/wedge.ts';
import { isTextField } from './text-field.ts';

/** Marks events this listener sends itself, so that it lets them pass. */
const released = new WeakSet<Event>();

/** Gives held keys to whatever has the focus, as if they had just been typed. */
function release(text: string): void {
  const target = document.activeElement ?? document.body;
  if (isTextField(target)) {
    // The only way that keeps the caret, the selection and the undo list of the field.
    document.execCommand('insertText', false, text);
    return;
  }
  for (const key of text) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    released.add(event);
    target.dispatchEvent(event);
  }
}

/**
 * Hears a scanner that types, whatever has the focus, and keeps it out of every field: sleds and ring scanners come as
 * keyboards. The rules are the counter's (SC1 … SC6). Gives back how to stop.
 */
export function listenForWedge(settings: () => WedgeSettings, onScan: (raw: string) => void): () => void {
  let state = idleWedge;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const act = (verdict: WedgeVerdict): void => {
    if (verdict.kind === 'scan') onScan(verdict.raw);
    else if (verdict.kind !== 'broken' && verdict.release !== '') release(verdict.release);
  };
  const idle = (): void => {
    const step = foldWedgeIdle(state, settings());
    state = step.state;
    act(step.verdict);
  };
  const listen = (event: KeyboardEvent): void => {
    if (released.has(event) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === 'Shift' || event.key === 'CapsLock' || event.key === 'Dead') return;
    clearTimeout(timer);
    const step = foldWedgeKey(state, { key: event.key, at: event.timeStamp, repeat: event.repeat }, settings());
    state = step.state;
    if (step.settled !== null) act(step.settled);
    act(step.verdict);
    if (state.held !== '') timer = setTimeout(idle, wedgeWaitMs(settings()));
    if (step.verdict.kind === 'pass') return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', listen, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', listen, { capture: true });
  };
}
