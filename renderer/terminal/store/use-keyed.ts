import { useState } from 'react';
import { useRefusalText } from '../app/refusal-text.ts';
import { type KeyedLimits, pressDecimalKey } from './amount-entry.ts';

/** A figure that is being keyed, with its point where the person sets one. */
export interface Keyed {
  readonly text: string;
  /** What the last key was refused for, in words. */
  readonly problem: string | null;
  readonly press: (key: string) => void;
  readonly set: (text: string) => void;
}

/** Holds a figure while it is keyed; nothing that was typed disappears without a word: `refusal` names the word. */
export function useKeyed(limits: KeyedLimits, refusal = 'money-too-many-decimals'): Keyed {
  const refusalText = useRefusalText();
  const [state, setState] = useState({ text: '', isRefused: false });
  const press = (key: string): void =>
    setState(({ text }) => {
      const next = pressDecimalKey(text, key, limits);
      return { text: next ?? text, isRefused: next === null };
    });
  return {
    text: state.text,
    problem: state.isRefused ? refusalText(refusal) : null,
    press,
    set: (text) => setState({ text, isRefused: false }),
  };
}
