/** Noon in London of an invented day, and from there a minute a second. */
const BASE = Date.UTC(2026, 5, 10, 11);
const SPEED = 60;

export const virtualNow = (began: number): Date =>
  new Date(BASE + Math.max(0, Date.now() - began) * SPEED);
