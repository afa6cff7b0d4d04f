import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import { packedType } from '../../domain/sync/packed-frame.ts';
import type { PushAnswer, PushAsk } from '../../domain/sync/protocol.ts';
import { PushPacker } from '../../domain/sync/push-packer.ts';
import { SyncDriver } from '../../domain/sync/sync-driver.ts';
import { emptyRecord, pendingCount, type SyncState, startedState } from '../../domain/sync/sync-state.ts';
import type { Command, Ran } from './messages.ts';
import { OutboxFile } from './outbox-file.ts';

type HubCommand = Extract<Command, { readonly kind: 'hub' }>;

/** Pushes a full outbox with the very driver a handheld runs, until nothing waits. */
export async function pushAll(command: HubCommand): Promise<Ran> {
  const line = new HubLine(command);
  const record = emptyRecord(command.installId);
  const held = command.ops.map((op) => ({ op, bytes: JSON.stringify(op).length, takenNo: null }));
  const meta = { ...record.meta, lastSeq: held.length };
  const state = startedState({ ...record, meta, held }, { version: 1, askNo: 0, opsMax: batchOpsMax });
  const file = new OutboxFile(command.dir, held);
  const start = performance.now();
  const { record: after } = await drained(state, line, file);
  const tookMs = performance.now() - start;
  const [odd] = after.meta.outcomes;
  if (odd !== undefined) throw new Error(`odd: ${JSON.stringify(odd)}`);
  line.close();
  file.close();
  return { tookMs, wireBytes: line.bytes, requests: line.requests };
}

/** Resolves when the hub has everything; what fails here fails the bench. */
function drained(state: SyncState, line: HubLine, file: OutboxFile): Promise<SyncState> {
  return new Promise((resolve, reject) => {
    const driver = new SyncDriver(
      {
        save: async (saving) => file.save(saving),
        push: (ask, next) => line.push(ask, next),
        pull: () => new Promise(() => undefined),
        snapshot: () => new Promise(() => undefined),
        failureOf: (error) => {
          reject(error);
          return { kind: 'away' };
        },
        now: Date.now,
        random: () => 0.5,
        byteLength: Buffer.byteLength,
        wakeAt: () => () => undefined,
        onState: (after) => {
          if (pendingCount(after.record) > 0) return;
          driver.close();
          resolve(after);
        },
        onHalt: (halt) => reject(new Error(halt)),
        onDiskTrouble: reject,
      },
      state,
    );
    void driver.feed({ kind: 'woke' });
  });
}

/** One keep-alive connection; counts what the socket itself sent and got, TLS and headers included. */
class HubLine {
  readonly #command: HubCommand;
  readonly #agent: Agent;
  readonly #sockets = new Set<Socket>();
  /** At the level browsers compress with. */
  readonly #packer = new PushPacker(promisify(deflateRaw));
  requests = 0;

  constructor(command: HubCommand) {
    this.#command = command;
    this.#agent = new Agent({ ca: command.caPem, keepAlive: true, maxSockets: 1 });
  }

  get bytes(): number {
    return [...this.#sockets].reduce((sum, socket) => sum + socket.bytesWritten + socket.bytesRead, 0);
  }

  async push(ask: PushAsk, next: PushAsk | null): Promise<PushAnswer> {
    const answer = this.#send(await this.#packer.body(ask));
    if (next !== null) setImmediate(() => this.#packer.prepare(next));
    const text = await answer;
    const said = JSON.parse(text) as PushAnswer;
    if (said.kind !== 'taken' && said.kind !== 'epoch-changed') throw new Error(text.slice(0, 400));
    return said;
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(body: Uint8Array): Promise<string> {
    const { url, token } = this.#command;
    this.requests += 1;
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': packedType, 'content-length': body.length, authorization: `Bearer ${token}` };
      const sent = request(`${url}/api/v1/sync/push`, { method: 'POST', agent: this.#agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('end', () => resolve(text));
      });
      sent.on('socket', (socket) => this.#sockets.add(socket));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
