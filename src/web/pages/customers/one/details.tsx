import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../app/index.ts';
import { Button, Card, Facts, Soft, Spoken, useFormats } from '../../../ui/index.ts';
import type { Customer } from '../model.ts';
import { DetailsForm } from './details-form.tsx';

/** Name, contacts and address; edited in place. */
export function Details({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay('customers.edit') && !customer.erased_at;
  const [open, setOpen] = useState(false);
  if (open) return <DetailsForm customer={customer} onDone={() => setOpen(false)} />;
  return (
    <Card
      title={t('details.title')}
      actions={
        may && (
          <Button kind="quiet" size="small" onClick={() => setOpen(true)}>
            {t('page.edit')}
            <Spoken>{t('details.title')}</Spoken>
          </Button>
        )
      }
    >
      <Shown customer={customer} />
    </Card>
  );
}

/** CN as China, 中国; what is no code stays as it is. */
function countryName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function Shown({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const reader = useFormats().language;
  const { province, city, district, address, gender, address_kind: kind, language } = customer;
  const place = [province, city, district, address].filter(Boolean).join(' ');
  const facts: [string, string | null][] = [
    [t('details.name'), customer.name],
    [t('details.nick'), customer.nick],
    [t('details.phone'), customer.phone ?? customer.phone_masked],
    [t('details.email'), customer.email],
    [t('details.gender'), gender && t(`gender.${gender}`)],
    [t('details.birth_year'), customer.birth_year === null ? null : String(customer.birth_year)],
    [t('details.language'), language && t(`language.${language}`, language)],
    [t('details.country'), customer.country && countryName(customer.country, reader)],
    [t('details.address'), place || null],
    [t('details.address_kind'), kind && t(`address_kind.${kind}`)],
  ];
  const known = facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
  return known.length > 0 ? <Facts of={known} /> : <Soft>{t('page.nothing')}</Soft>;
}
