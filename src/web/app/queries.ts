import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { toast } from '../ui/index.ts';
import { api, ApiProblem, type Params } from './api.ts';

/** A mistake of ours or a refusal will be the same a second time; a lost connection may not. */
const worthAnotherTry = (failures: number, error: unknown) =>
  failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status === 503);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: worthAnotherTry, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

interface GetOptions<Answer> {
  enabled?: boolean;
  /** Ask again every so many milliseconds; may depend on what came last. */
  every?: number | false | ((answer: Answer | undefined) => number | false);
}

/** One answer: `useGet<Shop[]>('/v1/shops')`. Its key is its address. */
export function useGet<Answer>(
  path: string,
  params: Params = {},
  options: GetOptions<Answer> = {},
) {
  const { every } = options;
  return useQuery({
    queryKey: [path, params],
    queryFn: ({ signal }) => api.get<Answer>(path, params, signal),
    enabled: options.enabled,
    refetchInterval: typeof every === 'function' ? ({ state }) => every(state.data) : every,
    placeholderData: keepPreviousData,
  });
}

export interface List<Row> {
  data: Row[];
  next_cursor: string | null;
  /** In all, where the list stands behind a figure; on the first page. */
  count?: number | null;
}

/** A keyset list: `rows` so far, and `more` as DataTable takes it. */
export function usePages<Row>(
  path: string,
  params: Params = {},
  options: { enabled?: boolean; every?: (rows: Row[]) => number | false } = {},
) {
  const { every } = options;
  const query = useInfiniteQuery({
    queryKey: [path, params, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<Row>>(path, { ...params, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: options.enabled,
    refetchInterval: every
      ? ({ state }) => every(state.data?.pages.flatMap((page) => page.data) ?? [])
      : undefined,
    placeholderData: keepPreviousData,
  });
  const more = {
    has: query.hasNextPage,
    load: () => void query.fetchNextPage(),
    loading: query.isFetchingNextPage,
  };
  return { ...query, rows: query.data?.pages.flatMap((page) => page.data) ?? [], more };
}

/**
 * A change. `touches` are the addresses whose answers it makes stale (with everything below them);
 * a failure is said in a toast unless the caller shows it (`quiet`).
 */
export function useSend<Input, Answer>(
  send: (input: Input) => Promise<Answer>,
  options: { touches?: string[]; quiet?: boolean } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => refresh(client, options.touches ?? []),
    onError: (error) => {
      if (!options.quiet) toast({ message: error.message, tone: 'bad' });
    },
  });
}

/** Makes answers stale outside of `useSend`: `await refresh('/v1/tokens')`. */
export function useRefresh() {
  const client = useQueryClient();
  return (...touched: string[]) => refresh(client, touched);
}

function refresh(client: QueryClient, touched: string[]): Promise<unknown> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [path] }) =>
      typeof path === 'string' && touched.some((one) => path === one || path.startsWith(`${one}/`)),
  });
}
