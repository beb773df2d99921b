import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from './api.ts';
import { useGet, useSend } from './queries.ts';

interface Sample {
  state: 'absent' | 'loading' | 'there' | 'failed';
  problem: { code: string; detail?: string } | null;
}

const PATH = '/v1/samples';

/** The sample shop: whether it is there, putting it there, taking it away. `onLoaded` when it has come. */
export function useSample(onLoaded?: () => void) {
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { data } = useGet<Sample>(PATH, {}, { every: asked ? 400 : false });
  const load = useSend(() => api.post(PATH, {}), { touches: [PATH] });
  const remove = useSend(() => api.delete(PATH), { touches: ['/v1'] });
  const state = data?.state ?? 'absent';
  useEffect(() => {
    if (!asked || load.isPending || (state !== 'there' && state !== 'failed')) return;
    setAsked(false);
    if (state === 'failed') return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/v1/session' });
    onLoaded?.();
  }, [asked, load.isPending, state, client, onLoaded]);
  return {
    state,
    loading: state === 'loading' || asked,
    problem: state === 'failed' ? (data?.problem?.detail ?? data?.problem?.code) : undefined,
    load: () => load.mutate(undefined, { onSuccess: () => setAsked(true) }),
    remove: () => remove.mutate(undefined),
    removing: remove.isPending,
  };
}
