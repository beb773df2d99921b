import { sentence, type Language, type Problem } from '../kernel/index.ts';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);
export const tell = (text: string): void => void process.stderr.write(`${text}\n`);
export const sayJson = (value: unknown): void => say(JSON.stringify(value, null, 2));

/** Exit code 1: it could not be done, and here is why. */
export function explain(problem: Problem & { detail?: string }, language: Language): number {
  tell(problem.detail ?? sentence(problem, language));
  return 1;
}

/** The same where nobody has chosen a language yet: the likelier one first. */
export function explainInBoth(problem: Problem, language: Language): number {
  explain(problem, language);
  return explain(problem, language === 'zh' ? 'en' : 'zh');
}

/** Chinese characters take two columns of a terminal. */
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, letter) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(
        letter,
      )
        ? 2
        : 1),
    0,
  );

export const shown = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

/** Rows as wide as their widest cells, the headings first; two columns may have one heading. */
export function sayColumns(headings: string[], rows: unknown[][]): void {
  const cells = [headings, ...rows.map((row) => row.map(shown))];
  const widths = headings.map((_, i) => Math.max(...cells.map((line) => widthOf(line[i] ?? ''))));
  for (const line of cells)
    say(
      line
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    );
}

/** The same from objects, under the names of their fields. */
export function sayTable(rows: Record<string, unknown>[]): void {
  const names = Object.keys(rows[0] ?? {});
  sayColumns(
    names,
    rows.map((row) => names.map((name) => row[name])),
  );
}
