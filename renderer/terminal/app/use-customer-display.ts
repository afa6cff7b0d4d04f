import { useCallback, useEffect, useRef } from 'react';
import type { CustomerDisplayUpdate } from '../../../contracts/customer-display.ts';
import { customerDisplayOf } from '../../../domain/customer-display/display-settings.ts';
import { type CustomerStage, sceneOfSale } from '../../../domain/customer-display/scene-of-sale.ts';
import type { SaleDesk } from '../../../domain/sale/sale-desk.ts';
import type { StoreSettings } from '../../../domain/store/store-settings.ts';

/** What the customer is to see now; null when what is shown stays. */
function updateOf(desk: SaleDesk, settings: StoreSettings, stage: CustomerStage): CustomerDisplayUpdate | null {
  const { sale, settled, selectedLineId } = desk.state();
  const scene = sceneOfSale(stage, { sale, settled, touched: selectedLineId, policy: desk.policy });
  if (scene === null) return null;
  const { window, language, theme } = customerDisplayOf(settings);
  const { storeName, currency, timeZone } = settings;
  const display = { storeName, currency, timeZone, language: language ?? settings.language, theme, scene };
  return { window, display };
}

/**
 * Tells the customer's display about every change of the sale, and gives the function that says where the till stands.
 * The effect subscribes to the desk, and the display is a window of its own: both are outside React.
 */
export function useCustomerDisplay(
  desk: SaleDesk | null,
  settings: StoreSettings | undefined,
): (stage: CustomerStage) => void {
  const stage = useRef<CustomerStage>({ at: 'ringing' });
  const publish = useCallback(() => {
    if (desk === null || settings === undefined) return;
    const update = updateOf(desk, settings, stage.current);
    if (update !== null) window.kaunter.showCustomer(update);
  }, [desk, settings]);
  useEffect(() => {
    publish();
    return desk?.subscribe(publish);
  }, [desk, publish]);
  const latest = useRef(publish);
  latest.current = publish;
  return useCallback((next) => {
    stage.current = next;
    latest.current();
  }, []);
}
