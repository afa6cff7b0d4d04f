import type { ReactElement } from 'react';
import type { CustomerScene } from '../../domain/customer-display/customer-scene.ts';
import { useMoneyFormat } from '../kit/money-text.tsx';
import { type Translate, useText } from '../kit/text.tsx';

type Write = (minor: number) => string;

function wordsOf(scene: CustomerScene, t: Translate, write: Write): string {
  const say = (label: string, amount: number): string => t('display.said-total', { label, amount: write(amount) });
  switch (scene.kind) {
    case 'idle':
      return '';
    case 'sale': {
      const line = scene.lines.find(({ no }) => no === scene.touched) ?? scene.lines.at(-1);
      const said = line === undefined ? '' : t('display.said', { name: line.name, amount: write(line.amount) });
      return `${said}. ${say(t(scene.direction === 'taken' ? 'display.total' : 'display.refund'), scene.total)}`;
    }
    case 'payment':
      return say(t(scene.direction === 'taken' ? 'display.due' : 'display.refund-due'), scene.due);
    case 'done': {
      const [label, amount] =
        scene.direction === 'taken' ? ['display.change', scene.change] : ['display.given-back', scene.total];
      return `${t('display.thanks')} ${scene.direction === 'taken' && scene.change === 0 ? '' : say(t(label), amount)}`;
    }
  }
}

/** The same for ears: what was just rung and what it comes to, said once at each change. */
export function Spoken({ scene }: { readonly scene: CustomerScene }): ReactElement {
  const t = useText();
  const write = useMoneyFormat();
  return (
    <p role="status" aria-live="polite" aria-atomic="true" className="sr-only" data-testid="spoken">
      {wordsOf(scene, t, write)}
    </p>
  );
}
