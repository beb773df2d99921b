import {
  CARRIERS,
  CATEGORIES,
  GIVEN,
  REGIONS,
  REGION_WEIGHTS,
  SURNAMES,
  type Shelf,
} from './world.ts';
import { cumulate, random, type Random } from './random.ts';

export interface SimLine {
  product: number;
  quantity: number;
  /** Minor units, after the line's discount. */
  amount: number;
  discount: number;
}

export interface SimOrder {
  /** Instants are milliseconds since the epoch. */
  placedAt: number;
  shippedAt: number;
  receivedAt: number;
  promotion: string | null;
  lines: SimLine[];
  goods: number;
  discount: number;
  refund: { at: number; amount: number } | null;
  carrier: string;
  review: { at: number; score: number } | null;
}

export interface SimBuyer {
  index: number;
  name: string;
  nick: string;
  /** In the reserved 13800… test range for small shops; made-up digits beyond it. */
  phone: string;
  email: string | null;
  region: (typeof REGIONS)[number];
  company: boolean;
  /** Purchases per day and the rate of dropping out per day, as drawn: the truth a forecast may be held against. */
  rate: number;
  dropout: number;
  promoLover: boolean;
  orders: SimOrder[];
}

export interface ShopPlan {
  seed: number;
  start: number;
  end: number;
  /** Pareto/NBD population: rate ~ Gamma(r, alpha), dropout ~ Gamma(s, beta), both per day. */
  r: number;
  alpha: number;
  s: number;
  beta: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SCORES = cumulate([2, 3, 8, 22, 65]);

function line(chance: Random, shelf: Shelf, taste: number[], discounted: boolean): SimLine {
  const { indexes, popularity } = shelf.byCategory[chance.weighted(taste)]!;
  const product = indexes[chance.weighted(popularity)]!;
  const quantity = 1 + Math.min(4, Math.floor(chance.exponential(1.6)));
  const full = shelf.products[product]!.price * quantity;
  const discount = discounted ? Math.round(full * (0.1 + 0.2 * chance.next())) : 0;
  return { product, quantity, amount: full - discount, discount };
}

function refundOf(chance: Random, at: number, goods: number): SimOrder['refund'] {
  if (chance.next() > 0.045) return null;
  const whole = chance.next() < 0.6;
  return {
    at: at + chance.exponential(0.25) * DAY,
    amount: whole ? goods : Math.round(goods * (0.1 + 0.5 * chance.next())),
  };
}

function order(
  chance: Random,
  buyer: Omit<SimBuyer, 'orders'>,
  shelf: Shelf,
  taste: number[],
  placedAt: number,
): SimOrder {
  const promotion =
    chance.next() < (buyer.promoLover ? 0.75 : 0.15)
      ? chance.pick(['618', '双11', '会员日', '聚划算'])
      : null;
  const lines = Array.from({ length: 1 + Math.min(5, Math.floor(chance.exponential(0.68))) }, () =>
    line(chance, shelf, taste, promotion !== null),
  );
  const shippedAt = placedAt + (4 + 30 * chance.next()) * HOUR;
  const receivedAt = shippedAt + buyer.region[3] * (0.6 + chance.gamma(6, 12)) * DAY;
  const goods = lines.reduce((sum, l) => sum + l.amount, 0);
  return {
    ...{ placedAt, shippedAt, receivedAt, promotion, lines, goods },
    discount: chance.next() < 0.1 ? Math.round(goods * 0.05) : 0,
    refund: refundOf(chance, receivedAt, goods),
    carrier: chance.pick(CARRIERS),
    review:
      chance.next() < 0.3
        ? { at: receivedAt + chance.exponential(0.2) * DAY, score: 1 + chance.weighted(SCORES) }
        : null,
  };
}

/** Hours people order at: none at night, most in the evening. */
function awake(chance: Random, day: number): number {
  const hour = chance.next() < 0.45 ? 19 + 4 * chance.next() : 8 + 11 * chance.next();
  return Math.floor(day / DAY) * DAY + (hour - 8) * HOUR;
}

function identity(
  chance: Random,
  index: number,
): Pick<SimBuyer, 'index' | 'name' | 'nick' | 'phone' | 'email' | 'region' | 'company'> {
  const number = String(index).padStart(8, '0');
  return {
    index,
    name: chance.pick(SURNAMES) + (chance.next() < 0.05 ? '先生' : chance.pick(GIVEN)),
    nick: `sim_${index.toString(36)}`,
    phone: `+86138${number}`,
    email: chance.next() < 0.3 ? `buyer${index}@example.com` : null,
    region: REGIONS[chance.weighted(REGION_WEIGHTS)]!,
    company: chance.next() < 0.15,
  };
}

/** One buyer with every order they placed before the plan's end, in time order. Pure: (plan, shelf, index) decides. */
export function simulateBuyer(plan: ShopPlan, shelf: Shelf, index: number): SimBuyer {
  const chance = random(plan.seed, index);
  const rate = chance.gamma(plan.r, plan.alpha);
  const dropout = chance.gamma(plan.s, plan.beta);
  const person = { ...identity(chance, index), rate, dropout, promoLover: chance.next() < 0.25 };
  const taste = cumulate(CATEGORIES.map(() => chance.gamma(0.35, 1)));
  const orders: SimOrder[] = [];
  let at = plan.start + chance.next() * (plan.end - plan.start);
  const gone = at + chance.exponential(dropout) * DAY;
  do {
    orders.push(order(chance, person, shelf, taste, awake(chance, at)));
    at += Math.max(0.2, chance.exponential(rate)) * DAY;
  } while (at < Math.min(gone, plan.end) && orders.length < 400);
  return { ...person, orders };
}
