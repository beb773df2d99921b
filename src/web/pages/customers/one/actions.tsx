import { IconDots, IconEraser, IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../app/index.ts';
import { Button, Menu, type MenuItem } from '../../../ui/index.ts';
import type { Customer } from '../model.ts';
import { EraseDialog } from './erase.tsx';
import { MergeDialog } from './merge.tsx';

/** What is rarely done: joining two customers, forgetting one. */
export function Actions({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState<'merge' | 'erase'>();
  const mayMerge = useMay('customers.merge');
  const mayErase = useMay('customers.erase');
  const merge: MenuItem = {
    ...{ label: t('merge.action'), icon: <IconUsersPlus size={18} aria-hidden /> },
    onSelect: () => setOpen('merge'),
  };
  const erase: MenuItem = {
    ...{ label: t('erase.action'), icon: <IconEraser size={18} aria-hidden />, danger: true },
    onSelect: () => setOpen('erase'),
  };
  const items = [...(mayMerge ? [merge] : []), ...(mayErase ? [erase] : [])];
  if (items.length === 0) return null;
  return (
    <>
      <Menu items={items}>
        <Button icon={<IconDots size={18} aria-hidden />}>{t('page.actions')}</Button>
      </Menu>
      {open === 'merge' && <MergeDialog customer={customer} onClose={() => setOpen(undefined)} />}
      {open === 'erase' && <EraseDialog customer={customer} onClose={() => setOpen(undefined)} />}
    </>
  );
}
