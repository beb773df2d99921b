import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useGet, useMay, useRefresh } from '../../app/index.ts';
import {
  ActionList,
  Button,
  Card,
  Dialog,
  DownloadLink,
  LinkButton,
  Row,
  Soft,
  Stack,
  toast,
  useFormats,
} from '../../ui/index.ts';
import type { CarryList, CarryLists } from './model.ts';

const TOUCHES = '/v1/touches';
const LISTS = `${TOUCHES}/lists`;

const said = (error: unknown): void =>
  toast({ message: error instanceof Error ? error.message : '', tone: 'bad' });

/** What lies ready for a person: take a list, carry it, say so. */
export function CarriedCard({ kind }: { kind?: CarryList['kind'] }) {
  const may = useMay('touches.change');
  return may ? <Lists kind={kind} /> : null;
}

const ofKind = (all: CarryLists, kind: CarryList['kind'] | undefined): CarryLists => ({
  unlisted: all.unlisted.filter((one) => !kind || one.kind === kind),
  lists: all.lists.filter((one) => !kind || one.kind === kind),
});

function Lists({ kind }: { kind: CarryList['kind'] | undefined }) {
  const { t } = useTranslation('messages');
  const found = useGet<CarryLists>(LISTS);
  const data = found.data && ofKind(found.data, kind);
  const [marking, setMarking] = useState<CarryList>();
  if (!data || data.unlisted.length + data.lists.length === 0) return null;
  const count = [...data.unlisted.map((one) => one.count), ...data.lists.map((one) => one.waiting)];
  const items = [
    ...data.unlisted.map((one) => ({
      key: `${one.kind} ${one.shop_id}`,
      text: <New one={one} />,
      action: <Take one={one} />,
    })),
    ...data.lists.map((list) => ({
      key: list.id,
      text: <Taken list={list} />,
      action: <Acts list={list} onMark={() => setMarking(list)} />,
    })),
  ];
  return (
    <Card
      title={t('carried.title', { count: count.reduce((sum, one) => sum + one, 0) })}
      sentence={t('carried.text')}
    >
      <ActionList items={items} />
      {marking && <Sure list={marking} onClose={() => setMarking(undefined)} />}
    </Card>
  );
}

type Unlisted = CarryLists['unlisted'][number];

function useNames() {
  const { t } = useTranslation('messages');
  const ofShop = (shop: string | null, text: string) =>
    shop === null ? text : t('carried.of_shop', { shop, text });
  return {
    fresh: ({ kind, count, shop }: Unlisted) => ofShop(shop, t(`carried.new_${kind}`, { count })),
    list: ({ kind, count, shop }: CarryList) => ofShop(shop, t(`carried.list_${kind}`, { count })),
  };
}

const New = ({ one }: { one: Unlisted }) => useNames().fresh(one);

function Take({ one }: { one: Unlisted }) {
  const { t } = useTranslation('messages');
  const names = useNames();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.post(LISTS, { kind: one.kind, ...(one.shop_id && { shop: one.shop_id }) });
    } catch (error) {
      // Somebody else was quicker: their list is what there is now.
      said(error);
    }
    await refresh(TOUCHES);
    setBusy(false);
  };
  return (
    <Button kind="primary" size="small" busy={busy} onClick={() => void take()}>
      {t('carried.take')} <span className="r-hidden">{names.fresh(one)}</span>
    </Button>
  );
}

function Taken({ list }: { list: CarryList }) {
  const { t } = useTranslation('messages');
  const { time } = useFormats();
  const names = useNames();
  const { at, by, count, waiting } = list;
  const taken = t(by === null ? 'carried.taken' : 'carried.taken_by', { time: time(at), by });
  const left =
    waiting === 0 ? t('carried.all_out') : waiting < count && t('carried.part', { waiting, count });
  return (
    <>
      {names.list(list)}
      <br />
      <Soft>{[taken, left].filter(Boolean).join(' · ')}</Soft>
    </>
  );
}

/** Says what became of a list; gives whether it could be said. */
function useSay() {
  const { t } = useTranslation('messages');
  const refresh = useRefresh();
  const say = async (list: string, was: 'sent' | 'not_sent'): Promise<void> => {
    try {
      const { ids } = await api.post<{ ids: string[] }>(`${TOUCHES}/carried`, { was, list });
      const count = ids.length;
      if (was === 'not_sent') toast({ message: t('carried.done_back', { count }) });
      else
        toast({
          message: t('carried.done', { count }),
          onUndo: () => void say(list, 'not_sent'),
        });
    } catch (error) {
      said(error);
    }
    await refresh(TOUCHES, '/v1/customers');
  };
  return say;
}

function Acts({ list, onMark }: { list: CarryList; onMark: () => void }) {
  const { t } = useTranslation('messages');
  const names = useNames();
  const say = useSay();
  const what = names.list(list);
  const file = `${LISTS}/${list.id}`;
  if (list.waiting === 0)
    return (
      <Button size="small" onClick={() => void say(list.id, 'not_sent')}>
        {t('carried.back')} <span className="r-hidden">{what}</span>
      </Button>
    );
  return (
    <Row gap={1}>
      {list.kind === 'post' && (
        <LinkButton to="/messages/print" search={{ list: list.id }} size="small">
          {t('carried.print')} <span className="r-hidden">{what}</span>
        </LinkButton>
      )}
      <DownloadLink href={`${file}/messages.xlsx`} label={t('carried.xlsx_label', { what })}>
        {t('carried.xlsx')}
      </DownloadLink>
      <DownloadLink href={`${file}/messages.csv`} label={t('carried.csv_label', { what })}>
        {t('carried.csv')}
      </DownloadLink>
      <Button size="small" onClick={onMark}>
        {t('carried.mark')} <span className="r-hidden">{what}</span>
      </Button>
    </Row>
  );
}

function Sure({ list, onClose }: { list: CarryList; onClose: () => void }) {
  const { t } = useTranslation('messages');
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const mark = async (): Promise<void> => {
    setBusy(true);
    await say(list.id, 'sent');
    onClose();
  };
  return (
    <Dialog open title={t('carried.sure', { count: list.waiting })} onClose={onClose}>
      <Stack>
        <p>{t('carried.sure_text')}</p>
        <div className="r-dialog-actions">
          <Button onClick={onClose}>{t('carried.cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void mark()}>
            {t('carried.mark')}
          </Button>
        </div>
      </Stack>
    </Dialog>
  );
}
