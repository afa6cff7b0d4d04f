import type { ReactElement } from 'react';
import type { OwnPasskey } from '../../../contracts/device-session.ts';
import type { StaffId } from '../../../domain/id.ts';
import { useRefusalText } from '../../handheld/app/refusal-text.ts';
import { SecondTabView } from '../../handheld/app/second-tab-view.tsx';
import { type Standing, StandingView, standings } from '../../handheld/app/standing-view.tsx';
import type { HandheldPhase, HandheldState, PairingPhase } from '../../handheld/engine/handheld-state.ts';
import type { CameraTrouble } from '../../handheld/engine/scan/camera-scanner.ts';
import { PairingView } from '../../handheld/pairing/pairing-view.tsx';
import { ScanScreen } from '../../handheld/scan/scan-screen.tsx';
import type { ScanFeedback } from '../../handheld/scan/scan-view.tsx';
import { ConsentSheet } from '../../handheld/staff/consent-sheet.tsx';
import { PasskeyView, type PasskeyViewProps } from '../../handheld/staff/passkey-view.tsx';
import { SignOnScreen } from '../../handheld/staff/sign-on-screen.tsx';
import { galleryNow } from '../fixtures/ids.ts';
import type { GalleryShop } from '../fixtures/shop.ts';
import { nowhere } from '../held.tsx';
import { phoneScreens, type Specimen, type State } from '../specimen.ts';
import { PhoneStage } from './phone-stage.tsx';
import { stillTools } from './still-engine.ts';
import { hubAway, outboxOf, people, phoneState } from './still-states.ts';

interface PairingOver {
  readonly phase?: PairingPhase;
  readonly problem?: string;
  readonly isTrusted?: boolean;
  readonly sealed?: number;
  readonly code?: string;
}
function pairing({ phase, problem, isTrusted = true, sealed = 0, code = '' }: PairingOver): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop)}>
      {() => (
        <PairingView
          phase={phase ?? null}
          problem={problem ?? null}
          isTrusted={isTrusted}
          now={galleryNow}
          {...{ sealed, code, onCode: nowhere, onTyped: nowhere }}
          onScan={nowhere}
          onCancel={nowhere}
        />
      )}
    </PhoneStage>
  );
}

type Locked = Extract<HandheldPhase, { kind: 'locked' }>;
function signOn(shop: GalleryShop, phase: Partial<Locked>, over: Partial<HandheldState> = {}): ReactElement {
  const state = phoneState(shop, { staff: null, sale: null, ...over });
  return (
    <PhoneStage shop={shop} state={state}>
      {(parts) => <SignOnScreen {...parts} phase={{ kind: 'locked', problem: null, waitUntil: null, ...phase }} />}
    </PhoneStage>
  );
}

function scan(trouble: CameraTrouble | null, feedback: ScanFeedback | null = null): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop)} tools={stillTools(trouble === null ? {} : { trouble })}>
      {({ tools }) => <ScanScreen tools={tools} feedback={feedback} onScan={nowhere} onClose={nowhere} />}
    </PhoneStage>
  );
}

function standing(kind: Standing): State {
  const isGone = kind === 'wiped' || kind.startsWith('device');
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop)}>
      {() => (
        <StandingView
          standing={kind}
          pending={isGone ? 3 : 0}
          said={null}
          onAct={kind === 'starting' ? null : nowhere}
          onExport={isGone ? nowhere : null}
        />
      )}
    </PhoneStage>
  );
}

function consent(isOffline: boolean, withPasskey: readonly StaffId[] = []): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop)}>
      {() => (
        <ConsentSheet
          what="15 %"
          approvers={people.slice(0, 3)}
          {...{ isOffline, withPasskey, onPasskey: nowhere }}
          problem={null}
          isBusy={false}
          onConsent={nowhere}
          onClose={nowhere}
        />
      )}
    </PhoneStage>
  );
}

function secondTab(over: (shop: GalleryShop) => Partial<HandheldState>): State {
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop, over(shop))}>
      {({ state }) => <SecondTabView state={state} onTakeOver={nowhere} />}
    </PhoneStage>
  );
}

const keys: readonly OwnPasskey[] = [
  { credentialId: 'a', deviceName: 'Yard phone', isHere: true, addedAt: galleryNow - 3_600_000 },
  { credentialId: 'b', deviceName: 'Tablet behind the bar', isHere: false, addedAt: galleryNow - 86_400_000 * 40 },
];
function passkeys(over: Partial<PasskeyViewProps>): State {
  const acts = { onAdd: nowhere, onPin: nowhere, onCancel: nowhere, onRemove: nowhere, onBack: nowhere };
  return (shop) => (
    <PhoneStage shop={shop} state={phoneState(shop)}>
      {() => <SaidPasskeys {...{ own: [], isOffline: false, problem: null, isAdding: false, ...acts }} {...over} />}
    </PhoneStage>
  );
}

/** `problem` is a code here: its words are the store's. */
function SaidPasskeys({ problem, ...props }: Omit<PasskeyViewProps, 'isBusy' | 'now'>): ReactElement {
  const said = useRefusalText();
  const text = problem === null ? null : said({ code: problem });
  return <PasskeyView {...props} problem={text} isBusy={false} now={galleryNow} />;
}

const expiresAt = galleryNow + 4 * 60_000;
export const specimens: readonly Specimen[] = [
  {
    id: 'phone-pairing',
    screens: phoneScreens,
    states: {
      start: pairing({}),
      connecting: pairing({ phase: { kind: 'pairing', step: 'proving', digits: null, expiresAt } }),
      compare: pairing({ phase: { kind: 'pairing', step: 'compare', digits: '407192', expiresAt } }),
      refused: pairing({ problem: 'pair-refused' }),
      'window-closed': pairing({ problem: 'pair-window-closed' }),
      'another-hub': pairing({ problem: 'pair-hub-unproved' }),
      untrusted: pairing({ isTrusted: false }),
      typed: pairing({ code: '4071', problem: 'pair-code-wrong' }),
      sealed: pairing({ sealed: 12 }),
    },
  },
  {
    id: 'phone-sign-on',
    screens: phoneScreens,
    states: {
      people: (shop) => signOn(shop, {}),
      offline: (shop) => signOn(shop, {}, { hub: hubAway }),
      'wrong-pin': (shop) => signOn(shop, { problem: 'pin-wrong' }, { staff: people[3] ?? null }),
      wait: (shop) => signOn(shop, { problem: 'pin-wrong', waitUntil: Date.now() + 30_000 }),
      'sale-kept': (shop) => signOn(shop, {}, { sale: phoneState(shop).sale }),
      many: (shop) =>
        signOn(
          shop,
          {},
          {
            people: people.concat(people, people).map((each, n) => ({
              ...each,
              staffId: `${each.staffId}${n}` as typeof each.staffId,
              name: n === 1 ? 'Wolfgang-Alexander von Hohenstein' : each.name,
            })),
          },
        ),
    },
  },
  {
    id: 'phone-standing',
    screens: phoneScreens,
    states: Object.fromEntries(standings.map((kind) => [kind, standing(kind)])),
  },
  {
    id: 'phone-scan',
    screens: phoneScreens,
    states: {
      looking: scan(null),
      rung: scan(null, { tone: 'ok', title: 'Flat white' }),
      unknown: scan(null, { tone: 'warn', title: '4012345678901', text: '4012345678901' }),
      denied: scan('camera-denied'),
      missing: scan('camera-missing'),
      busy: scan('camera-busy'),
    },
  },
  {
    id: 'phone-consent',
    screens: phoneScreens,
    states: {
      near: consent(false),
      passkey: consent(
        false,
        people.slice(1, 2).map(({ staffId }) => staffId),
      ),
      offline: consent(true),
    },
  },
  {
    id: 'phone-second-tab',
    screens: phoneScreens,
    states: {
      selling: secondTab(() => ({})),
      idle: secondTab(() => ({ sale: null, staff: null })),
      pending: secondTab((shop) => ({ outbox: outboxOf(shop, 7) })),
    },
  },
  {
    id: 'phone-passkey',
    screens: phoneScreens,
    states: {
      none: passkeys({ own: [] }),
      some: passkeys({ own: keys }),
      pin: passkeys({ own: [], isAdding: true }),
      'wrong-pin': passkeys({ own: [], isAdding: true, problem: 'pin-wrong' }),
      cancelled: passkeys({ own: keys.slice(1), problem: 'passkey-cancelled' }),
      offline: passkeys({ own: null, isOffline: true }),
    },
  },
];
