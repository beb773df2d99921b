import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMay, useRefresh } from '../../app/index.ts';
import { Button, Card, Dialog, DownloadLink, Row, Stack, toast } from '../../ui/index.ts';

const TOUCHES = '/v1/touches';

/** What lies ready for a person: take the list, carry it, say so. */
export function CarriedCard({ count }: { count: number }) {
  const { t } = useTranslation('messages');
  const may = useMay('touches.change');
  const [asking, setAsking] = useState(false);
  if (!may || count === 0) return null;
  return (
    <Card title={t('carried.title', { count })} sentence={t('carried.text')}>
      <Row gap={1}>
        <DownloadLink href={`${TOUCHES}/waiting.xlsx`} button>
          {t('carried.xlsx')}
        </DownloadLink>
        <DownloadLink href={`${TOUCHES}/waiting.csv`} button>
          {t('carried.csv')}
        </DownloadLink>
        <Button onClick={() => setAsking(true)}>{t('carried.mark')}</Button>
      </Row>
      {asking && <Sure count={count} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Sure({ count, onClose }: { count: number; onClose: () => void }) {
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
      const ids = await say({ was: 'sent' });
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
