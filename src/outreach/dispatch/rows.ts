import type { ClaimedTouch } from './types.ts';

/** What a worker needs of a touch `t` of the profile `c`. */
export const CLAIMED = `t.id, t.key, t.customer_id AS customer, c.person_id AS person, t.class, t.topic, t.kind, t.source, t.shop_id AS shop,
    t.template_id, t.template_number, t.content, t.params, t.zone, t.attempts, t.valid_until AS "validUntil"`;

/** The same as the database gives it. */
export type ClaimedRow<T = ClaimedTouch> = Omit<T, 'template'> & {
  template_id: number | null;
  template_number: number | null;
};

export function templateOf({
  template_id: id,
  template_number: number,
}: Pick<ClaimedRow, 'template_id' | 'template_number'>): ClaimedTouch['template'] {
  return id === null || number === null ? null : { id, number };
}
