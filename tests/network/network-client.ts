import { Agent, type RequestOptions, request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { livePath, liveProtocol, liveTicketPrefix } from '../../contracts/live.ts';

export interface NetworkAddress {
  readonly port: number;
  readonly name: string;
  readonly caPem: string;
  readonly deviceId: string | null;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  readonly json: <Value>() => Value;
}

/** A handheld's line as a test holds it: real TLS against the hub's name, over any port (a proxy's, too). */
export class NetworkClient {
  readonly at: NetworkAddress;
  readonly #agent: Agent;

  constructor(at: NetworkAddress, options: { readonly keepAlive?: boolean } = {}) {
    this.at = at;
    const { keepAlive = true } = options;
    this.#agent = new Agent({ ca: at.caPem, servername: at.name, keepAlive, maxSockets: 4 });
  }

  get host(): string {
    return `${this.at.name}:${this.at.port}`;
  }

  get origin(): string {
    return `https://${this.host}`;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return this.send({ method: 'GET', path, headers });
  }

  post(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const body = typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value);
    return this.send({ method: 'POST', path, headers: { 'content-type': 'application/json', ...headers } }, body);
  }

  send(options: RequestOptions, body: string | Buffer = ''): Promise<Answered> {
    const { deviceId, port } = this.at;
    const headers = {
      host: this.host,
      ...(deviceId === null ? {} : { authorization: `Test ${deviceId}` }),
      ...(options.headers as Record<string, string>),
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        { ...options, host: '127.0.0.1', port, agent: this.#agent, headers, timeout: 20_000 },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('error', reject);
          answer.on('end', () => {
            const bytes = Buffer.concat(parts);
            const { statusCode = 0, headers: answered } = answer;
            resolve({ status: statusCode, headers: answered, bytes, json: () => JSON.parse(bytes.toString('utf8')) });
          });
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Opens the live socket with a ticket, as a browser does. */
  live(ticket: string, options: { readonly origin?: string } = {}): WebSocket {
    const { port, caPem, name } = this.at;
    const protocols = [liveProtocol, `${liveTicketPrefix}${ticket}`];
    const how = {
      ca: caPem,
      servername: name,
      headers: { host: this.host },
      origin: options.origin ?? this.origin,
    };
    return new WebSocket(`wss://127.0.0.1:${port}${livePath}`, protocols, how);
  }

  /** A bare TLS line, to say what no HTTP library would. */
  raw(): Promise<TLSSocket> {
    const { port, caPem, name } = this.at;
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ca: caPem, servername: name }, () => resolve(socket));
      socket.on('error', reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Sends bytes as they are and gives everything that came back until the hub hung up. */
export async function spoken(client: NetworkClient, lines: readonly string[]): Promise<string> {
  const socket = await client.raw();
  socket.on('error', () => undefined);
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    if (text.includes('\r\n\r\n')) socket.end();
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await closed;
  return text;
}
