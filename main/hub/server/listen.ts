import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { FaultError } from '../../../domain/fault-catalog.ts';

/** First port that is tried, and how many after it; 8443 is left to the handhelds' listener, whose address never changes. */
export const portFirst = 8_453;
export const portsTriedMax = 20;

/** Listens on the asked port; 0 takes 8453 or the next free one, so that the address stays the same where it can. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  const ports = port === 0 ? Array.from({ length: portsTriedMax }, (_each, index) => portFirst + index) : [port];
  for (const each of ports) {
    try {
      await app.listen({ host, port: each });
      return portOf(app);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new FaultError('port-taken', `Port ${ports.join(', ')} of ${host} is taken by another program.`);
}

function portOf(app: FastifyInstance): number {
  return (app.server.address() as AddressInfo).port;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
