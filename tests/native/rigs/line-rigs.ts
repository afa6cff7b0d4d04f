import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { LpTransport } from '../../../native/lp-device.ts';
import { MemoryPeer, MemoryTransport } from '../../../native/memory.ts';
import { SerialTransport } from '../../../native/serial.ts';
import { TcpTransport } from '../../../native/tcp.ts';
import { hasCommand } from '../../../tools/machine.mjs';
import { PtyPair } from './pty-pair.ts';
import { type Appetite, type Bench, type Peer, type Rig, slowBytes, slowEveryMs } from './rig.ts';

const lacksPty =
  process.platform === 'linux' && hasCommand('socat') ? null : 'no ptys here (Linux and the Debian package socat)';
const patient = { stallMs: 5_000 };

/** Real sockets. */
export const tcpRig: Rig = {
  name: 'TCP',
  lacks: null,
  talks: true,
  isExclusive: false,
  tellsDeath: true,
  nobody: 'refused',
  setUp: async () => {
    const sockets = new Set<Socket>();
    const peer = new SocketPeer(sockets);
    const server = createServer({ allowHalfOpen: true }, (socket) => peer.take(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return {
      peer,
      transport: (limits = {}) => new TcpTransport({ host: '127.0.0.1', port, ...patient, ...limits }),
      transportToNobody: () => new TcpTransport({ host: '127.0.0.1', port: 1 }),
      tearDown: async () => {
        peer.die();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      },
    };
  },
};

class SocketPeer implements Peer {
  readonly #sockets: Set<Socket>;
  readonly #got: Buffer[] = [];
  #appetite: Appetite = 'fast';

  constructor(sockets: Set<Socket>) {
    this.#sockets = sockets;
  }

  take(socket: Socket): void {
    this.#sockets.add(socket);
    socket.pause();
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    const timer = setInterval(() => this.#readFrom(socket), slowEveryMs);
    socket.once('close', () => clearInterval(timer));
  }

  received(): Buffer {
    return Buffer.concat(this.#got);
  }

  reads(appetite: Appetite): void {
    this.#appetite = appetite;
  }

  say(bytes: Uint8Array): void {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  die(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
  }

  #readFrom(socket: Socket): void {
    const rounds = { none: 0, slow: 1, fast: 16 }[this.#appetite];
    for (let round = 0; round < rounds; round += 1) {
      const bytes = (socket.read(Math.min(slowBytes, socket.readableLength || 1)) ?? null) as Buffer | null;
      if (bytes === null) return;
      this.#got.push(bytes);
    }
  }
}

async function ptyBench(make: (path: string, limits: object) => ReturnType<Bench['transport']>): Promise<Bench> {
  const pair = new PtyPair();
  await pair.plug();
  return {
    peer: pair,
    transport: (limits = {}) => make(pair.path, { ...patient, ...limits }),
    transportToNobody: () => make(join(pair.directory, 'nobody'), {}),
    tearDown: async () => pair.tearDown(),
  };
}

const onPty = { lacks: lacksPty, talks: true, isExclusive: true, tellsDeath: true, nobody: 'unreachable' } as const;

/** The real serial library on ptys. */
export const serialRig: Rig = {
  ...onPty,
  name: 'serial (pty)',
  setUp: () => ptyBench((path, limits) => new SerialTransport({ path, baudRate: 38_400, ...limits })),
};

/** The real device code on ptys, which block and answer EAGAIN as the kernel's printer driver does. */
export const lpRig: Rig = {
  ...onPty,
  name: 'lp device (pty)',
  setUp: () => ptyBench((path, limits) => new LpTransport({ path, ...limits })),
};

/** The line within the process. */
export const memoryRig: Rig = {
  name: 'memory',
  lacks: null,
  talks: true,
  isExclusive: false,
  tellsDeath: true,
  nobody: 'unreachable',
  setUp: async () => {
    const far = new MemoryPeer();
    const got: Uint8Array[] = [];
    let appetite: Appetite = 'fast';
    const timer = setInterval(() => {
      for (let round = 0; round < { none: 0, slow: 1, fast: 16 }[appetite]; round += 1) got.push(far.read(slowBytes));
    }, slowEveryMs);
    const gone = new MemoryPeer();
    gone.die();
    return {
      peer: {
        received: () => Buffer.concat(got),
        reads: (now) => {
          appetite = now;
        },
        say: (bytes) => far.say(bytes),
        die: () => far.die(),
      },
      transport: (limits = {}) => new MemoryTransport(far, { ...patient, ...limits }),
      transportToNobody: () => new MemoryTransport(gone),
      tearDown: async () => clearInterval(timer),
    };
  },
};
