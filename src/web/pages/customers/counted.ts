import { useGet } from '../../app/index.ts';
import type { Answer } from '../insight/model.ts';
import { useWrite } from '../insight/write.ts';

type Search = Record<string, string | undefined>;

/** What the list asks for itself; everything else in the address is the report's. */
const OWN = new Set(['report', 'key', 'search', 'sort', 'tag']);

/** The filters and choices under which the report counted. */
export const reportAsked = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([name]) => !OWN.has(name)));

type Write = ReturnType<typeof useWrite>['write'];

function wordsFor({ view }: Answer, key: string, write: Write): string {
  const figure = view.figures.find(({ people }) => people === key);
  if (figure) return figure.title;
  for (const { columns, rows } of view.tables)
    for (const { cells, people = {} } of rows)
      for (const column of columns)
        if (people[column.key] === key) {
          const [first] = columns;
          const name = first && first !== column ? [write(cells[first.key], first.kind)] : [];
          return [...name, column.title].join(' · ');
        }
  return '';
}

/** Which number of which report the list stands behind, in words; the report is in the cache as a rule. */
export function useCounted(search: Search): string | undefined {
  const { report, key = '' } = search;
  const path = `/v1/reports/${report}`;
  const options = { enabled: report !== undefined };
  const { data } = useGet<Answer>(path, { ...reportAsked(search), view: true }, options);
  const { write } = useWrite(data?.currency ?? null);
  if (report === undefined) return undefined;
  if (!data) return report;
  return [data.view.title, wordsFor(data, key, write)].filter(Boolean).join(' · ');
}
