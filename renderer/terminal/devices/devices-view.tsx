import { Cable, Search } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { BoundDevice } from '../../../contracts/device-told.ts';
import { Button } from '../../kit/button.tsx';
import { Page } from '../../kit/panel.tsx';
import { Banner, EmptyState } from '../../kit/state.tsx';
import { useText } from '../../kit/text.tsx';
import { DeviceList } from './device-list.tsx';

export interface DevicesViewProps {
  readonly devices: readonly BoundDevice[];
  readonly chosen: string | null;
  readonly canEdit: boolean;
  /** Is the device process there? Without it nothing is known of any device. */
  readonly isRunning: boolean;
  readonly onChoose: (name: string) => void;
  readonly onFind: () => void;
  readonly onDrawer: () => void;
  readonly onBack: () => void;
  /** The pane of the chosen device. */
  readonly children: ReactNode;
}

/** The counter's hardware: what is bound to what, how each is, and the way to find more. */
export function DevicesView(props: DevicesViewProps): ReactElement {
  const t = useText();
  const { devices, chosen, canEdit, children } = props;
  return (
    <Page
      title={t('device.title')}
      backLabel={t('back')}
      onBack={props.onBack}
      width="full"
      actions={
        canEdit ? (
          <>
            <Button onPress={props.onDrawer} testId="add-drawer">
              {t('device.add-drawer')}
            </Button>
            <Button
              tone="primary"
              hint="F"
              icon={<Search size={18} aria-hidden="true" />}
              onPress={props.onFind}
              testId="find-devices"
            >
              {t('device.find')}
            </Button>
          </>
        ) : null
      }
    >
      <div className="grid h-full min-h-0 grid-cols-[minmax(18rem,22rem)_minmax(0,1fr)] gap-6" data-testid="devices">
        <section className="flex min-h-0 flex-col gap-3">
          {props.isRunning ? null : (
            <Banner tone="bad" title={t('device.not-running')} text={t('device.not-running-text')} />
          )}
          {canEdit ? null : <Banner tone="info" title={t('settings.read-only')} />}
          <DeviceList devices={devices} chosen={chosen} onChoose={props.onChoose} />
        </section>
        <section className="min-h-0 min-w-0">
          {children ?? (
            <EmptyState
              icon={<Cable size={52} strokeWidth={1.25} aria-hidden="true" />}
              title={t('device.none-title')}
              text={t('device.none-text')}
            />
          )}
        </section>
      </div>
    </Page>
  );
}
