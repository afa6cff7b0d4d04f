import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { handheldApi, staffHeader } from '../../../contracts/handheld-api.ts';
import { assert } from '../../../domain/assert.ts';
import type { Hub } from '../hub.ts';
import type { CallStart } from '../routes/call.ts';
import { catalogRoutes as catalog } from '../routes/catalog.ts';
import { checkRoutes as check } from '../routes/check.ts';
import { overrideRoutes as override } from '../routes/override.ts';
import { saleRoutes as sale } from '../routes/sale.ts';
import { sessionRoutes as session } from '../routes/session.ts';
import { shiftRoutes as shift } from '../routes/shift.ts';
import { stockRoutes as stock } from '../routes/stock.ts';
import { settingsRoutes as settings } from '../routes/store.ts';
import { syncRoutes as sync } from '../routes/sync.ts';

/** Version of the network's API; only additions happen within it. */
const apiVersion = '1.0.0';

/** The procedures of the contract that a handheld is served, by plain JSON; a month-old program must still be understood. */
export function networkApi(hub: Hub): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const rest = new OpenAPIHandler({
    sync: { hello: sync.hello, push: sync.push, pull: sync.pull, snapshot: sync.snapshot },
    catalog: { scan: catalog.scan, item: catalog.item },
    session: { staff: session.staff, signOff: session.signOff, me: session.me },
    override: { grant: override.grant },
    settings: { get: settings.get },
    sale: {
      page: sale.page,
      get: sale.get,
      byNumber: sale.byNumber,
      returnable: sale.returnable,
      suspended: sale.suspended,
    },
    check: { list: check.list, get: check.get },
    shift: { current: shift.current },
    stock: { item: stock.item },
  });
  return async (request, reply) => {
    const { matched } = await rest.handle(request, reply, { prefix: '/v1', context: contextOf(hub, request) });
    if (!matched) reply.callNotFound();
  };
}

/** The device stands for its install, the token of the person comes in a header of its own. */
function contextOf(hub: Hub, request: FastifyRequest): CallStart {
  const { device } = request;
  assert(device !== null, 'the gate lets no stranger through here');
  const token = request.headers[staffHeader];
  const bearer = typeof token === 'string' && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
  const unsentBytes = (): number => request.raw.socket.writableLength;
  return { hub, line: { installId: device.installId, unsentBytes }, bearer };
}

/** The OpenAPI document of what the network serves, for whoever writes a client. */
export async function networkDocument(): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(handheldApi, {
    info: {
      title: 'Kaunter hub on the network',
      version: apiVersion,
      description:
        'Plain JSON over HTTPS at the one origin of the hub. Every route but /hello wants a token of the device, bound to its key ' +
        '(DPoP, RFC 9449); /pair/… and /auth/token want the proof by the key alone. Routes about people also want the token of ' +
        'whoever is signed on, in the kaunter-staff header. A no is JSON with a code for programs.',
    },
    servers: [{ url: '/v1' }],
    security: [{ device: [], staff: [] }, { device: [] }],
    components: {
      securitySchemes: {
        device: { type: 'http', scheme: 'dpop' },
        staff: { type: 'apiKey', in: 'header', name: staffHeader },
      },
    },
  });
  const hello = document.paths?.['/hello']?.get;
  assert(hello !== undefined, 'the contract has a hello');
  hello.security = [];
  return document;
}
