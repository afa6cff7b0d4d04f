/**
 * ISO 4217 as we use it: alphabetic and numeric code by number of minor digits. Source: the ISO 4217 list published
 * 2024-06-25 plus amendment 176 (XCG replaces ANG, 2025-03-31); fund, metal and test codes are left out.
 * This table and never `Intl` says how many digits are stored: Intl gives IDR, HUF and COP 0 where ISO says 2, IQD 0
 * where ISO says 3 (ICU follows what is shown, not what exists).
 */
const codesByDigits: readonly { readonly digits: number; readonly codes: string }[] = [
  {
    digits: 0,
    codes:
      'BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 VND704 VUV548 XAF950 XOF952 ' +
      'XPF953 ',
  },
  {
    digits: 2,
    codes:
      'AED784 AFN971 ALL008 AMD051 ANG532 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 BGN975 BMD060 ' +
      'BND096 BOB068 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 CHF756 CNY156 COP170 CRC188 CUC931 ' +
      'CUP192 CVE132 CZK203 DKK208 DOP214 DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 GBP826 GEL981 GHS936 ' +
      'GIP292 GMD270 GTQ320 GYD328 HKD344 HNL340 HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404 KGS417 ' +
      'KHR116 KPW408 KYD136 KZT398 LAK418 LBP422 LKR144 LRD430 LSL426 MAD504 MDL498 MGA969 MKD807 MMK104 MNT496 ' +
      'MOP446 MRU929 MUR480 MVR462 MWK454 MXN484 MYR458 MZN943 NAD516 NGN566 NIO558 NOK578 NPR524 NZD554 PAB590 ' +
      'PEN604 PGK598 PHP608 PKR586 PLN985 QAR634 RON946 RSD941 RUB643 SAR682 SBD090 SCR690 SDG938 SEK752 SGD702 ' +
      'SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 SZL748 THB764 TJS972 TMT934 TOP776 TRY949 TTD780 ' +
      'TWD901 TZS834 UAH980 USD840 UYU858 UZS860 VED926 VES928 WST882 XCD951 XCG532 YER886 ZAR710 ZMW967 ZWG924 ',
  },
  {
    digits: 3,
    codes: 'BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788 ',
  },
];

/**
 * Currencies whose minor units exist on paper only: shown without digits unless there are some (Rp 15.000).
 * Source: CLDR 48 supplemental/currencyData.json, the codes whose display digits are 0 and whose ISO digits are not.
 */
const shownWhole = 'AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SOS SYP YER';

/** Signs people know. Anything else is shown by its code. Source: CLDR 48, narrow symbols of the locales we ship. */
const signs: Readonly<Record<string, string>> = {
  AUD: '$',
  BRL: 'R$',
  CAD: '$',
  CZK: 'Kč',
  DKK: 'kr.',
  EUR: '€',
  GBP: '£',
  HUF: 'Ft',
  IDR: 'Rp',
  ILS: '₪',
  INR: '₹',
  JPY: '¥',
  KRW: '₩',
  MXN: '$',
  MYR: 'RM',
  NOK: 'kr',
  NZD: '$',
  PHP: '₱',
  PLN: 'zł',
  SEK: 'kr',
  SGD: '$',
  THB: '฿',
  TRY: '₺',
  UAH: '₴',
  USD: '$',
  VND: '₫',
};

/** One currency: ISO 4217 codes, how many digits are stored and shown, and its sign. */
export interface Currency {
  /** Three letters, ISO 4217. */
  readonly code: string;
  /** Three digits, ISO 4217. */
  readonly numeric: string;
  /** Minor units are 10^−digits of the currency; what `Minor` counts. */
  readonly digits: number;
  /** Digits that are always shown; fewer than `digits` where nobody uses the minor unit. */
  readonly shownDigits: number;
  /** Sign to show, or the code where there is none. */
  readonly sign: string;
}

/** All currencies a store may keep its books in, by code. */
export const currencies: ReadonlyMap<string, Currency> = new Map(
  codesByDigits
    .flatMap(({ digits, codes }) =>
      codes
        .trim()
        .split(' ')
        .map((each) => currencyOf(each.slice(0, 3), each.slice(3), digits)),
    )
    .map((currency) => [currency.code, currency]),
);

/** The currency of a code, or null when there is no such one. */
export function currencyOfCode(code: string): Currency | null {
  return currencies.get(code) ?? null;
}

function currencyOf(code: string, numeric: string, digits: number): Currency {
  const shownDigits = shownWhole.includes(code) ? 0 : digits;
  return { code, numeric, digits, shownDigits, sign: signs[code] ?? code };
}
