/**
 * All of `work` or none of it: readers see what was before or what is after.
 *
 * @example await inTransaction(duck, () => duck.run('DELETE FROM t'));
 */
export async function inTransaction<T>(
  on: { run(sql: string): Promise<unknown> },
  work: () => Promise<T>,
): Promise<T> {
  await on.run('BEGIN TRANSACTION');
  try {
    const made = await work();
    await on.run('COMMIT');
    return made;
  } catch (error) {
    await on.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
