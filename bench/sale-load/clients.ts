import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { performance } from 'node:perf_hooks';
import { uuidV7 } from '../../domain/id.ts';
import type { Caller, Command, Done, Target } from './messages.ts';

/** The other side of the load, in a process of its own: as many keep-alive connections as callers, one sale each at a time. */
interface Connected {
  readonly target: Target;
  readonly lines: readonly Line[];
}

interface Line {
  readonly caller: Caller;
  readonly agent: Agent;
  seq: number;
}

const idPattern = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const connected = new Map<string, Connected>();

function newId(): string {
  return uuidV7(Date.now(), randomBytes(10));
}

/** A fresh sale out of the template: its own ids, but the items and the shift stay what they are. */
function saleText({ bodyText }: Target, { caller, seq }: Line): string {
  const kept = new Map<string, string>();
  const { sale } = JSON.parse(bodyText) as { sale: { lines: { itemId: string }[] } };
  for (const { itemId } of sale.lines) kept.set(itemId, itemId);
  const body = bodyText.replace(/"shiftId":"[^"]+"/, `"shiftId":"${caller.shiftId}"`).replace(idPattern, (id) => {
    if (id === caller.shiftId) return id;
    const known = kept.get(id) ?? newId();
    kept.set(id, known);
    return known;
  });
  const { installId, staffId } = caller;
  const head = `"opId":"${newId()}","seq":${seq},"kind":"sale.completed","v":2,"at":${Date.now()},"staffId":"${staffId}"`;
  return `{"json":{"installId":"${installId}","ops":[{${head},"happened":false,"body":${body}}]}}`;
}

function send({ target, line, text }: { target: Target; line: Line; text: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      authorization: `Bearer ${line.caller.token}`,
    };
    const sent = request(`${target.url}/api/rpc/op/push`, { method: 'POST', agent: line.agent, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        body += chunk;
      });
      answer.on('end', () => resolve(body));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

async function sell(target: Target, line: Line): Promise<number> {
  const text = saleText(target, line);
  const start = performance.now();
  const answer = await send({ target, line, text });
  if (!answer.includes('"status":"applied"')) throw new Error(`a sale was not taken: ${answer.slice(0, 400)}`);
  line.seq += 1;
  return performance.now() - start;
}

/** All callers sell at once until so many sales are made. */
async function run({ target, lines }: Connected, sales: number): Promise<Done> {
  const latencies: number[] = [];
  let left = sales;
  const start = performance.now();
  await Promise.all(
    lines.map(async (line) => {
      while (left > 0) {
        left -= 1;
        latencies.push(await sell(target, line));
      }
    }),
  );
  return { kind: 'ran', tookMs: performance.now() - start, latencies };
}

async function obey(command: Command): Promise<Done> {
  if (command.kind === 'target') {
    const { target } = command;
    const lines = target.callers.map((caller) => ({
      caller,
      seq: caller.seq,
      agent: new Agent({ ca: target.caPem, keepAlive: true, maxSockets: 1 }),
    }));
    connected.set(target.name, { target, lines });
    return { kind: 'connected' };
  }
  const found = connected.get(command.name);
  if (!found) throw new Error(`nobody is connected to ${command.name}`);
  return await run(found, command.sales);
}

process.on('message', (command: Command) => void obey(command).then((done) => process.send?.(done)));
process.on('disconnect', () => process.exit(0));
