/** The reports under the question they answer, in the order a store owner asks. */
export const QUESTIONS = [
  { key: 'who', reports: ['returning', 'contribution', 'rfm'] },
  { key: 'when', reports: ['repurchase', 'cohorts', 'cycle'] },
  { key: 'why', reports: ['lifecycle', 'loss'] },
  { key: 'what', reports: ['products', 'delivery', 'reviews', 'acquisition'] },
  { key: 'next', reports: ['forecast'] },
] as const;

/** One that is not named above still has its place: the last. */
export function grouped<T extends { name: string }>(all: T[]): { key: string; reports: T[] }[] {
  const named = QUESTIONS.flatMap(({ reports }): readonly string[] => reports);
  const others = all.filter(({ name }) => !named.includes(name));
  return QUESTIONS.map(({ key, reports }) => ({
    key,
    reports: [
      ...reports.flatMap((name) => all.filter((one) => one.name === name)),
      ...(key === 'next' ? others : []),
    ],
  })).filter(({ reports }) => reports.length > 0);
}
