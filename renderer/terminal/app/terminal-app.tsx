import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ProcessNotice } from '../../../contracts/bridge.ts';
import type { Ambient } from '../../../domain/ambient.ts';
import type { CustomerStage } from '../../../domain/customer-display/scene-of-sale.ts';
import { faultCatalog } from '../../../domain/fault-catalog.ts';
import { SaleDesk } from '../../../domain/sale/sale-desk.ts';
import { reasonsIn } from '../../../domain/store/reason-words.ts';
import { type Language, languages, type StoreSettings } from '../../../domain/store/store-settings.ts';
import type { HubLink } from '../hub/hub-link.ts';
import type { LiveFeed } from '../hub/live-state.ts';
import type { OpSender } from '../hub/op-sender.ts';
import type { Theme } from '../settings/settings-view.tsx';
import { SignOnScreen } from '../staff/sign-on-screen.tsx';
import { FirstRunScreen } from '../store/first-run-screen.tsx';
import { messages, StoreText } from '../store/store-text.tsx';
import { CounterScreen } from './counter-screen.tsx';
import { HubAwayView } from './hub-away-view.tsx';
import { type StaffSession, TerminalContext, useLinkState, useLiveState } from './terminal.tsx';
import { useCustomerDisplay } from './use-customer-display.ts';
import { useNotices } from './use-notices.ts';
import { useTheme } from './use-theme.ts';

export interface TerminalAppProps {
  readonly link: HubLink;
  readonly feed: LiveFeed;
  readonly sender: OpSender;
  readonly ambient: Ambient;
}

/** Faults that have a page of their own in the locale files. */
const faultPages = new Set<string>([...Object.keys(faultCatalog), 'hub-away', 'given-up']);

function systemLanguage(): Language {
  return languages.find((each) => navigator.language.toLowerCase().startsWith(each)) ?? 'en';
}

/** Asks again for everything that is shown whenever the log has grown. */
function usePokes(feed: LiveFeed): void {
  const queries = useQueryClient();
  const { no } = useLiveState(feed);
  // The effect reacts to the hub, which is outside React.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new number is the reason to ask
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['live'] });
    void queries.invalidateQueries({ queryKey: ['catalog'] });
  }, [no, queries]);
}

function Waiting({ code }: { readonly code: string }): ReactElement {
  const page = faultPages.has(code) ? code : 'other';
  return <HubAwayView code={page} onRetry={page === 'hub-away' ? undefined : () => void window.kaunter.retry()} />;
}

interface SignedOnProps extends TerminalAppProps {
  readonly settings: StoreSettings;
  readonly session: StaffSession;
  readonly desk: SaleDesk;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly secondStarts: number;
  readonly onSignOff: () => void;
  readonly onSettings: () => Promise<void>;
  readonly onStage: (stage: CustomerStage) => void;
}

function SignedOn(props: SignedOnProps): ReactElement {
  const { link, feed, sender, ambient, settings, session, desk, onSignOff, onSettings } = props;
  usePokes(feed);
  const terminal = useMemo(
    () => ({
      client: link.client,
      link,
      feed,
      sender,
      ambient,
      desk,
      settings,
      session,
      signOff: onSignOff,
      reloadSettings: onSettings,
    }),
    [link, feed, sender, ambient, desk, settings, session, onSignOff, onSettings],
  );
  return (
    <TerminalContext.Provider value={terminal}>
      <CounterScreen
        theme={props.theme}
        onTheme={props.onTheme}
        secondStarts={props.secondStarts}
        onStage={props.onStage}
      />
    </TerminalContext.Provider>
  );
}

function useSession(props: TerminalAppProps): {
  readonly session: StaffSession | null;
  readonly signOn: (session: StaffSession, token: string) => void;
  readonly signOff: () => void;
  /** The hub ended the last session, not the person. */
  readonly wasEnded: boolean;
} {
  const { link, sender, feed } = props;
  const queries = useQueryClient();
  const [session, setSession] = useState<StaffSession | null>(null);
  const [wasEnded, setEnded] = useState(false);
  const isOn = useRef(false);
  const { signedOff } = useLiveState(feed);
  const forget = useCallback(() => {
    isOn.current = false;
    link.sessionToken = null;
    sender.staffId = null;
    setSession(null);
    queries.removeQueries({ queryKey: ['live'] });
    void queries.invalidateQueries({ queryKey: ['session'] });
  }, [link, sender, queries]);
  // A hub that came back may know nobody: asked at once, so that nobody finds out with a customer in front.
  const linkState = useLinkState(link);
  useEffect(() => {
    if (linkState === 'open' && session !== null) link.client.session.me().catch(() => undefined);
  }, [linkState, session, link]);
  const signOn = useCallback(
    (next: StaffSession, token: string) => {
      link.sessionToken = token;
      sender.staffId = next.staff.staffId;
      isOn.current = true;
      setSession(next);
      setEnded(false);
    },
    [link, sender],
  );
  const signOff = useCallback(() => {
    void link.client.session.signOff().catch(() => undefined);
    forget();
  }, [link, forget]);
  // The hub ended the session by itself (expired, disabled, started anew): the till shows the names again; the sale stays.
  useEffect(() => {
    const ended = (): void => {
      setEnded(isOn.current);
      forget();
    };
    link.onSessionEnded = ended;
    if (signedOff > 0) ended();
  }, [signedOff, forget, link]);
  return { session, signOn, signOff, wasEnded };
}

function useDesk(ambient: Ambient, settings: StoreSettings | undefined): SaleDesk | null {
  const [desk, setDesk] = useState<SaleDesk | null>(null);
  // One desk for the life of the window; a change of settings only changes how it settles.
  useEffect(() => {
    if (settings === undefined) return;
    setDesk((now) => {
      if (now === null) return new SaleDesk(ambient, settings.policy);
      now.policy = settings.policy;
      return now;
    });
  }, [ambient, settings]);
  return desk;
}

interface Store {
  /** Null as long as the hub has not said. */
  readonly initialised: boolean | null;
  readonly settings: StoreSettings | undefined;
  readonly ask: () => void;
  readonly reload: () => Promise<void>;
}

type Asked = Pick<UseQueryResult, 'refetch' | 'data'>;

/** A hub that came back may serve another store than before: one that was restored meanwhile. */
function useAskedAnew(link: HubLink, hello: Asked, settings: Asked): void {
  const linkState = useLinkState(link);
  // Only what was answered before is asked again; what waits for its first answer is on its way already.
  const again = useRef<() => void>(() => undefined);
  again.current = () => {
    for (const each of [hello, settings]) if (each.data !== undefined) void each.refetch();
  };
  useEffect(() => {
    if (linkState === 'open') again.current();
  }, [linkState]);
}

/** Is the store set up, and how? */
function useStore({ link }: TerminalAppProps): Store {
  const patient = { retry: true, retryDelay: 500 } as const;
  const hello = useQuery({ queryKey: ['hello'], queryFn: () => link.client.hello(), ...patient });
  const initialised = hello.data?.initialised ?? null;
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => link.client.settings.get(),
    enabled: initialised === true,
    ...patient,
  });
  useAskedAnew(link, hello, settings);
  const { refetch } = settings;
  const reload = useCallback(async () => void (await refetch()), [refetch]);
  const found = settings.data;
  // Built-in reasons are worded here, once, for every sheet that lists them.
  const worded = useMemo(
    () => found && { ...found, reasons: reasonsIn(found.language, found.reasons, messages) },
    [found],
  );
  return { initialised, settings: worded, ask: () => void hello.refetch(), reload };
}

/** Code of the fault that keeps the hub from starting (its English detail is in the log); null while it may still come. */
function useFault(link: HubLink, hub: ProcessNotice | null): string | null {
  const linkState = useLinkState(link);
  if (hub?.state !== 'given-up' || linkState === 'open') return null;
  return hub.code ?? 'given-up';
}

/** The terminal window: waits for the hub, sets up, signs on, sells. */
export function TerminalApp(props: TerminalAppProps): ReactElement {
  const { link, ambient } = props;
  const notices = useNotices();
  const [theme, setTheme] = useTheme();
  const [startLanguage, setStartLanguage] = useState<Language>(systemLanguage);
  const { session, signOn, signOff, wasEnded } = useSession(props);
  const { initialised, settings, ask, reload } = useStore(props);
  const desk = useDesk(ambient, settings);
  const onStage = useCustomerDisplay(desk, settings);
  const fault = useFault(link, notices.hub);
  const language = settings?.language ?? startLanguage;
  document.documentElement.lang = language;
  const page = (): ReactElement => {
    if (fault !== null) return <Waiting code={fault} />;
    if (initialised === null) return <Waiting code="hub-away" />;
    if (!initialised)
      return (
        <FirstRunScreen client={link.client} language={startLanguage} onLanguage={setStartLanguage} onDone={ask} />
      );
    if (settings === undefined || desk === null) return <Waiting code="hub-away" />;
    if (session === null)
      return (
        <SignOnScreen client={link.client} storeName={settings.storeName} isAgain={wasEnded} onSignedOn={signOn} />
      );
    const { secondStarts } = notices;
    return (
      <SignedOn
        {...props}
        {...{ settings, session, desk, theme, secondStarts, onStage }}
        onTheme={setTheme}
        onSignOff={signOff}
        onSettings={reload}
      />
    );
  };
  return (
    <StoreText language={language} currency={settings?.currency ?? 'EUR'} timeZone={settings?.timeZone ?? 'UTC'}>
      {page()}
    </StoreText>
  );
}
