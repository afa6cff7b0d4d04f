/** A drawer that stood open without a pulse, a sale or a cash event before it (rule BD8). */
export interface DrawerOpening {
  /** Position of its op in the log: it stands there between the sales. */
  readonly no: number;
  /** Name of the drawer in the settings of its day. */
  readonly drawer: string;
  /** UTC epoch ms by the clock of the counter. */
  readonly openedAt: number;
}
