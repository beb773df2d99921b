import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from './api.ts';
import { useGet, useSend } from './queries.ts';

interface Sample {
  state: 'absent' | 'loading' | 'there' | 'failed';
  problem: { code: string; detail?: string } | null;
}

const PATH = '/v1/samples';

const whileLoading = (sample: Sample | undefined) => (sample?.state === 'loading' ? 400 : false);

/** The sample shop: whether it is there, putting it there, taking it away. `onLoaded` when it has come. */
export function useSample(onLoaded?: () => void) {
  const client = useQueryClient();
  const { data } = useGet<Sample>(PATH, {}, { every: whileLoading });
  const load = useSend(() => api.post(PATH, {}), { touches: [PATH] });
  const remove = useSend(() => api.delete(PATH), { touches: ['/v1'] });
  const state = data?.state;
  const before = useRef(state);
  useEffect(() => {
    const came = before.current !== undefined && before.current !== 'there' && state === 'there';
    before.current = state;
    if (!came) return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== '/v1/session' });
    onLoaded?.();
  }, [state, client, onLoaded]);
  return {
    state: state ?? 'absent',
    loading: state === 'loading' || load.isPending,
    problem: state === 'failed' ? (data?.problem?.detail ?? data?.problem?.code) : undefined,
    load: () => load.mutate(undefined),
    remove: () => remove.mutate(undefined),
    removing: remove.isPending,
  };
}
