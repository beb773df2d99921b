const isDay = (asOf: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(asOf);

/** How an `as_of` (a day, or an RFC 3339 instant) is given to a macro: its type, and its value. */
export function asOfParameter(asOf: string): { type: 'DATE' | 'TIMESTAMP'; value: string } {
  if (isDay(asOf)) return { type: 'DATE', value: asOf };
  return {
    type: 'TIMESTAMP',
    value: new Date(asOf).toISOString().replace('T', ' ').replace('Z', ''),
  };
}
