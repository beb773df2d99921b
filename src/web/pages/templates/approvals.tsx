import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  DataTable,
  Mono,
  Soft,
  Spoken,
  type Column,
  type Tone,
} from '../../ui/index.ts';
import { useVendors } from '../settings/channels/model.ts';
import { ApprovalForm } from './approval-form.tsx';
import { useLanguageName } from './languages.ts';
import type { Approval, Template } from './model.ts';

interface Row {
  vendor: string;
  language: string;
  approval: Approval | undefined;
}

const TONES: Record<string, Tone> = { approved: 'good', waiting: 'warn', rejected: 'bad' };

/** Some vendors send only what they approved: its code there, under which signature, with which parameters. */
export function ApprovalsCard({ template }: { template: Template }) {
  const { t } = useTranslation(['templates', 'channels']);
  const nameOf = useLanguageName();
  const may = useMay('templates.change');
  const { data } = useVendors();
  const [editing, setEditing] = useState<Row>();
  const vendors = (data?.data ?? []).filter(
    (one) => one.needs_approval && one.kind === template.kind,
  );
  if (vendors.length === 0) return null;
  const rows = vendors.flatMap(({ name }) =>
    Object.keys(template.variants).map((language) => ({
      ...{ vendor: name, language },
      approval: template.approvals.find((one) => one.vendor === name && one.language === language),
    })),
  );
  const columns: Column<Row>[] = [
    {
      ...{ key: 'vendor', title: t('approvals.vendor') },
      cell: ({ vendor }) => t(`channels:vendors.${vendor}.name`),
    },
    {
      ...{ key: 'language', title: t('approvals.language') },
      cell: ({ language }) => nameOf(language),
    },
    {
      ...{ key: 'state', title: t('approvals.state') },
      cell: ({ approval }) =>
        approval ? (
          <Badge tone={TONES[approval.state]}>{t(`approvals.states.${approval.state}`)}</Badge>
        ) : (
          <Soft>{t('approvals.none')}</Soft>
        ),
    },
    {
      ...{ key: 'code', title: t('approvals.code') },
      cell: ({ approval }) => <Mono>{approval?.code ?? ''}</Mono>,
    },
    {
      ...{ key: 'edit', title: t('approvals.edit'), align: 'end', quiet: true },
      cell: (row) =>
        may && (
          <Button size="small" kind="quiet" onClick={() => setEditing(row)}>
            {t('approvals.edit')}
            <Spoken>
              {t(`channels:vendors.${row.vendor}.name`)} {nameOf(row.language)}
            </Spoken>
          </Button>
        ),
    },
  ];
  return (
    <Card title={t('approvals.title')} sentence={t('approvals.sentence')}>
      <DataTable
        {...{ label: t('approvals.title'), columns, rows, bare: true }}
        rowKey={({ vendor, language }) => `${vendor} ${language}`}
      />
      {editing && (
        <ApprovalForm {...editing} template={template} onClose={() => setEditing(undefined)} />
      )}
    </Card>
  );
}
