import type { ReactElement } from 'react';
import type { StaffId } from '../../../domain/id.ts';
import { useText } from '../../kit/text.tsx';
import { SignOnView, type StaffTile } from '../../terminal/staff/sign-on-view.tsx';
import { StaffSheet } from '../../terminal/staff/staff-sheet.tsx';
import { galleryId } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { Held, nowhere } from '../held.tsx';
import type { Specimen } from '../specimen.ts';
import { settingsState } from './settings.gallery.tsx';

const people: readonly StaffTile[] = [
  { name: 'Maya Siregar', role: 'owner' as const },
  { name: 'Jonas Petersen', role: 'manager' as const },
  { name: 'Dewi Kartika', role: 'supervisor' as const },
  { name: 'Tomasz Nowak', role: 'cashier' as const },
  { name: 'Aylin Yıldız', role: 'cashier' as const },
].map((person, index) => ({ ...person, staffId: galleryId<StaffId>(60 + index), locked: index === 3 }));

function many(): readonly StaffTile[] {
  return Array.from({ length: 26 }, (_, index) => ({
    staffId: galleryId<StaffId>(100 + index),
    name: index === 0 ? 'Wolfgang-Alexander von Hohenstein-Lindenberg' : `${people[index % 5]?.name} ${index + 1}`,
    role: 'cashier' as const,
    locked: false,
  }));
}

interface SigningProps {
  readonly shop: GalleryShop;
  readonly staff?: readonly StaffTile[];
  readonly chosen?: number;
  readonly pin?: string;
  readonly problem?: string;
  readonly isAgain?: boolean;
}
function Signing({ shop, staff = people, chosen, pin = '', problem, isAgain = false }: SigningProps): ReactElement {
  const t = useText();
  const start = { chosen: chosen === undefined ? null : (staff[chosen]?.staffId ?? null), pin };
  return (
    <Held start={start}>
      {(held, hold) => (
        <SignOnView
          storeName={shop.settings.storeName}
          isAgain={isAgain}
          staff={staff}
          chosen={held.chosen}
          pin={held.pin}
          problem={problem === undefined ? null : t(problem)}
          isBusy={false}
          onChoose={(staffId) => hold({ chosen: staffId, pin: '' })}
          onPin={(next) => hold({ ...held, pin: next })}
          onEnter={nowhere}
        />
      )}
    </Held>
  );
}

const signOn: Specimen = {
  id: 'sign-on',
  states: {
    typical: (shop) => <Signing shop={shop} />,
    'pin-keyed': (shop) => <Signing shop={shop} chosen={2} pin="12345" />,
    'wrong-pin': (shop) => <Signing shop={shop} chosen={1} problem="refusal.pin-wrong" />,
    wait: (shop) => <Signing shop={shop} chosen={1} problem="refusal.pin-wait" />,
    'signed-off-by-hub': (shop) => <Signing shop={shop} isAgain />,
    locked: (shop) => <Signing shop={shop} chosen={3} problem="refusal.pin-locked" />,
    'many-people': (shop) => <Signing shop={shop} staff={many()} chosen={0} />,
  },
};

const staff: Specimen = {
  id: 'staff',
  states: {
    add: (shop) => (
      <>
        {settingsState(shop, { tab: 'staff' })}
        <StaffSheet member={null} problem={null} onSave={nowhere} onClose={nowhere} />
      </>
    ),
    change: (shop) => (
      <>
        {settingsState(shop, { tab: 'staff' })}
        <StaffSheet
          member={{ staffId: galleryId<StaffId>(61), name: 'Jonas Petersen', role: 'manager', active: true }}
          problem={null}
          onSave={nowhere}
          onClose={nowhere}
        />
      </>
    ),
  },
};

export const specimens: readonly Specimen[] = [signOn, staff];
