/** The shape of one entry of the `tax` key, as found in the wild: numbers may be texts, most fields may be missing. */
export type Figure = string | number;

export interface TaxEntryRate {
  readonly id: string;
  readonly type: string;
  readonly rate: Figure;
  readonly included?: boolean;
  readonly affects_next?: boolean;
  readonly affected_by_previous?: boolean;
  readonly base_factor?: Figure;
}

export interface TaxEntryLine {
  readonly name?: string;
  readonly unit_price: Figure;
  readonly qty: Figure;
  readonly taxes: readonly string[];
  readonly discount_percent?: Figure;
  readonly discount_amount?: Figure;
  readonly unit_discount_amount?: Figure;
}

export interface ExpectedTax {
  readonly tax: string;
  readonly base?: Figure | null;
  readonly amount?: Figure | null;
}

export interface TaxExpectation {
  readonly base?: Figure | null;
  readonly tax?: Figure | null;
  readonly tax_included?: Figure | null;
  readonly total?: Figure | null;
  readonly total_before_cash_rounding?: Figure | null;
  readonly cash_rounding?: Figure | null;
  readonly payable?: Figure | null;
  readonly tax_groups?: Readonly<Record<string, Omit<ExpectedTax, 'tax'>>>;
  readonly lines?: readonly {
    readonly base?: Figure | null;
    readonly total?: Figure | null;
    readonly taxes?: readonly ExpectedTax[];
  }[];
}

export interface TaxEntry {
  readonly id: string;
  readonly kind?: string;
  readonly currency_increment?: Figure;
  readonly rounding: string;
  readonly rounding_mode?: string;
  readonly taxes: readonly TaxEntryRate[];
  readonly lines: readonly TaxEntryLine[];
  readonly item_discount_percent?: Figure;
  readonly line_discount_percent?: Readonly<Record<string, Figure>>;
  readonly order_discount_amount?: Figure;
  readonly order_discount_percent?: Figure;
  readonly cash_rounding?: { readonly increment: Figure; readonly mode?: string; readonly strategy?: string };
  readonly policy?: string;
  readonly tolerance?: Figure;
  readonly soft?: boolean;
  readonly group_base_policy_specific?: boolean;
  readonly expect: TaxExpectation;
}
