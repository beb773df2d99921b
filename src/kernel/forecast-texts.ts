import type { Text } from './text.ts';

/** What can be said of a forecast that is not there, or was asked for wrongly. */
export const FORECAST_TEXTS: Record<string, Text> = {
  too_few_repeat_customers: [
    'Customers with a second order day: {repeaters}. Forecasts are shown from {needed} on, as fewer would be guesswork.',
    '目前有 {repeaters} 位客户在第二天再次下单；达到 {needed} 位后才显示预测，过少则不可靠。',
  ],
  forecast_learning: [
    'The forecast is being learnt from the shop’s orders; look again in a moment.',
    '正在从本店订单中学习预测，请稍后再看。',
  ],
  forecast_no_purchases: [
    'No purchase that counts here, so there is nothing to foresee from.',
    '此处没有计入的购买记录，无从预测。',
  ],
  forecast_currencies: [
    'The shop has amounts in several currencies without rates between them, so only orders are foreseen, not their value.',
    '本店金额有多种货币且缺少汇率，因此只预测订单数，不预测金额。',
  ],
  forecast_no_amounts: [
    'No amounts were learnt from in this currency, so only orders are foreseen, not their value.',
    '尚无该货币的金额可供学习，因此只预测订单数，不预测金额。',
  ],
  forecast_no_mean: [
    'What the shop’s customers spend differs so widely that an expected value of this one cannot be told.',
    '本店客户的消费差异过大，无法给出这位客户的预期金额。',
  ],
  forecast_old_data: [
    'The last purchase known is of {day}, {days} days before the day asked about: what came since is not known here, and the silence is read as customers leaving.',
    '已知的最后一笔购买在 {day}，早于所问日期 {days} 天：此后的情况未知，这段空白会被当作客户流失。',
  ],
  alive_bought_once: [
    'Bought on one day only: the model that foresees this shop best cannot tell whether such customers are still there.',
    '只在一天买过：最适合本店的模型无法判断这类客户是否还在。',
  ],
  alive_nobody_leaves: [
    'This shop’s orders show no sign of customers leaving for good, so the chance would be 100 % for everyone and says nothing.',
    '从本店订单看不出客户会彻底离开，对谁都会是 100%，没有意义。',
  ],
  nothing_to_fit: [
    'There are no purchases of known customers to learn from here.',
    '此处没有可供学习的已识别客户的购买记录。',
  ],
  holdout_after_end: [
    'The test cannot begin on {from}, after the last day {as_of}.',
    '检验不能从 {from} 开始，它晚于最后一天 {as_of}。',
  ],
  holdout_without_counts: [
    'Gamma-Gamma speaks of amounts, not of numbers of orders: it has no test on later weeks.',
    'Gamma-Gamma 只描述金额而非订单数，没有后续检验。',
  ],
};
