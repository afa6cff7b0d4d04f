import { useEffect, useRef } from 'react';
import {
  foldWedgeIdle,
  foldWedgeKey,
  idleWedge,
  type WedgeSettings,
  type WedgeVerdict,
  wedgeWaitMs,
} from '../../../domain/scanner/wedge.ts';

/** Marks events this hook sends itself, so that it lets them pass. */
const released = new WeakSet<Event>();

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Gives held keys to whatever has the focus, as if they had just been typed. */
function release(text: string): void {
  const target = document.activeElement ?? document.body;
  if (isField(target)) {
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

/** Keys may be waiting behind a busy main thread: as long as they do, nothing is over yet. */
function isInputWaiting(): boolean {
  const { scheduling } = navigator as { readonly scheduling?: { isInputPending?: () => boolean } };
  return scheduling?.isInputPending?.() ?? false;
}

interface ScannerUse {
  readonly settings: WedgeSettings;
  readonly onScan: (raw: string) => void;
}

/**
 * Hears scans whatever has the focus, and keeps them out of every field. The effect listens on the window in the capture
 * phase, before anything else sees the key.
 */
export function useScanner(settings: WedgeSettings, onScan: (raw: string) => void): void {
  const use = useRef<ScannerUse>({ settings, onScan });
  use.current = { settings, onScan };
  useEffect(() => {
    let state = idleWedge;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const act = (verdict: WedgeVerdict): void => {
      if (verdict.kind === 'scan') use.current.onScan(verdict.raw);
      else if (verdict.kind !== 'broken' && verdict.release !== '') release(verdict.release);
    };
    const idle = (): void => {
      if (isInputWaiting()) {
        timer = setTimeout(idle, 0);
        return;
      }
      const step = foldWedgeIdle(state, use.current.settings);
      state = step.state;
      act(step.verdict);
    };
    const listen = (event: KeyboardEvent): void => {
      if (released.has(event) || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.key === 'Shift' || event.key === 'CapsLock' || event.key === 'Dead') return;
      clearTimeout(timer);
      const press = { key: event.key, at: event.timeStamp, repeat: event.repeat };
      const step = foldWedgeKey(state, press, use.current.settings);
      state = step.state;
      if (step.settled !== null) act(step.settled);
      act(step.verdict);
      if (state.held !== '') timer = setTimeout(idle, wedgeWaitMs(use.current.settings));
      if (step.verdict.kind === 'pass') return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', listen, { capture: true });
    };
  }, []);
}
