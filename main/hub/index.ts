import { createServer } from 'node:http';
import { serveParent } from '../../contracts/parent-link.ts';
import { type HubReady, hubConfig } from '../../contracts/process-messages.ts';

const server = createServer((_request, response) => response.end('{"ok":true}'));

async function start(config: unknown): Promise<HubReady> {
  const { host, port } = hubConfig.parse(config);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    host,
    port: address.port,
    fingerprint: '0'.repeat(64),
    caPem: '',
    installId: 'terminal',
    terminalTicket: 'not-a-ticket-yet',
  };
}

serveParent(process, {
  start,
  deliver: () => undefined,
  stop: () => new Promise((resolve) => server.close(() => resolve())),
});
