import type { Command } from 'commander';

/** What was said of a question, as its address carries it. */
export const queryOf = (values: Record<string, string | undefined>): string =>
  String(
    new URLSearchParams(
      Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  );

/** What narrows a list to the rows behind a report's figure. */
export interface Sold {
  asOf?: string;
  shop?: string;
  from?: string;
  to?: string;
}

export const soldOptions = (command: Command): Command =>
  command
    .option('--as-of <date>', 'figures as known then, as a report counts them')
    .option('--from <date>', 'only purchases of this day and later count')
    .option('--to <date>', 'only purchases of this day and before count')
    .option('--shop <name>', 'one shop, with its figures alone');
