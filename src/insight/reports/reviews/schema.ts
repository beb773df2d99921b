import { z } from 'zod';

const Rate = z.number().nullable();

const Class = z.object({
  class: z.enum(['good', 'middle', 'bad', 'silent']),
  orders: z.int(),
  customers: z.int(),
  share: Rate.describe('Of the orders of all four classes'),
});

const Month = z.object({
  month: z.string(),
  reviews: z.int(),
  mean_score: Rate,
  good: z.int(),
  middle: z.int(),
  bad: z.int(),
  good_share: Rate,
  middle_share: Rate,
  bad_share: Rate,
});

/** Reviews that came with three scores: not the shop's DSR, which counts buyers who wrote nothing. */
const ReviewScores = z.object({
  month: z.string(),
  reviews: z.int(),
  description: Rate,
  service: Rate,
  logistics: Rate,
});

/** The shop's own series, as the platform shows it: the last day of each month. */
const Dsr = z.object({
  month: z.string(),
  day: z.string(),
  shop: z.string(),
  description: Rate,
  service: Rate,
  logistics: Rate,
});

const ThemeCount = z.object({
  theme: z.string(),
  middle: z.int(),
  bad: z.int(),
  customers: z.int(),
  share: Rate.describe('Of the middle and bad reviews with words'),
});

const Product = z.object({
  product_id: z.int(),
  sku: z.string(),
  title: z.string(),
  category: z.string().nullable(),
  reviews: z.int(),
  mean_score: Rate,
  middle: z.int(),
  bad: z.int(),
  let_down: z.int().describe('Middle and bad'),
  let_down_share: Rate,
  customers: z.int().describe('Who was let down'),
  themes: z.array(z.object({ theme: z.string(), reviews: z.int() })),
  mend: z.string().nullable().describe('The theme whose part of the page to mend first'),
  small: z.boolean().describe('Fewer than ten reviews'),
});

export const Answer = z.object({
  reviewed: z.int(),
  mean_score: Rate,
  good_share: Rate,
  bad_share: Rate,
  with_words: z.int().describe('Middle and bad reviews with words'),
  confirmed_only: z.int().describe('Silent by the buyer’s confirmation, where no arrival is known'),
  classes: z.array(Class),
  months: z.array(Month),
  dsr: z.array(Dsr),
  review_scores: z.array(ReviewScores),
  themes: z.array(ThemeCount),
  products: z.array(Product),
});
export type Answer = z.infer<typeof Answer>;
