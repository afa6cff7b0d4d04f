import type { ScaleRefusal } from '../../../../contracts/device-status.ts';
import { accept, refuse } from '../../../../domain/outcome.ts';
import {
  notPossible,
  type ScaleAnswer,
  type ScaleProtocol,
  type ScaleTalk,
  type WeighRequest,
} from '../../scale/weighing.ts';
import { type ChecksumProof, checksumPairs } from './checksum.ts';
import {
  checksumRecord,
  type DialogFrame,
  DialogReader,
  dialogPriceMax,
  dialogTareMilliMax,
  enquiryBytes,
  lineDialog06,
  resetBytes,
  statusRecord,
  weighRecord,
} from './records.ts';

/** Record 09 in words. Source: Diva Service Manual p. 54. 20 and 22 mean: ask again. */
const refusalOfStatus: Readonly<Record<string, ScaleRefusal>> = {
  '01': 'hardware',
  '02': 'garbled',
  '10': 'not-possible',
  '11': 'price-invalid',
  '12': 'tare-invalid',
  '13': 'text-invalid',
  '20': 'moving',
  '21': 'not-removed',
  '22': 'moving',
  '30': 'below-minimum',
  '31': 'under-zero',
  '32': 'overload',
};

type Talk = ScaleTalk<DialogFrame>;
/** `again`: the checksums were settled, and the weighing has to begin anew. */
type Step = ScaleAnswer | 'again';

function loadOf(frame: Extract<DialogFrame, { kind: 'weight' }>, net: boolean): ScaleAnswer {
  if (frame.unit !== '3') return refuse('unit-unsupported');
  const { milli, unitPrice, toPay } = frame;
  return accept({ milli, unit: 'kg', net, pricing: { unitPrice, toPay } });
}

/** The reason of a NAK. A scale that says NAK and then "no error" makes no sense. */
async function reasonOf(talk: Talk): Promise<ScaleRefusal> {
  const frame = await talk.ask(statusRecord());
  if (frame === null) return 'silent';
  return frame.kind === 'status' ? (refusalOfStatus[frame.code] ?? 'garbled') : 'garbled';
}

/** The record was taken: fetch the result, again and again while the scale still moves. */
async function fetchResult(talk: Talk, net: boolean): Promise<ScaleAnswer> {
  for (;;) {
    const frame = await talk.ask(enquiryBytes());
    if (frame === null) return refuse('silent');
    if (frame.kind === 'weight') return loadOf(frame, net);
    if (frame.kind !== 'nak') return refuse('garbled');
    const reason = await reasonOf(talk);
    if (reason !== 'moving' || talk.isOver()) return refuse(reason);
    await talk.pause();
  }
}

/** Gives the proof and hears the verdict. Right or wrong, the scale wants the weighing begun anew. */
async function prove(talk: Talk, proof: ChecksumProof | null, random: number): Promise<Step> {
  if (proof === null) return refuse('checksum-required');
  const taken = await talk.ask(checksumRecord(checksumPairs(proof, random)));
  if (taken === null) return refuse('silent');
  if (taken.kind !== 'ack') return refuse('checksum-rejected');
  const verdict = await talk.ask(enquiryBytes());
  if (verdict === null) return refuse('silent');
  if (verdict.kind !== 'checksum-verdict') return refuse('garbled');
  return verdict.valid ? 'again' : refuse('checksum-rejected');
}

async function begin(talk: Talk, request: WeighRequest, proof: ChecksumProof | null): Promise<Step> {
  const frame = await talk.ask(weighRecord(request));
  if (frame === null) return refuse('silent');
  if (frame.kind === 'ack') return fetchResult(talk, request.tareMilli > 0);
  if (frame.kind === 'checksum-asked') return prove(talk, proof, frame.random);
  return refuse(frame.kind === 'nak' ? await reasonOf(talk) : 'garbled');
}

async function weigh(talk: Talk, request: WeighRequest, proof: ChecksumProof | null): Promise<ScaleAnswer> {
  if (request.unitPrice < 1 || request.unitPrice > dialogPriceMax) return refuse('price-invalid');
  if (request.tareMilli > dialogTareMilliMax) return refuse('tare-invalid');
  const first = await begin(talk, request, proof);
  const answer = first === 'again' ? await begin(talk, request, proof) : first;
  // Asked for the proof twice running: it did not take the first.
  return answer === 'again' ? refuse('checksum-rejected') : answer;
}

/**
 * Dialog 06. `proof` is what the scale's checksum challenge is answered with; null when this till has none, and then a
 * scale that asks for it gives `checksum-required`. Zero and tare keys are on the scale; a known tare goes with the request.
 */
export function scaleDialog06(proof: ChecksumProof | null): ScaleProtocol<DialogFrame> {
  return {
    name: 'dialog06',
    line: lineDialog06,
    reader: () => new DialogReader(),
    weigh: (talk, request) => weigh(talk, request, proof),
    zero: notPossible,
    tare: notPossible,
    // The scale's interface is led back to its beginning, whatever was said before.
    reset: resetBytes,
  };
}
