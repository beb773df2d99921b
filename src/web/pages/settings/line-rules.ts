import { useTranslation } from 'react-i18next';
import { api, useSend } from '../../app/index.ts';
import { toast } from '../../ui/index.ts';

export type Kind = 'goods' | 'shipping' | 'fee' | 'adjustment';

/** By code or by words. */
export interface Said {
  sku?: string;
  title?: string;
  kind: Kind;
}

interface Weight {
  kind: Kind;
  lines: number;
  amount: number;
}

export interface Rule extends Weight {
  id: string;
  sku: string | null;
  title: string | null;
  /** What the code is called. */
  product: string | null;
}

export interface Suggestion extends Weight {
  sku: string;
  title: string;
}

export interface LineKinds {
  currency: string;
  rules: Rule[];
  suggestions: Suggestion[];
}

interface Added {
  id: string;
  before: Kind | null;
  lines_changed: number;
}

export const pathOf = (shop: string) => `/v1/shops/${shop}/line-kinds`;

/** Saying what lines are, and taking it back; both can be undone. */
export function useLineRules(shop: string) {
  const { t } = useTranslation('goods');
  const path = pathOf(shop);
  const options = { touches: [path, '/v1/today', '/v1/reports', '/v1/customers'] };
  const add = useSend((said: Said) => api.post<Added>(path, said), { ...options, quiet: true });
  const drop = useSend((id: string) => api.delete(`${path}/${id}`), options);
  const nameOf = ({ sku, title }: { sku?: string | null; title?: string | null }) =>
    sku ? t('code', { sku }) : t('words', { title: title ?? '' });

  const say = async (said: Said) => {
    const { id, before, lines_changed: count } = await add.mutateAsync(said);
    const message = t('said', { what: nameOf(said), kind: t(`kinds.${said.kind}`), count });
    const onUndo = () =>
      before === null ? drop.mutate(id) : void add.mutateAsync({ ...said, kind: before });
    toast({ message, onUndo });
  };
  const sayOrTell = (said: Said) =>
    void say(said).catch((error: Error) => toast({ message: error.message, tone: 'bad' }));
  const remove = ({ id, sku, title, kind }: Rule) => {
    const again: Said = sku === null ? { title: title ?? '', kind } : { sku, kind };
    const message = t('removed', { what: nameOf(again) });
    drop.mutate(id, { onSuccess: () => toast({ message, onUndo: () => add.mutate(again) }) });
  };
  return { say, sayOrTell, remove, nameOf, busy: add.isPending || drop.isPending };
}

export type LineRules = ReturnType<typeof useLineRules>;
