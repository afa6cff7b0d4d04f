import type { ReactElement } from 'react';
import type { DeviceTrouble } from '../../../contracts/device-discovery.ts';
import { Banner } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';

/** Why a device cannot be used, what to do about it, and the commands an administrator runs. */
export function TroubleNote({ trouble }: { readonly trouble: DeviceTrouble }): ReactElement {
  const t = useText();
  const words = {
    subject: trouble.subject,
    group: trouble.group ?? '',
    holder: trouble.holder ?? t('trouble.some-program'),
    package: trouble.debianPackage ?? '',
  };
  return (
    <div className="flex flex-col gap-2" data-testid={`trouble-${trouble.code}`}>
      <Banner tone="warn" title={t(`trouble.${trouble.code}`, words)} text={t(`trouble.${trouble.code}-step`, words)} />
      {trouble.commands.length === 0 ? null : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: long commands must scroll from the keyboard too
          tabIndex={0}
          className="m-0 overflow-auto rounded-control bg-sunken px-4 py-3 text-[13px] select-text"
        >
          {trouble.commands.join('\n')}
        </pre>
      )}
    </div>
  );
}
