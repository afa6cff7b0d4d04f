import '../../kit/theme.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Finding, FindingDetail } from '../../../contracts/finding.ts';
import type { OpId } from '../../../domain/id.ts';
import { minor } from '../../../domain/money/minor.ts';
import { translator } from '../../kit/text.tsx';
import { TerminalContext } from '../app/terminal.tsx';
import { StoreText } from '../store/store-text.tsx';
import { FindingPane } from './finding-pane.tsx';
import { FindingSheet } from './finding-sheet.tsx';
import { FindingView } from './finding-view.tsx';
import { findingSentences } from './finding-word.ts';
import { useFindingCount } from './use-finding-count.ts';

const nothing = (): void => undefined;
const now = 1_795_271_000_000;

async function show(element: ReactElement): Promise<void> {
  await page.viewport(1366, 768);
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      {element}
    </StoreText>,
  );
}

const late: Finding = {
  findingId: 'op-9',
  kind: 'flagged',
  opId: '0190b0c4-7a1e-7c4e-9d52-2f0f4b1f7a11' as OpId,
  opKind: 'sale.completed',
  codes: ['late-arrival', 'price-differs'],
  device: { name: 'Market van', deviceCode: 'A2' },
  isOwn: false,
  staffName: 'Maya',
  at: now,
  receivedAt: now,
  transactionNumber: 'A2-000031',
  saleId: null,
  amount: minor(1_240),
  canTake: false,
  settled: null,
};
const detail: FindingDetail = { finding: late, about: [], raw: '{ "seq": 7 }' };

test('FI10 a finding is told in words before its data, which is there on request', async () => {
  await show(<FindingPane detail={detail} canSettle onSeen={nothing} onTake={nothing} />);
  await expect.element(page.getByText('after its shift was closed', { exact: false })).toBeVisible();
  await expect.element(page.getByText('not the one in the catalog', { exact: false })).toBeVisible();
  await expect.element(page.getByText('Market van (A2)')).toBeVisible();
  expect(page.getByTestId('finding-raw').elements()).toEqual([]);
  await page.getByTestId('finding-raw-toggle').click();
  await expect.element(page.getByTestId('finding-raw')).toHaveTextContent('{ "seq": 7 }');
});

test('FI3 taking in is offered only where the hub would take it', async () => {
  const onTake = vi.fn();
  const aside: Finding = { ...late, kind: 'aside', codes: ['device-revoked'], canTake: true };
  await show(<FindingPane detail={{ ...detail, finding: aside }} canSettle onSeen={nothing} onTake={onTake} />);
  await page.getByTestId('finding-take').click();
  expect(onTake).toHaveBeenCalledOnce();
});

test('FI3 what is in the record already is only marked as seen', async () => {
  await show(<FindingPane detail={detail} canSettle onSeen={nothing} onTake={nothing} />);
  await expect.element(page.getByTestId('finding-seen')).toBeVisible();
  expect(page.getByTestId('finding-take').elements()).toEqual([]);
});

test('FI8 who may only read gets no button to settle', async () => {
  const aside: Finding = { ...late, kind: 'aside', codes: ['device-revoked'], canTake: true };
  await show(
    <FindingPane detail={{ ...detail, finding: aside }} canSettle={false} onSeen={nothing} onTake={nothing} />,
  );
  expect(page.getByTestId('finding-take').elements()).toEqual([]);
  expect(page.getByTestId('finding-seen').elements()).toEqual([]);
});

test('FI5 what was noted goes along when a finding is settled', async () => {
  const onConfirm = vi.fn();
  await show(<FindingSheet wish={{ how: 'seen', count: 1 }} problem={null} onConfirm={onConfirm} onClose={nothing} />);
  await userEvent.keyboard('  old price list ');
  await page.getByTestId('finding-confirm').click();
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith('old price list');
});

test('FI4 how many are open is said with those that are not shown', async () => {
  await show(
    <FindingView
      page={{ findings: [late], open: 12 }}
      isSettled={false}
      chosen={null}
      canSettle
      onSettled={nothing}
      onChoose={nothing}
      onAllSeen={nothing}
      onBack={nothing}
    >
      {null}
    </FindingView>,
  );
  await expect.element(page.getByText('Open (12)')).toBeVisible();
  await expect.element(page.getByText('11 more come up', { exact: false })).toBeVisible();
});

test('FI2 a code nobody wrote a sentence for is told as it is, and one next step is told once', () => {
  const t = translator('en', { 'finding.flag.odd': 'marked {code}', 'finding.step.odd': 'look' });
  expect(findingSentences(t, { ...late, codes: ['balance-open'] })).toEqual([
    { code: 'balance-open', what: 'marked balance-open', step: 'look' },
  ]);
  expect(findingSentences(t, { ...late, codes: ['number-gap', 'number-taken'] }).map(({ step }) => step)).toEqual([
    'finding.step.number',
    '',
  ]);
  expect(findingSentences(t, { ...late, codes: ['sale-unsound', 'not-recorded'] })).toHaveLength(1);
});

function Count(): ReactElement {
  return <p data-testid="count">{useFindingCount()}</p>;
}

test.each([
  ['allow', '3', 1],
  ['hidden', '0', 0],
] as const)('FI9 the mark counts for who may read findings: %s', async (answer, shown, asked) => {
  const open = vi.fn(async () => ({ open: 3 }));
  const session = { permissions: { 'finding.read': { answer, limit: null } } };
  const terminal = { client: { finding: { open } }, session } as never;
  await show(
    <QueryClientProvider client={new QueryClient()}>
      <TerminalContext.Provider value={terminal}>
        <Count />
      </TerminalContext.Provider>
    </QueryClientProvider>,
  );
  await expect.element(page.getByTestId('count')).toHaveTextContent(shown);
  expect(open).toHaveBeenCalledTimes(asked);
});
