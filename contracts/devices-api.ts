import { z } from 'zod';
import { bindingFaultCodes } from '../domain/device/binding-check.ts';
import {
  askRefusals,
  type DeviceFind,
  deviceFind,
  deviceTrace,
  drawerLearning,
  healthReport,
  probesMax,
  probeTarget,
  profileChoice,
  type TwinAct,
  twinAct,
  type WeighAnswer,
  weighAnswer,
} from './device-ask.ts';
import { deviceBinding, deviceName } from './device-binding.ts';
import { type BoundDevice, boundDevice, type TillScan, tillScan } from './device-told.ts';
import { refusals, shaped, staffProcedure } from './procedure.ts';
import { codeText, jobId } from './values.ts';

/** Procedures for the counter's hardware: live state, set-up and help. Events: `events.subscribe`, kinds `device` … `scan`. */

// By name: spelt out, their shapes would make the type of the whole contract too long to be written down.
const boundValue = shaped<BoundDevice>(boundDevice);
const findValue = shaped<DeviceFind>(deviceFind);
const actValue = shaped<TwinAct>(twinAct);
const weighValue = shaped<WeighAnswer>(weighAnswer);
const scanValue = shaped<TillScan>(tillScan);

/** The device process is away, or has too much to answer, or said no. */
const unasked = ['devices-away', 'devices-busy'] as const;
const asked = refusals([...unasked, ...askRefusals]);
const named = z.strictObject({ name: deviceName });
const nothing = z.strictObject({ ok: z.literal(true) });

export const devicesApi = {
  /** Bindings beside how their devices are now. */
  list: staffProcedure(null)
    .route({ method: 'GET', path: '/devices', summary: 'Devices of the counter and how they are' })
    .output(z.array(boundValue)),
  /** Everything plugged in, and the network printers a person named. */
  find: staffProcedure('settings.edit')
    .route({ method: 'POST', path: '/devices/find', summary: 'Look for devices' })
    .errors(asked)
    .input(z.strictObject({ probe: z.array(probeTarget).max(probesMax) }))
    .output(findValue),
  /** Printer profiles there are, by title. */
  profiles: staffProcedure('settings.read')
    .route({ method: 'GET', path: '/devices/profiles', summary: 'Printer models to choose from' })
    .errors(asked)
    .output(z.array(profileChoice)),
  /** Binds a device to a role (`bind` itself is a word of every function, and no client could call it), by an op `settings.changed`. `replaces`: name of the binding it takes the place of. */
  assign: staffProcedure('settings.edit')
    .route({ method: 'POST', path: '/devices/assign', summary: 'Give a device a role' })
    .errors(refusals(['not-initialised', 'devices-full', ...bindingFaultCodes]))
    .input(z.strictObject({ binding: deviceBinding, replaces: deviceName.nullable() }))
    .output(z.array(boundValue)),
  /** Takes a device's role away, and those of the drawers on it. */
  unbind: staffProcedure('settings.edit')
    .route({ method: 'POST', path: '/devices/unbind', summary: 'Take a device out of use' })
    .errors(refusals(['not-initialised', 'device-unknown']))
    .input(named)
    .output(z.array(boundValue)),
  /** Prints a test page, or shows a test on a line display, which has no job. */
  testPage: staffProcedure('printer.test')
    .route({ method: 'POST', path: '/devices/test-page', summary: 'Print or show a test on one device' })
    .errors(refusals(['not-initialised', ...unasked, ...askRefusals]))
    .input(named)
    .output(z.strictObject({ jobId: jobId.nullable() })),
  healthCheck: staffProcedure('printer.test')
    .route({ method: 'POST', path: '/devices/health-check', summary: 'Look at one device from all sides' })
    .errors(asked)
    .input(named)
    .output(healthReport),
  /** May hold what was printed and scanned: for those who may read the journal. */
  trace: staffProcedure('journal.read')
    .route({ method: 'POST', path: '/devices/trace', summary: 'The last bytes of one device' })
    .errors(asked)
    .input(named)
    .output(deviceTrace),
  /** `begin`, open the drawer, `done`, close it, `done`; `look` meanwhile. What is learned goes into the settings. */
  learnDrawer: staffProcedure('settings.edit')
    .route({ method: 'POST', path: '/devices/learn-drawer', summary: 'Learn how a drawer tells that it is open' })
    .errors(refusals(['not-initialised', ...unasked, ...askRefusals]))
    .input(z.strictObject({ name: deviceName, step: z.enum(['begin', 'done', 'look']) }))
    .output(drawerLearning),
  /** The test page of a device as paper of its model: what is seen is what that printer would print now. */
  paperPreview: staffProcedure('printer.test')
    .route({ method: 'POST', path: '/devices/paper-preview', summary: 'The test page as a printer model prints it' })
    .errors(refusals(['not-initialised', ...unasked, ...askRefusals]))
    .input(z.strictObject({ name: deviceName, profile: codeText }))
    .output(z.strictObject({ text: z.string(), pngBase64: z.base64(), faults: z.array(z.string()) })),
  /** Does something to a virtual twin by hand. In development only. */
  pull: staffProcedure('settings.edit')
    .route({ method: 'POST', path: '/devices/pull', summary: 'Handle a virtual device by hand' })
    .errors(refusals(['not-in-dev-mode', ...unasked, ...askRefusals]))
    .input(z.strictObject({ name: deviceName, act: actValue }))
    .output(nothing),
  /** One weighing for the goods on the scale: a settled weight of this moment, or the reason why there is none. */
  weigh: staffProcedure('sale.complete')
    .route({ method: 'POST', path: '/devices/weigh', summary: 'Weigh what lies on the scale' })
    .errors(refusals([...unasked]))
    .input(z.strictObject({ tareMilli: z.int().min(0).max(99_999) }))
    .output(weighValue),
  /** Sets the empty scale to zero; `answer` as of a weighing that found nothing when it worked. */
  zeroScale: staffProcedure('sale.complete')
    .route({ method: 'POST', path: '/devices/zero-scale', summary: 'Set the empty scale to zero' })
    .errors(refusals([...unasked]))
    .output(z.strictObject({ refusal: z.string().max(64).nullable() })),
  /** Scans after `no` that are not too old: for a window whose stream of events broke. 0 for all that are kept. */
  scans: staffProcedure('sale.complete')
    .route({ method: 'POST', path: '/devices/scans', summary: 'Scans a till may have missed' })
    .input(z.strictObject({ after: z.int().min(0) }))
    .output(z.array(scanValue)),
  /** Sends a job that waits, failed or is unknown to another printer: a new job that names the old one. */
  reroute: staffProcedure('receipt.reprint')
    .route({ method: 'POST', path: '/devices/reroute', summary: 'Print a stuck job on another printer' })
    .errors(
      refusals([
        'job-unknown',
        'job-not-stuck',
        'drawer-never-twice',
        'job-under-way',
        'device-unknown',
        'device-unfit',
        'same-printer',
      ]),
    )
    .input(z.strictObject({ jobId, printer: deviceName }))
    .output(z.strictObject({ jobId })),
};
