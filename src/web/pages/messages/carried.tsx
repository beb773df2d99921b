import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMay, useRefresh } from '../../app/index.ts';
import {
  Button,
  Card,
  Dialog,
  DownloadLink,
  LinkButton,
  Row,
  Stack,
  toast,
} from '../../ui/index.ts';

const TOUCHES = '/v1/touches';

interface Lot {
  count: number;
  kind?: 'post' | undefined;
  /** Only these, which are on the page; without: all that lie ready. */
  ids?: string[] | undefined;
}

/** What lies ready for a person: take the list, or print it, carry it, say so. */
export function CarriedCard({ count, kind, ids }: Lot) {
  const { t } = useTranslation('messages');
  const may = useMay('touches.change');
  const [asking, setAsking] = useState(false);
  if (!may || count === 0) return null;
  const of = kind ? `?kind=${kind}` : '';
  return (
    <Card title={t('carried.title', { count })} sentence={t('carried.text')}>
      <Row gap={1}>
        <DownloadLink href={`${TOUCHES}/waiting.xlsx${of}`} button>
          {t('carried.xlsx')}
        </DownloadLink>
        <DownloadLink href={`${TOUCHES}/waiting.csv${of}`} button>
          {t('carried.csv')}
        </DownloadLink>
        {!kind && <LinkButton to="/messages/print">{t('carried.print')}</LinkButton>}
        <Button onClick={() => setAsking(true)}>{t('carried.mark')}</Button>
      </Row>
      {asking && <Sure {...{ count, kind, ids }} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Sure(props: Lot & { onClose: () => void }) {
  const { count, kind, ids: chosen, onClose } = props;
  const { t } = useTranslation('messages');
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const say = async (body: object): Promise<string[]> => {
    const { ids } = await api.post<{ ids: string[] }>(`${TOUCHES}/carried`, body);
    await refresh(TOUCHES, '/v1/customers');
    return ids;
  };
  const mark = async (): Promise<void> => {
    setBusy(true);
    try {
      const ids = await say({ was: 'sent', ...(kind && { kind }), ...(chosen && { ids: chosen }) });
      const message = t('carried.done', { count: ids.length });
      toast({ message, onUndo: () => void say({ was: 'not_sent', ids }) });
    } catch (error) {
      toast({ message: error instanceof Error ? error.message : '', tone: 'bad' });
    }
    onClose();
  };
  return (
    <Dialog open title={t('carried.sure', { count })} onClose={onClose}>
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
