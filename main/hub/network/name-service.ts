import { Bonjour, type Service } from 'bonjour-service';

/** The name is asked for this often, in milliseconds, and must answer within so many. */
export const nameCheckEveryMs = 30_000;
export const nameAnswerMsMax = 2_500;
/** Service type handhelds' guides and other tools look for. */
export const serviceType = 'kaunter';

/** What the watchdog found. `silent`: nobody answers, so phones cannot find the hub by name. `taken`: another machine answers. */
export type NameState = 'starting' | 'answered' | 'silent' | 'taken';

export interface NameServiceParts {
  /** `kaunter-7f3a.local`. */
  readonly name: string;
  readonly port: number;
  /** Addresses of this machine now. */
  readonly addresses: () => readonly string[];
  readonly onState: (state: NameState) => void;
  /** For tests: another port than 5353; unbound, nothing is heard. */
  readonly socket?: { readonly port: number; readonly bind?: false };
  readonly checkEveryMs?: number;
}

interface Answer {
  readonly name: string;
  readonly type: string;
  readonly data: unknown;
}
/** The multicast DNS socket inside of bonjour-service; its own types leave it out. */
interface MulticastSocket {
  readonly query: (question: { questions: { name: string; type: string }[] }) => void;
  readonly on: {
    (event: 'response', listener: (packet: { readonly answers: readonly Answer[] }) => void): void;
    (event: 'error', listener: () => void): void;
  };
  readonly off: (event: 'response', listener: (packet: { readonly answers: readonly Answer[] }) => void) => void;
}

/**
 * Announces the hub's name and its service by multicast DNS (RFC 6762, 6763), and watches that the name really answers with
 * addresses of this machine: the library says nothing when another machine has the name, and keeps old addresses.
 */
export class NameService {
  readonly #parts: NameServiceParts;
  #bonjour: Bonjour;
  #service: Service;
  #announced: string;
  #state: NameState = 'starting';
  readonly #timer: NodeJS.Timeout;

  constructor(parts: NameServiceParts) {
    this.#parts = parts;
    this.#bonjour = this.#open();
    this.#announced = parts.addresses().join(' ');
    this.#service = this.#publish();
    this.#timer = setInterval(() => void this.check(), parts.checkEveryMs ?? nameCheckEveryMs);
    this.#timer.unref();
  }

  get state(): NameState {
    return this.#state;
  }

  /** Asks the network for the own name, as a phone would. New addresses of the machine are announced first. */
  async check(): Promise<NameState> {
    const addresses = this.#parts.addresses();
    if (addresses.join(' ') !== this.#announced) await this.#announceAnew(addresses);
    const answers = await this.#ask();
    const foreign = answers.filter((address) => !addresses.includes(address));
    this.#become(foreign.length > 0 ? 'taken' : answers.length > 0 ? 'answered' : 'silent');
    return this.#state;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#end();
  }

  #open(): Bonjour {
    const { socket = {} } = this.#parts;
    const bonjour = new Bonjour({ ...socket } as object, () => this.#become('silent'));
    multicastOf(bonjour).on('error', () => this.#become('silent'));
    return bonjour;
  }

  /** No probing: it would only make the library fall silent. The watchdog sees a clash, and a person is told. */
  #publish(): Service {
    const { name, port } = this.#parts;
    const label = name.replace(/\.local$/, '');
    return this.#bonjour.publish({ name: label, type: serviceType, port, host: name, probe: false, txt: { v: '1' } });
  }

  async #announceAnew(addresses: readonly string[]): Promise<void> {
    await this.#end();
    this.#announced = addresses.join(' ');
    this.#bonjour = this.#open();
    this.#service = this.#publish();
    await new Promise<void>((resolve) => {
      this.#service.once('up', () => resolve());
      setTimeout(resolve, nameAnswerMsMax).unref();
    });
  }

  #ask(): Promise<string[]> {
    const wanted = this.#parts.name.toLowerCase();
    const mdns = multicastOf(this.#bonjour);
    return new Promise((resolve) => {
      const found = new Set<string>();
      const hear = ({ answers }: { readonly answers: readonly Answer[] }): void => {
        for (const { name, type, data } of answers)
          if (name.toLowerCase() === wanted && type === 'A' && typeof data === 'string') found.add(data);
      };
      mdns.on('response', hear);
      mdns.query({ questions: [{ name: this.#parts.name, type: 'A' }] });
      setTimeout(() => {
        mdns.off('response', hear);
        resolve([...found]);
      }, nameAnswerMsMax / 2).unref();
    });
  }

  #end(): Promise<void> {
    return new Promise((resolve) => {
      this.#bonjour.unpublishAll(() => this.#bonjour.destroy(() => resolve()));
    });
  }

  #become(state: NameState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#parts.onState(state);
  }
}

function multicastOf(bonjour: Bonjour): MulticastSocket {
  const { server } = bonjour as unknown as { readonly server: { readonly mdns: MulticastSocket } };
  return server.mdns;
}
