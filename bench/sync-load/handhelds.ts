import { Agent, request } from 'node:https';
import { performance } from 'node:perf_hooks';
import type { Command, Handheld, Ran } from './messages.ts';

/** The handhelds' side, in a process of its own: a TLS connection each, kept open from round to round. */
const agents = new Map<string, Agent>();

function agentOf({ port, caPem, servername }: Command, no: number): Agent {
  const key = `${port} ${no}`;
  const known = agents.get(key) ?? new Agent({ ca: caPem, servername, keepAlive: true, maxSockets: 1 });
  agents.set(key, known);
  return known;
}

function send(command: Command, no: number, body: string): Promise<string> {
  const { path, headers } = command.handhelds[no] as Handheld;
  const { port } = command;
  const all = { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method: 'POST', agent: agentOf(command, no), headers: all };
    const sent = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function run(command: Command): Promise<Ran> {
  const latencies: number[] = [];
  const start = performance.now();
  await Promise.all(
    command.handhelds.map(async ({ bodies }, no) => {
      for (const body of bodies) {
        const before = performance.now();
        const text = await send(command, no, body);
        latencies.push(performance.now() - before);
        if (!text.includes(command.taken)) throw new Error(`not taken: ${text.slice(0, 300)}`);
      }
    }),
  );
  return { tookMs: performance.now() - start, latencies };
}

process.on('message', (command: Command) => {
  run(command).then(
    (ran) => process.send?.(ran),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
