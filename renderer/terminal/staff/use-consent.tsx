import { type ReactElement, useCallback, useState } from 'react';
import { brandId, type OverrideId, type StaffId } from '../../../domain/id.ts';
import type { OverrideUse } from '../../../domain/sale/sale.ts';
import type { Permission } from '../../../domain/staff/permission.ts';
import { useText } from '../../kit/text.tsx';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { type OverrideAbout, OverrideSheet } from './override-sheet.tsx';

/** What is about to be done. `figure` is ppm for a discount, minor units for money, 0 where there is none. */
export interface ConsentQuestion {
  readonly permission: Permission;
  readonly objectId: string;
  readonly figure: number;
  /** What the person who consents is told of it. */
  readonly about?: OverrideAbout | undefined;
}
/** `use` is null when nobody had to consent. */
export type ConsentAnswer = { readonly ok: true; readonly use: OverrideUse | null } | { readonly ok: false };

interface Asked {
  readonly question: ConsentQuestion;
  readonly approvers: readonly { readonly staffId: StaffId; readonly name: string }[];
  readonly resolve: (answer: ConsentAnswer) => void;
}
export interface Consent {
  readonly ask: (question: ConsentQuestion) => Promise<ConsentAnswer>;
  readonly sheet: ReactElement | null;
}

/** Asks another person where the role of this one is not enough, and waits for their PIN. */
export function useConsent(): Consent {
  const { client, session, settings } = useTerminal();
  const t = useText();
  const refusalText = useRefusalText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = useCallback(
    async (question: ConsentQuestion): Promise<ConsentAnswer> => {
      const answer = answerFor(session.permissions, question.permission, question.figure);
      if (answer === 'allow') return { ok: true, use: null };
      if (answer === 'hidden') return { ok: false };
      const tiles = await client.session.staff();
      const approvers = tiles.filter(
        ({ staffId, role, locked }) => staffId !== session.staff.staffId && role !== 'cashier' && !locked,
      );
      setProblem(null);
      return new Promise((resolve) => setAsked({ question, approvers, resolve }));
    },
    [client, session],
  );
  const finish = (answer: ConsentAnswer): void => {
    asked?.resolve(answer);
    setAsked(null);
  };
  const grant = async (given: { approverId: StaffId; pin: string; reasonCode: string }): Promise<void> => {
    if (asked === null) return;
    const { permission, objectId, figure } = asked.question;
    try {
      const granted = await client.override.grant({
        permission,
        objectId,
        amount: figure === 0 ? null : figure,
        ...given,
      });
      const { approverId, reasonCode, overrideId } = granted;
      finish({
        ok: true,
        use: { overrideId: brandId<OverrideId>(overrideId), permission, objectId, reasonCode, approverId },
      });
    } catch (error) {
      setProblem(refusalText(refusalCodeOf(error)));
    }
  };
  const sheet =
    asked === null ? null : (
      <OverrideSheet
        action={t(`override.action.${asked.question.permission}`)}
        asker={session.staff.name}
        about={asked.question.about}
        approvers={asked.approvers}
        reasons={settings.reasons.filter((reason) => reason.for.includes(asked.question.permission))}
        problem={problem}
        onGrant={(given) => void grant(given)}
        onClose={() => finish({ ok: false })}
      />
    );
  return { ask, sheet };
}
