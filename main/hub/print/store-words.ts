import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../../domain/assert.ts';
import { currencyOfCode } from '../../../domain/money/currency.ts';
import {
  type ReceiptLabels,
  type ReceiptWords,
  receiptLabels,
  receiptWords,
} from '../../../domain/receipt/receipt-words.ts';
import type { StoreHeader } from '../../../domain/receipt/sale-receipt.ts';
import { type ReasonTexts, reasonsIn } from '../../../domain/store/reason-words.ts';
import { type Language, languages, type StoreSettings } from '../../../domain/store/store-settings.ts';
import { zoneOffsetOf } from '../../store/settings/zone-offset.ts';

/** What paper of this store is written with: its words, its head, the labels of its reasons. */
export interface PaperVoice {
  readonly words: ReceiptWords;
  readonly header: StoreHeader;
  readonly reasonLabel: (reasonCode: string) => string;
}

/** Makes the voice of a store's settings; label files and the last settings' voice are kept. */
export function paperVoices(resourcesDir: string): (settings: StoreSettings) => PaperVoice {
  const labels = new Map<Language, ReceiptLabels>();
  const reasonTexts = readReasonTexts(resourcesDir);
  let last: { readonly settings: StoreSettings; readonly voice: PaperVoice } | null = null;
  return (settings) => {
    if (last?.settings === settings) return last.voice;
    const { language } = settings;
    const known = labels.get(language) ?? readLabels(resourcesDir, language);
    labels.set(language, known);
    last = {
      settings,
      voice: voiceOf({ ...settings, reasons: reasonsIn(language, settings.reasons, reasonTexts) }, known),
    };
    return last.voice;
  };
}

/** The words of built-in reasons in every language: a store may have been set up in another one than it has now. */
function readReasonTexts(resourcesDir: string): ReasonTexts {
  const texts = languages.map((language) => {
    const text = readFileSync(join(resourcesDir, 'locales', language, 'till.json'), 'utf8');
    return [language, JSON.parse(text) as Record<string, string>] as const;
  });
  return Object.fromEntries(texts) as ReasonTexts;
}

function readLabels(resourcesDir: string, language: Language): ReceiptLabels {
  const text = readFileSync(join(resourcesDir, 'locales', language, 'receipt.json'), 'utf8');
  return receiptLabels(JSON.parse(text) as Record<string, string>);
}

function voiceOf(settings: StoreSettings, labels: ReceiptLabels): PaperVoice {
  const { language, storeName, addressLines, taxNumber, receiptFooter, reasons } = settings;
  const currency = currencyOfCode(settings.currency);
  assert(currency !== null, `no such currency: ${settings.currency}`);
  return {
    words: receiptWords({ language, labels, currency, zone: zoneOffsetOf(settings.timeZone) }),
    header: { storeName, addressLines, taxNumber, receiptFooter },
    reasonLabel: (reasonCode) => reasons.find(({ code }) => code === reasonCode)?.label ?? reasonCode,
  };
}
