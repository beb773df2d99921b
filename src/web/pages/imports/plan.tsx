import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiProblem, useGet, useSend, type List } from '../../app/index.ts';
import { Button, ErrorState, Loading, Notice, Row, Soft, Stack } from '../../ui/index.ts';
import { MappingCard } from './mapping.tsx';
import {
  isGeneric,
  platformOf,
  type DraftAnswer,
  type ImportAnswer,
  type Mapping,
  type PlanOptions,
  type ShopAnswer,
  type SourceAnswer,
} from './model.ts';
import { shopHints } from '../../../kernel/index.ts';
import { guessShop } from './places.ts';
import { Preview } from './preview.tsx';
import { Questions } from './questions.tsx';
import { Recognised } from './recognised.tsx';
import { ShopChoice, type ShopDraft } from './shop-choice.tsx';

interface Change {
  source?: string;
  mapping?: Mapping;
  options?: PlanOptions;
  shop_id?: string;
}

/** Each answer of the server is the draft anew, with its preview. */
function useDraft(file: DraftAnswer) {
  const client = useQueryClient();
  const path = `/v1/imports/${file.id}`;
  const change = useSend(async (what: Change) => {
    const answer = await api.patch<DraftAnswer>(path, what);
    client.setQueryData([path, {}], answer);
    return answer;
  });
  return { change: (what: Change) => change.mutate(what), updating: change.isPending };
}

/** Whose file it is: what was chosen, else the shop that fits, else a new one with all but its name. */
function useShop(file: DraftAnswer, shops: ShopAnswer[]) {
  const [chosen, setChosen] = useState<ShopDraft>();
  const platform = platformOf(file.source);
  const guess = { ...guessShop(platform), ...shopHints(file.headers, file.sample) };
  const likely = shops.find((shop) => shop.platform === platform) ?? shops[0];
  const usual: ShopDraft = likely ? { id: likely.id } : { id: '', shop: guess };
  return { shop: chosen ?? (file.shop ? { id: file.shop.id } : usual), setChosen, guess };
}

/** Nobody's own orders go among the invented ones. */
const own = (shops: ShopAnswer[]) => shops.filter((shop) => !shop.is_sample);

/** How a file will be read: what it is, whose it is, which column is which, and how that looks. */
export function Plan({ file }: { file: DraftAnswer }) {
  const shops = useGet<List<ShopAnswer>>('/v1/shops');
  if (shops.error) return <ErrorState error={shops.error} onRetry={() => void shops.refetch()} />;
  return shops.data ? <PlanForm file={file} shops={own(shops.data.data)} /> : <Loading lines={6} />;
}

function PlanForm({ file, shops }: { file: DraftAnswer; shops: ShopAnswer[] }) {
  const sources = useGet<List<SourceAnswer>>('/v1/sources').data?.data ?? [];
  const { change, updating } = useDraft(file);
  const { shop, setChosen, guess } = useShop(file, shops);
  const { id } = shop;
  // The shop knows how its files were mapped the last time, so it is told at once.
  useEffect(() => {
    if (id && file.shop?.id !== id) change({ shop_id: id });
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id]);
  const fields = sources.find(({ name }) => name === file.source)?.fields ?? [];
  return (
    <Stack gap={3}>
      <Recognised file={file} sources={sources} onSource={(name) => change({ source: name })} />
      <Questions
        file={file}
        onOptions={(options) => change({ options: { ...file.options, ...options } })}
      />
      {file.source && isGeneric(file.source) && (
        <MappingCard file={file} fields={fields} onMapping={(mapping) => change({ mapping })} />
      )}
      <Preview file={file} updating={updating} />
      <ShopChoice shops={shops} draft={shop} guess={guess} onChange={setChosen} />
      <Start file={file} shop={shop} disabled={file.needed.length > 0 || !file.source} />
    </Stack>
  );
}

function Start(props: { file: DraftAnswer; shop: ShopDraft; disabled: boolean }) {
  const { file, shop, disabled } = props;
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const start = useSend(
    async () => {
      await api.patch(`/v1/imports/${file.id}`, shop.id ? { shop_id: shop.id } : shopOf(shop));
      return api.post<ImportAnswer>(`/v1/imports/${file.id}/start`);
    },
    { touches: ['/v1/imports', '/v1/shops'], quiet: true },
  );
  const go = () => {
    if ('shop' in shop && !shop.shop.name.trim()) return setProblem(t('shop.needed'));
    setProblem(undefined);
    start.mutate(undefined, {
      onSuccess: ({ id }) => void navigate({ to: '/imports/$id', params: { id }, replace: true }),
      onError: (error) => setProblem(error instanceof ApiProblem ? error.message : String(error)),
    });
  };
  return (
    <Stack>
      {problem && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      <Row>
        <Button kind="primary" size="large" busy={start.isPending} disabled={disabled} onClick={go}>
          {t('start.button')}
        </Button>
        <Soft>{t(disabled ? 'start.not_yet' : 'start.hint')}</Soft>
      </Row>
    </Stack>
  );
}

const shopOf = (draft: ShopDraft) => ('shop' in draft ? { shop: draft.shop } : {});
