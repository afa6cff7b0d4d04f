import type { ReactElement } from 'react';
import { Kbd } from '../../kit/kbd.tsx';
import { Sheet } from '../../kit/panel.tsx';
import { useText } from '../../kit/text.tsx';

/** Every key of the till, by what it does. Shown by `?`; the same table is tested against the key handler. */
export const keyMap: readonly { readonly keys: string; readonly text: string }[] = [
  { keys: 'F2', text: 'keys.search' },
  { keys: 'F3', text: 'keys.quantity' },
  { keys: 'F4', text: 'keys.discount' },
  { keys: '⇧ F4', text: 'keys.sale-discount' },
  { keys: 'F5', text: 'keys.price' },
  { keys: 'Del', text: 'keys.void-line' },
  { keys: '⇧ Del', text: 'keys.void-sale' },
  { keys: '↑ ↓', text: 'keys.select' },
  { keys: '+ −', text: 'keys.step' },
  { keys: 'Ctrl Z', text: 'keys.undo' },
  { keys: 'F6', text: 'keys.suspend' },
  { keys: '⇧ F6', text: 'keys.suspended' },
  { keys: 'F7', text: 'keys.journal' },
  { keys: 'F8', text: 'keys.return' },
  { keys: 'F9', text: 'keys.till' },
  { keys: 'F10', text: 'keys.settings' },
  { keys: 'F11', text: 'keys.print' },
  { keys: 'F12', text: 'keys.tender' },
  { keys: 'Ctrl L', text: 'keys.lock' },
  { keys: 'Esc', text: 'keys.back' },
  { keys: '?', text: 'keys.help' },
];

/** All keys on one sheet. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  const t = useText();
  return (
    <Sheet title={t('keys.title')} closeLabel={t('close')} onClose={onClose} size="large">
      <dl className="m-0 grid grid-cols-2 gap-x-10 gap-y-2" data-testid="help-keys">
        {keyMap.map(({ keys, text }) => (
          <div key={keys} className="flex min-h-9 items-center justify-between gap-4 border-b border-line">
            <dt className="text-[15px]">{t(text)}</dt>
            <dd className="m-0 flex gap-1">
              {keys.split(' ').map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-5 text-[15px] text-soft">{t('keys.scan')}</p>
    </Sheet>
  );
}
