import { z } from 'zod';
import { deviceRoles } from '../domain/device/device-binding.ts';
import { type PrintedPaper, printerTroubleKinds, receiptDocument } from './device.ts';
import { deviceName } from './device-binding.ts';
import { deviceIdentity, deviceSearch } from './device-discovery.ts';
import { scaleRefusals, weightData } from './device-status.ts';
import { codeText, epochMs, lineText } from './values.ts';

/** What the hub asks the device process, one answer a question. Rules: docs/spec/device-binding.md. */

/** Longest wait of the hub for an answer, in milliseconds: a search looks at every bus, a scale settles. */
export const askMsMax = 15_000;
/** Questions under way at once; more are refused with `devices-busy`. */
export const asksMax = 32;
/** Bytes of a device's line that are kept for looking at, both ways together. */
export const traceBytesMax = 65_536;
/** Network printers one search looks at. */
export const probesMax = 16;

/** A host and port a person named; nothing is scanned by itself. */
export const probeTarget = z.strictObject({ host: z.string().min(1).max(253), port: z.int().min(1).max(65_535) });

/**
 * What a person does to a virtual twin by hand, in development and training only: pull its plug, take its paper, scan,
 * lay goods on the pan, push the drawer shut.
 */
export const twinAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plug'), isPlugged: z.boolean() }),
  z.strictObject({ kind: z.literal('paper'), paper: z.enum(['ok', 'low', 'out']), cover: z.enum(['closed', 'open']) }),
  /** So many dots of paper are left on the roll: it ends in the middle of what is printed next. */
  z.strictObject({ kind: z.literal('roll'), leftDots: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('trouble'), trouble: z.enum(printerTroubleKinds) }),
  /** The printer dies after so many more bytes. */
  z.strictObject({ kind: z.literal('die'), afterBytes: z.int().min(0).max(1_000_000) }),
  /** The line: as it should be, mute, slow, noisy, or (printers alone) telling its status all the time. */
  z.strictObject({ kind: z.literal('line'), fault: z.enum(['none', 'silent', 'slow', 'garbage', 'chatty']) }),
  z.strictObject({
    kind: z.literal('scan'),
    text: z.string().min(1).max(8_192),
    /** `]E0` and the like. */
    aimId: z.string().regex(/^\][A-Za-z][0-9A-Za-z]$/),
  }),
  z.strictObject({ kind: z.literal('load'), grams: z.int().min(-1_000).max(100_000), isMoving: z.boolean() }),
  z.strictObject({ kind: z.literal('drawer'), act: z.enum(['open-by-key', 'push']) }),
]);
export type TwinAct = z.output<typeof twinAct>;

/** Where the learning of a drawer's polarity stands; see `main/devices/cash-drawer/drawer-polarity.ts`. */
export const learningSteps = ['open-it', 'close-it', 'learned', 'no-sensor', 'not-read', 'given-up'] as const;
export type LearningStep = (typeof learningSteps)[number];

/** Hub → devices: one question. `name` is that of a binding. */
export const deviceAsk = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('find'), probe: z.array(probeTarget).max(probesMax) }),
  z.strictObject({ ask: z.literal('profiles') }),
  z.strictObject({ ask: z.literal('health'), name: deviceName }),
  z.strictObject({ ask: z.literal('trace'), name: deviceName }),
  /** `begin`: ask the person to open it. `done`: they have opened, or closed, it as asked. `look`: where it stands. */
  z.strictObject({ ask: z.literal('learn'), name: deviceName, step: z.enum(['begin', 'done', 'look']) }),
  /** One weighing. `tareMilli`: known tare in grams. */
  z.strictObject({ ask: z.literal('weigh'), tareMilli: z.int().min(0).max(99_999) }),
  z.strictObject({ ask: z.literal('zero') }),
  /** A document as paper of a printer model, without printing it. */
  z.strictObject({ ask: z.literal('preview'), profile: codeText, document: receiptDocument }),
  /** Shows a test content on the line display. */
  z.strictObject({ ask: z.literal('show-test'), name: deviceName }),
  z.strictObject({ ask: z.literal('act'), name: deviceName, act: twinAct }),
]);
export type DeviceAsk = z.output<typeof deviceAsk>;

/** Why a question has no other answer. `device-unknown`: no such binding; `device-unfit`: not that kind of device. */
export const askRefusals = [
  'device-unknown',
  'device-unfit',
  'not-virtual',
  'claimed-by-another',
  'profile-unknown',
] as const;
export type AskRefusal = (typeof askRefusals)[number];

/** What a found device most likely is here; nulls where nothing suggests it. */
export const deviceSuggestion = z.strictObject({
  identity: deviceIdentity,
  role: z.enum(deviceRoles).nullable(),
  /** Profile or protocol to try first. */
  profile: codeText.nullable(),
  /** Model as recognised, `Epson TM-T88VI`. */
  model: z.string().max(120).nullable(),
  /** Name of the binding it has already. */
  boundAs: deviceName.nullable(),
});
export type DeviceSuggestion = z.output<typeof deviceSuggestion>;
/** A search with what its devices most likely are, in the order of the devices. */
export const deviceFind = z.strictObject({ search: deviceSearch, suggestions: z.array(deviceSuggestion) });
export type DeviceFind = z.output<typeof deviceFind>;

/** A profile to choose from. */
export const profileChoice = z.strictObject({
  name: codeText,
  title: z.string().max(80),
  columns: z.int(),
  dialect: z.string().max(20),
});
export type ProfileChoice = z.output<typeof profileChoice>;

/** What a health check looks at. */
export const healthChecks = [
  'reachable',
  'answers',
  'ready',
  'paper',
  'cover',
  'cutter',
  'confirms',
  'profile',
  'drawer',
  'weight',
] as const;
/** What came of each; `unknown` where the device does not tell. */
export const healthReport = z.strictObject({
  name: deviceName,
  at: epochMs,
  /** Milliseconds until the device had answered; null when it did not. */
  answerMs: z.int().min(0).nullable(),
  checks: z
    .array(z.strictObject({ check: z.enum(healthChecks), result: z.enum(['good', 'bad', 'unknown']) }))
    .max(healthChecks.length),
});
export type HealthReport = z.output<typeof healthReport>;

/** The last bytes of a device's line, oldest first. `hex`: two lowercase digits a byte, blank between. */
export const deviceTrace = z.strictObject({
  name: deviceName,
  /** Bytes before these that are no longer kept. */
  droppedBytes: z.int().min(0),
  entries: z
    .array(
      z.strictObject({
        at: epochMs,
        direction: z.enum(['to-device', 'from-device']),
        hex: z.string().max(traceBytesMax * 3),
      }),
    )
    .max(traceBytesMax),
});
export type DeviceTrace = z.output<typeof deviceTrace>;

/** Where learning stands; `openLevel` once it is learned. */
export const drawerLearning = z.strictObject({
  step: z.enum(learningSteps),
  openLevel: z.enum(['high', 'low']).nullable(),
});
export type DrawerLearning = z.output<typeof drawerLearning>;

/** A weight, or the named reason why there is none: never 0 for an error. */
export const weighAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), weight: weightData }),
  z.strictObject({ ok: z.literal(false), refusal: z.enum([...scaleRefusals, 'no-scale']) }),
]);
export type WeighAnswer = z.output<typeof weighAnswer>;

const byteArray = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');
/** A preview: the same shape as printed paper, without a job. */
export const previewedPaper = z.strictObject({
  text: z.string(),
  png: byteArray,
  bytes: byteArray,
  faults: z.array(z.string()),
}) satisfies z.ZodType<Pick<PrintedPaper, 'text' | 'png' | 'bytes' | 'faults'>>;

/** Devices → hub: the answer to a question, by its `ask`; `refused` to any of them. */
export const deviceAnswer = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('find'), found: deviceFind }),
  z.strictObject({ ask: z.literal('profiles'), profiles: z.array(profileChoice).max(500) }),
  z.strictObject({ ask: z.literal('health'), health: healthReport }),
  z.strictObject({ ask: z.literal('trace'), trace: deviceTrace }),
  z.strictObject({ ask: z.literal('learn'), learning: drawerLearning }),
  z.strictObject({ ask: z.literal('weigh'), answer: weighAnswer }),
  z.strictObject({ ask: z.literal('zero'), refusal: z.enum([...scaleRefusals, 'no-scale']).nullable() }),
  z.strictObject({ ask: z.literal('preview'), paper: previewedPaper }),
  z.strictObject({ ask: z.literal('show-test') }),
  z.strictObject({ ask: z.literal('act') }),
  z.strictObject({ ask: z.literal('refused'), refusal: z.enum(askRefusals), detail: lineText }),
]);
export type DeviceAnswer = z.output<typeof deviceAnswer>;
/** The answer to one kind of question. */
export type AnswerTo<Ask extends DeviceAsk['ask']> = Extract<DeviceAnswer, { readonly ask: Ask }>;
