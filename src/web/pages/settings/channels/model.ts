import { api, useGet, useSend, type List } from '../../../app/index.ts';
import { CHANNEL_KINDS } from '../../../../outreach/channels/schema.ts';

export const KINDS = CHANNEL_KINDS;
export type Kind = (typeof CHANNEL_KINDS)[number];

interface Worded {
  code: string;
  text: string;
}

export interface Channel {
  id: string;
  name: string;
  kind: Kind;
  vendor: string;
  config: Record<string, unknown>;
  has_secrets: string[];
  enabled: boolean;
  is_default: boolean;
  per_second: number | null;
  concurrency: number;
  paused_at: string | null;
  pause_reason: Worded | null;
  retry_at: string | null;
  tested_at: string | null;
  callback_url: string | null;
}

export interface Vendor {
  name: string;
  kind: Kind | 'any';
  by_hand: boolean;
  needs_approval: boolean;
  checkable: boolean;
}

export const PATH = '/v1/channels';
const touches = [PATH];

export const useChannels = () => useGet<List<Channel>>(PATH);
export const useVendors = () => useGet<{ data: Vendor[] }>(`${PATH}/vendors`);

/** As the API takes it, with one thing changed. */
const unchanged = (channel: Channel) => {
  const { name, kind, vendor, config, enabled, is_default, per_second, concurrency } = channel;
  return { name, kind, vendor, config, enabled, is_default, per_second, concurrency };
};

export const useChange = () =>
  useSend(
    ({ channel, change }: { channel: Channel; change: Partial<Channel> }) =>
      api.put<Channel>(`${PATH}/${channel.id}`, { ...unchanged(channel), ...change }),
    { touches },
  );

export const usePause = () =>
  useSend(
    ({ id, paused }: { id: string; paused: boolean }) =>
      api.post<Channel>(`${PATH}/${id}/pause`, { paused }),
    { touches },
  );

export const useRemove = () => useSend((id: string) => api.delete(`${PATH}/${id}`), { touches });

export const useAdd = () =>
  useSend((channel: Channel) => api.post<Channel>(PATH, unchanged(channel)), { touches });

/** Signs in at the vendor; what it said is shown where the account stands. */
export const useCheck = () =>
  useSend(
    (id: string) => api.post<{ note: string | null; tested_at: string }>(`${PATH}/${id}/check`, {}),
    { touches, quiet: true },
  );
