import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import type { FindingPage } from '../../../contracts/finding.ts';
import { useRefusalText } from '../app/refusal-text.ts';
import { answerFor, useTerminal } from '../app/terminal.tsx';
import { refusalCodeOf } from '../hub/refusal-code.ts';
import { useTillKeys } from '../sale/use-till-keys.ts';
import { FindingPane } from './finding-pane.tsx';
import { FindingSheet } from './finding-sheet.tsx';
import { FindingView } from './finding-view.tsx';

const nothing: FindingPage = { findings: [], open: 0 };

/** What is asked for before it is done: one finding or all that are shown. */
interface Asked {
  readonly how: 'seen' | 'taken';
  readonly findingIds: readonly string[];
}

function useFindings(isSettled: boolean, chosenId: string | null) {
  const { client } = useTerminal();
  const list = useQuery({
    queryKey: ['live', 'findings', isSettled],
    queryFn: () => client.finding.list({ settled: isSettled }),
    placeholderData: (before) => before,
  });
  const page = list.data ?? nothing;
  const { findings } = page;
  const chosen = findings.find(({ findingId }) => findingId === chosenId) ?? findings[0] ?? null;
  const findingId = chosen?.findingId ?? '';
  const detail = useQuery({
    queryKey: ['live', 'finding', findingId, chosen?.settled?.at ?? 0],
    queryFn: () => client.finding.get({ findingId }),
    enabled: chosen !== null,
    placeholderData: (before) => before,
  });
  const isThere = chosen !== null && detail.data?.finding.findingId === findingId;
  return { page, chosen, detail: isThere ? (detail.data ?? null) : null };
}

interface Settling {
  readonly asked: Asked | null;
  readonly ask: (how: Asked['how'], findingIds: readonly string[]) => void;
  readonly sheet: ReactElement | null;
}

/** Asks with a sheet, then settles or takes in; what the hub says no to stands in the sheet. */
function useSettling(canSettle: boolean): Settling {
  const { client } = useTerminal();
  const queries = useQueryClient();
  const refusalText = useRefusalText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask: Settling['ask'] = (how, findingIds) => {
    setProblem(null);
    if (canSettle && findingIds.length > 0) setAsked({ how, findingIds });
  };
  const settle = async ({ how, findingIds }: Asked, note: string): Promise<void> => {
    const [findingId = ''] = findingIds;
    const done =
      how === 'taken'
        ? client.finding.take({ findingId, note })
        : client.finding.settle({ findingIds: [...findingIds], note });
    const refused = await done.then(() => null, refusalCodeOf);
    setProblem(refused === null ? null : refusalText(refused));
    if (refused === null) setAsked(null);
    await queries.invalidateQueries({ queryKey: ['live'] });
  };
  const sheet =
    asked === null ? null : (
      <FindingSheet
        wish={{ how: asked.how, count: asked.findingIds.length }}
        problem={problem}
        onConfirm={(note) => void settle(asked, note)}
        onClose={() => setAsked(null)}
      />
    );
  return { asked, ask, sheet };
}

/** Late arrivals, flags, and what was kept aside: looked at and settled, in the record, by name. */
export function FindingScreen({ onBack }: { readonly onBack: () => void }): ReactElement {
  const { session } = useTerminal();
  const canSettle = answerFor(session.permissions, 'finding.settle', 0) === 'allow';
  const [isSettled, setSettled] = useState(false);
  const [chosenId, setChosen] = useState<string | null>(null);
  const { page, chosen, detail } = useFindings(isSettled, chosenId);
  const { asked, ask, sheet } = useSettling(canSettle);
  const seen = (): void => {
    if (chosen !== null && chosen.settled === null) ask('seen', [chosen.findingId]);
  };
  const allIds = page.findings.map(({ findingId }) => findingId);
  useTillKeys({ Escape: onBack, s: seen, S: seen }, asked === null);
  return (
    <>
      <FindingView
        {...{ page, isSettled, canSettle, onBack }}
        chosen={chosen?.findingId ?? null}
        onSettled={setSettled}
        onChoose={setChosen}
        onAllSeen={() => ask('seen', allIds)}
      >
        {detail === null ? null : (
          <FindingPane
            {...{ detail, canSettle }}
            onSeen={seen}
            onTake={() => ask('taken', [detail.finding.findingId])}
          />
        )}
      </FindingView>
      {sheet}
    </>
  );
}
