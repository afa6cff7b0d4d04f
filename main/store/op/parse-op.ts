import type { z } from 'zod';
import { opEnvelope } from '../../../contracts/op.ts';
import { type OpBody, type OpKind, type OpKindName, opCatalog } from '../../../contracts/op-catalog.ts';
import { quickCheckOf } from '../../../contracts/quick-check.ts';
import { BugError } from '../../../domain/assert.ts';
import type { Op } from '../../../domain/op/op.ts';
import { accept, type Outcome, refuse } from '../../../domain/outcome.ts';
import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './hash-chain.ts';

/** An op whose body was parsed by the schema of its kind, with the canonical text that is hashed and stored. */
export type ParsedOp<Kind extends OpKindName = OpKindName> = {
  readonly [Name in Kind]: Omit<Op, 'kind' | 'body'> & {
    readonly kind: Name;
    readonly body: OpBody<Name>;
    readonly bodyText: string;
    readonly bodyHash: string;
  };
}[Kind];

/** Why an op can not be read: a code and one sentence. */
export interface OpFault {
  readonly code: 'kind-unknown' | 'version-unknown' | 'body-invalid' | 'envelope-invalid';
  readonly detail: string;
}

/** Is this the name of a kind in the catalog? */
export function isOpKind(kind: string): kind is OpKindName {
  return Object.hasOwn(opCatalog, kind);
}

/** Parses an op by the schema of its kind. Nothing of the body is changed by it: what was sent is what is hashed. */
export function parseOp(op: Op): Outcome<ParsedOp, OpFault> {
  const { kind } = op;
  if (!isOpKind(kind)) return refuse({ code: 'kind-unknown', detail: `no op kind ${kind.slice(0, 64)}` });
  const schema = schemaOf(kind, op.v);
  if (schema === null) return refuse({ code: 'version-unknown', detail: `version ${op.v} of ${kind}` });
  const body = parsedBody(schema, op.body);
  if (!body.ok) return body;
  const bodyText = canonicalJson(body.value);
  const current = currentBody(kind, op.v, body.value);
  return accept({ ...op, kind, body: current, bodyText, bodyHash: sha256(bodyText) } as ParsedOp);
}

/** Most bodies are sound and are not parsed at all: a check by plain comparisons takes a tenth of the time. */
function parsedBody(schema: z.ZodType, body: unknown): Outcome<unknown, OpFault> {
  if (quickCheckOf(schema)?.(body) === true) return accept(body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return accept(parsed.data);
  return refuse({ code: 'body-invalid', detail: issueText(parsed.error.issues) });
}

/** The schema of one version of a kind: the current one or a past one; null for a version nobody here knows. */
function schemaOf(kind: OpKindName, v: number): z.ZodType | null {
  const { v: current, body, past }: OpKind = opCatalog[kind];
  return v === current ? body : (past?.find((each) => each.v === v)?.body ?? null);
}

/** A body of any version in the shape of the current one: each past version knows how to become the next (YN51). */
export function currentBody(kind: OpKindName, v: number, body: unknown): unknown {
  const { v: current, past = [] }: OpKind = opCatalog[kind];
  let shaped = body;
  for (let at = v; at < current; at += 1) {
    const step = past.find((each) => each.v === at);
    if (step === undefined) throw new BugError(`version ${at} of ${kind} has no way on`);
    shaped = step.next(shaped as never);
  }
  return shaped;
}

/** Parses the outside and the inside of an op, for callers that are not themselves behind the contract. */
export function parseWholeOp(raw: unknown): Outcome<ParsedOp, OpFault> {
  const envelope = opEnvelope.safeParse(raw);
  if (!envelope.success) return refuse({ code: 'envelope-invalid', detail: issueText(envelope.error.issues) });
  return parseOp(envelope.data);
}

function issueText(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const [first] = issues;
  return first ? `${first.path.map(String).join('.')}: ${first.message}`.slice(0, 300) : '';
}
