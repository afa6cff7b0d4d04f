import { lineSteps, ontoCheckProblem } from '../../../contracts/check-steps.ts';
import type { OpBody, OpKindName } from '../../../contracts/op-catalog.ts';
import { brandId, type CheckId } from '../../../domain/id.ts';
import type { SaleLine } from '../../../domain/sale/sale.ts';
import type { Terminal } from '../app/terminal.tsx';
import { refusalCodeOf, refusalOfResult } from '../hub/refusal-code.ts';
import type { CheckDetails } from './details-sheet.tsx';

type Sending = Pick<Terminal, 'sender'>;

/** Sends one op about a check; null when it went, else the code of the refusal. */
async function sent<Kind extends OpKindName>(
  { sender }: Sending,
  kind: Kind,
  body: OpBody<Kind>,
): Promise<string | null> {
  return await sender.send(kind, body).then(refusalOfResult, refusalCodeOf);
}

/** A line the hub has already is the one of an earlier try (CH2). */
const sameAgain = 'check-line-exists';

export async function openCheck(
  terminal: Sending & Pick<Terminal, 'ambient'>,
  details: CheckDetails,
): Promise<string | null> {
  return await sent(terminal, 'check.opened', { checkId: brandId<CheckId>(terminal.ambient.newId()), ...details });
}

/** Sends what differs, so that nobody's word is taken back who changed something else meanwhile (CH4). */
export async function changeCheck(
  terminal: Sending,
  {
    checkId,
    before,
    after,
  }: { readonly checkId: CheckId; readonly before: CheckDetails; readonly after: CheckDetails },
): Promise<string | null> {
  const { table, guests, note } = after;
  const body = {
    ...(table === before.table ? {} : { table }),
    ...(guests === before.guests ? {} : { guests }),
    ...(note === before.note ? {} : { note }),
  };
  return Object.keys(body).length === 0 ? null : await sent(terminal, 'check.detailed', { checkId, ...body });
}

/** Puts the open sale onto a check. It leaves the screen when all of it went; a second try doubles nothing (CH33, CH34). */
export async function addToCheck(terminal: Sending & Pick<Terminal, 'desk'>, checkId: CheckId): Promise<string | null> {
  const { sale } = terminal.desk.state();
  if (sale.check !== undefined) return 'sale-open';
  const problem = ontoCheckProblem(sale);
  if (problem !== null) return problem;
  for (const { kind, body } of lineSteps(sale, checkId)) {
    const refused = await sent(terminal, kind, body as never);
    if (refused !== null && refused !== sameAgain) return refused;
  }
  terminal.desk.clear();
  return null;
}

export async function serveLine(terminal: Sending, checkId: CheckId, line: SaleLine): Promise<string | null> {
  return await sent(terminal, 'check.line-served', { checkId, line });
}

/** What the counter does with a check as a whole. */
export type WholeAct = 'checked-out' | 'released' | 'transferred';

export async function actOnCheck(terminal: Sending, checkId: CheckId, act: WholeAct): Promise<string | null> {
  return await sent(terminal, `check.${act}`, { checkId });
}

export async function closeCheck(terminal: Sending, checkId: CheckId, reasonCode: string): Promise<string | null> {
  return await sent(terminal, 'check.closed', { checkId, reasonCode });
}
