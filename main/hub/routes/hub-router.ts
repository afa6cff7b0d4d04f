import type { Router } from '@orpc/server';
import type { Api } from '../../../contracts/api.ts';
import { backupRoutes, restoreRoutes } from './backup.ts';
import { type CallStart, gated } from './call.ts';
import { catalogRoutes } from './catalog.ts';
import { checkRoutes } from './check.ts';
import { devicesRoutes } from './devices.ts';
import { eventsRoutes } from './events.ts';
import { findingRoutes } from './finding.ts';
import { fleetRoutes } from './fleet.ts';
import { networkRoutes } from './network.ts';
import { opRoutes } from './op.ts';
import { overrideRoutes } from './override.ts';
import { pairingRoutes } from './pairing.ts';
import { printRoutes } from './print.ts';
import { draftRoutes, saleRoutes } from './sale.ts';
import { sessionRoutes } from './session.ts';
import { shiftRoutes } from './shift.ts';
import { staffRoutes } from './staff.ts';
import { stockRoutes } from './stock.ts';
import { helloRoute, settingsRoutes, storeRoutes } from './store.ts';
import { syncRoutes } from './sync.ts';

/** Every procedure of the contract with its handler; one that lacks is a type error. */
export function hubRouter(): Router<Api, CallStart> {
  return gated.router({
    hello: helloRoute,
    store: storeRoutes,
    session: sessionRoutes,
    override: overrideRoutes,
    op: opRoutes,
    sync: syncRoutes,
    settings: settingsRoutes,
    catalog: catalogRoutes,
    sale: saleRoutes,
    check: checkRoutes,
    draft: draftRoutes,
    shift: shiftRoutes,
    stock: stockRoutes,
    staff: staffRoutes,
    print: printRoutes,
    devices: devicesRoutes,
    backup: backupRoutes,
    restore: restoreRoutes,
    pairing: pairingRoutes,
    fleet: fleetRoutes,
    finding: findingRoutes,
    network: networkRoutes,
    events: eventsRoutes,
  });
}
