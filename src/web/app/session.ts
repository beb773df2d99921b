import { useSuspenseQuery } from '@tanstack/react-query';
import type { Language } from '../ui/index.ts';
import { api, ApiProblem } from './api.ts';
import { switchLanguage } from './i18n.ts';
import { queryClient } from './queries.ts';

export type RoleName = 'owner' | 'marketer' | 'agent' | 'viewer';

export interface Session {
  user: { id: string; name: string; email: string; language: Language } | null;
  role: RoleName;
  business: { name: string; key: string };
  permissions: Record<string, boolean>;
}

export interface Setup {
  needs_owner: boolean;
  version: string;
}

const path = '/v1/session';

async function ask(): Promise<Session | null> {
  try {
    const session = await api.get<Session>(path);
    // What the account says goes before what this browser prefers: the server's sentences follow it too.
    if (session.user) await switchLanguage(session.user.language);
    return session;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

export const sessionQuery = { queryKey: [path], queryFn: ask, staleTime: 60_000 };

export const setupQuery = {
  queryKey: ['/v1/setup'],
  queryFn: () => api.get<Setup>('/v1/setup'),
};

/** Who is signed in. Pages below the layout always have somebody. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new ApiProblem(401, {});
  return data;
}

/** Whether the one signed in may: `useMay('imports.run')`. The server decides again. */
export const useMay = (permission: string): boolean =>
  useSession().permissions[permission] === true;

/** The server's answer to signing in, setting up or accepting an invitation. */
export async function enter(session: Session): Promise<void> {
  queryClient.clear();
  queryClient.setQueryData([path], session);
  if (session.user) await switchLanguage(session.user.language);
}

export async function signOut(): Promise<void> {
  await api.delete(path);
  forget();
}

/** Nothing of somebody's customers stays behind in this window. */
export function forget(): void {
  queryClient.clear();
  queryClient.setQueryData([path], null);
}

/** For this reader from now on, on every machine. */
export async function chooseLanguage(language: Language): Promise<void> {
  await switchLanguage(language);
  const session = queryClient.getQueryData<Session | null>([path]);
  if (!session?.user) return;
  queryClient.setQueryData([path], { ...session, user: { ...session.user, language } });
  await api.patch(path, { language });
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== path });
}
