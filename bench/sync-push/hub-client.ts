import { Agent, request } from 'node:https';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { batchOpsMax } from '../../domain/sync/outbox.ts';
import { packJson } from '../../domain/sync/pack-json.ts';
import { frameOf, packedType } from '../../domain/sync/packed-frame.ts';
import type { PushAnswer, PushAsk } from '../../domain/sync/protocol.ts';
import { type SyncEvent, stepSync, syncRules } from '../../domain/sync/sync-machine.ts';
import { emptyRecord, pendingCount, type SyncState, startedState } from '../../domain/sync/sync-state.ts';
import type { Command, Ran } from './messages.ts';

type HubCommand = Extract<Command, { readonly kind: 'hub' }>;

/** Pushes a full outbox with the very machine a handheld runs, until nothing waits. */
export async function pushAll(command: HubCommand): Promise<Ran> {
  const line = new HubLine(command);
  const record = emptyRecord(command.installId);
  const held = command.ops.map((op) => ({ op, bytes: JSON.stringify(op).length, takenNo: null }));
  const meta = { ...record.meta, lastSeq: held.length };
  let state: SyncState = startedState({ ...record, meta, held }, { version: 1, askNo: 0, opsMax: batchOpsMax });
  const start = performance.now();
  let event: SyncEvent = { kind: 'woke' };
  while (pendingCount(state.record) > 0) {
    const { state: next, acts } = stepSync(state, event, { now: Date.now(), random: 0.5, rules: syncRules });
    state = next;
    const asked = acts.find((act) => act.kind === 'push');
    if (pendingCount(state.record) === 0) break;
    if (asked === undefined) throw new Error(`nothing is asked: ${JSON.stringify(acts).slice(0, 200)}`);
    event = { kind: 'push-answered', askNo: asked.askNo, answer: await line.push(asked.ask) };
  }
  const tookMs = performance.now() - start;
  const flagged = state.record.meta.outcomes.length;
  if (flagged > 0) throw new Error(`odd: ${JSON.stringify(state.record.meta.outcomes[0])}`);
  line.close();
  return { tookMs, wireBytes: line.bytes, requests: line.requests };
}

/** One keep-alive connection; counts what the socket itself sent and got, TLS and headers included. */
class HubLine {
  readonly #command: HubCommand;
  readonly #agent: Agent;
  readonly #sockets = new Set<Socket>();
  requests = 0;

  constructor(command: HubCommand) {
    this.#command = command;
    this.#agent = new Agent({ ca: command.caPem, keepAlive: true, maxSockets: 1 });
  }

  get bytes(): number {
    return [...this.#sockets].reduce((sum, socket) => sum + socket.bytesWritten + socket.bytesRead, 0);
  }

  async push(ask: PushAsk): Promise<PushAnswer> {
    const { columns, random } = packJson({ json: ask });
    const body = frameOf(deflateRawSync(columns, { level: 9 }), random);
    const text = await this.#send(body);
    const { json } = JSON.parse(text) as { json: PushAnswer };
    if (json.kind !== 'taken' && json.kind !== 'epoch-changed') throw new Error(text.slice(0, 400));
    return json;
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(body: Uint8Array): Promise<string> {
    const { url, token } = this.#command;
    this.requests += 1;
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': packedType, 'content-length': body.length, authorization: `Bearer ${token}` };
      const sent = request(`${url}/api/rpc/sync/push`, { method: 'POST', agent: this.#agent, headers }, (answer) => {
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
