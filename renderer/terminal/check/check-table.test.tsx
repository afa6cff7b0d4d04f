import '../../kit/theme.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { CheckId } from '../../../domain/id.ts';
import { TerminalContext } from '../app/terminal.tsx';
import { SalePanel } from '../sale/sale-panel.tsx';
import { StoreText } from '../store/store-text.tsx';
import { useCheckTable } from './use-checks.ts';

const nothing = (): void => undefined;
const empty = { lines: [], taxTotals: [], refund: 0, collect: 0 } as never;

function Panel({ checkId }: { readonly checkId: string | undefined }): ReactElement {
  return (
    <SalePanel
      sale={empty}
      settled={empty}
      checkTable={useCheckTable(checkId as CheckId | undefined)}
      selectedLineId={null}
      lineActions={{} as never}
      undoText={null}
      onUndo={nothing}
      onTender={nothing}
      onSuspend={nothing}
      onSaleDiscount={nothing}
      onVoidSale={nothing}
      canTender
    />
  );
}

async function show(checkId: string | undefined): Promise<void> {
  const list = async () => [{ check: { checkId: 'c1', table: '5' } }, { check: { checkId: 'c2', table: '' } }];
  await render(
    <StoreText language="en" currency="EUR" timeZone="UTC">
      <QueryClientProvider client={new QueryClient()}>
        <TerminalContext.Provider value={{ client: { check: { list } } } as never}>
          <Panel checkId={checkId} />
        </TerminalContext.Provider>
      </QueryClientProvider>
    </StoreText>,
  );
}

test.each([
  ['c1', 'Table 5'],
  ['c2', 'Check without a table'],
])('CH39 a sale that pays a check says which table it is: %s', async (checkId, text) => {
  await show(checkId);
  await expect.element(page.getByTestId('sale-check')).toHaveTextContent(text);
});

test('CH39 a sale of its own names no table', async () => {
  await show(undefined);
  await expect.element(page.getByTestId('tender')).toBeVisible();
  expect(page.getByTestId('sale-check').elements()).toEqual([]);
});
