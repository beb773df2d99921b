import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Button,
  Card,
  Choice,
  Dialog,
  Grid,
  Loading,
  MailFrame,
  Notice,
  Row,
  Soft,
  Stack,
  toast,
  Lines,
} from '../../ui/index.ts';
import { api, useMay, useSend } from '../../app/index.ts';
import { useCallName } from '../customers/name.ts';
import { PickCustomer } from '../customers/pick.tsx';
import type { CustomerRow } from '../customers/model.ts';
import { useAsk } from '../segments/ask.ts';
import { PATH, type Draft, type Preview } from './model.ts';
import { SmsSizeLine } from './sms.tsx';

/** The draft as one customer would read it, while it is written. */
export function PreviewCard({ draft, language }: { draft: Draft | undefined; language: string }) {
  const { t } = useTranslation('templates');
  const [customer, setCustomer] = useState<CustomerRow>();
  const asked = draft && { ...draft, language, ...(customer && { customer: customer.id }) };
  const { data, error, isFetching } = useAsk<Preview>(`${PATH}/preview`, asked);
  return (
    <Card
      title={t('preview.title')}
      actions={
        <>
          <Who customer={customer} onChange={setCustomer} />
          {asked?.kind === 'email' && <Test asked={asked} />}
        </>
      }
    >
      <div aria-live="polite">
        <Stack>
          {error && <Notice tone="warn">{error.message}</Notice>}
          {!draft && !data && <Soft>{t('preview.unfinished')}</Soft>}
          {draft && !data && isFetching && <Loading />}
          {data && <Shown preview={data} />}
        </Stack>
      </div>
    </Card>
  );
}

/** To one's own mailbox, through the account that customers' mails go through. */
function Test({ asked }: { asked: Draft & { language: string } }) {
  const { t } = useTranslation('templates');
  const may = useMay('templates.change');
  const send = useSend(() => api.post<{ to: string }>(`${PATH}/test`, asked));
  if (!may) return null;
  const run = () =>
    send.mutate(undefined, {
      onSuccess: ({ to }) => toast({ message: t('preview.tested', { to }) }),
    });
  return (
    <Button size="small" busy={send.isPending} onClick={run}>
      {t('preview.test')}
    </Button>
  );
}

function Who(props: {
  customer: CustomerRow | undefined;
  onChange: (customer: CustomerRow | undefined) => void;
}) {
  const { t } = useTranslation('templates');
  const callName = useCallName();
  const { customer, onChange } = props;
  const [picking, setPicking] = useState(false);
  const pick = (row: CustomerRow) => {
    onChange(row);
    setPicking(false);
  };
  return (
    <>
      {customer && (
        <Button size="small" kind="quiet" onClick={() => onChange(undefined)}>
          {t('preview.invented')}
        </Button>
      )}
      <Button size="small" onClick={() => setPicking(true)}>
        {customer ? t('preview.as', { name: callName(customer) }) : t('preview.choose')}
      </Button>
      {picking && (
        <Dialog open title={t('preview.choose')} onClose={() => setPicking(false)}>
          <PickCustomer onPick={pick} />
        </Dialog>
      )}
    </>
  );
}

function Shown({ preview }: { preview: Preview }) {
  const { t } = useTranslation('templates');
  const [look, setLook] = useState<'light' | 'dark'>('light');
  const { subject, preheader, html, text, sms } = preview;
  if (html === null)
    return (
      <Stack>
        <Card flat>
          <Lines>{text}</Lines>
        </Card>
        {sms && <SmsSizeLine sms={sms} />}
      </Stack>
    );
  const looks = (['light', 'dark'] as const).map((value) => ({
    value,
    label: t(`preview.${value}`),
  }));
  return (
    <Stack>
      <Row spread>
        <Stack gap={0}>
          <strong>{subject}</strong>
          {preheader && <Soft small>{preheader}</Soft>}
        </Stack>
        <Choice label={t('preview.look')} options={looks} value={look} onChange={setLook} />
      </Row>
      <Grid min={280}>
        <MailFrame title={t('preview.mail')} html={html} dark={look === 'dark'} />
        <Card flat title={t('preview.text')}>
          <div className="r-small">
            <Lines>{text}</Lines>
          </div>
        </Card>
      </Grid>
    </Stack>
  );
}
