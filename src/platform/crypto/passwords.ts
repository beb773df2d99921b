/** OWASP's floor for argon2id: 19 MiB, two passes. About 25 ms on a small machine. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Loaded at the first password: the native module is 2 MB that an idle server need not hold. */
const argon2 = () => import('@node-rs/argon2');

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await argon2();
  return hash(password, COST);
}

let nobody: Promise<string> | undefined;

/** Without a hash (no such account) it still takes as long, so that the time does not tell who has one. */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  const { verify } = await argon2();
  nobody ??= hashPassword('nobody has this one');
  const good = await verify(hash ?? (await nobody), password);
  return good && hash !== undefined;
}
