import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card, Expand, IconButton, Notice, SelectField, Soft, Stack } from '../../ui/index.ts';
import { BlockFields, BLOCKS, newBlock } from './block.tsx';
import { LiquidField } from './field.tsx';
import { keyOf, withKey } from './keys.ts';
import type { Block, MailVariant, Param } from './model.ts';
import { useNotesAt, Warnings } from './notes.tsx';

interface Props {
  at: string;
  language: string;
  mail: MailVariant;
  params: readonly Param[];
  onChange: (mail: MailVariant) => void;
}

/** A mail in one language: what the mailbox shows, then block by block. */
export function MailEditor(props: Props) {
  const { t } = useTranslation('templates');
  const { at, language, mail, onChange } = props;
  const { error } = useNotesAt(`${at}/blocks`);
  return (
    <Stack>
      <LiquidField
        at={`${at}/subject`}
        label={t('mail.subject')}
        value={mail.subject}
        onChange={(subject) => onChange({ ...mail, subject })}
      />
      <LiquidField
        at={`${at}/preheader`}
        label={t('mail.preheader')}
        hint={t('mail.preheader_hint')}
        value={mail.preheader}
        onChange={(preheader) => onChange({ ...mail, preheader })}
      />
      {error && <Notice tone="bad">{error}</Notice>}
      <Blocks {...props} />
      {!/^(zh|en)\b/i.test(language) && <Footer {...{ at, mail, onChange }} />}
    </Stack>
  );
}

const moved = (blocks: readonly Block[], from: number, to: number): Block[] => {
  const rest = blocks.filter((_, n) => n !== from);
  const one = blocks[from];
  return one ? [...rest.slice(0, to), one, ...rest.slice(to)] : rest;
};

function Blocks({ at, mail, params, onChange }: Props) {
  const { t } = useTranslation('templates');
  const { blocks } = mail;
  const set = (next: Block[]) => onChange({ ...mail, blocks: next });
  const replace = (n: number, block: Block) =>
    set(blocks.map((one, i) => (i === n ? withKey(block, one) : one)));
  const options = [
    { value: '', label: t('mail.add') },
    ...BLOCKS.map((type) => ({ value: type, label: t(`blocks.${type}.name`) })),
  ];
  return (
    <Stack>
      {blocks.map((block, n) => (
        <Card
          flat
          key={keyOf(block)}
          title={t('mail.block', { number: n + 1, name: t(`blocks.${block.type}.name`) })}
          actions={
            <BlockActions
              {...{ number: n + 1, of: blocks.length }}
              onMove={(by) => set(moved(blocks, n, n + by))}
              onRemove={() => set(blocks.filter((_, i) => i !== n))}
            />
          }
        >
          <Stack>
            <BlockFields
              {...{ block, params, at: `${at}/blocks/${n}` }}
              onChange={(next) => replace(n, next)}
            />
            <Warnings at={`${at}/blocks/${n}`} />
          </Stack>
        </Card>
      ))}
      <SelectField
        quiet
        label={t('mail.add')}
        options={options}
        value=""
        onChange={(type) => type && set([...blocks, newBlock(type as Block['type'])])}
      />
    </Stack>
  );
}

function BlockActions(props: {
  number: number;
  of: number;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('templates');
  const { number, of, onMove, onRemove } = props;
  return (
    <>
      {number > 1 && (
        <IconButton size="small" label={t('mail.up', { number })} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} aria-hidden />
        </IconButton>
      )}
      {number < of && (
        <IconButton size="small" label={t('mail.down', { number })} onClick={() => onMove(1)}>
          <IconArrowDown size={16} aria-hidden />
        </IconButton>
      )}
      <IconButton size="small" label={t('mail.remove', { number })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </IconButton>
    </>
  );
}

const NO_FOOTER = { why: '', unsubscribe: '', preferences: '' };

/** In zh and en we have these words; elsewhere they are English until somebody writes them. */
function Footer({ at, mail, onChange }: Pick<Props, 'at' | 'mail' | 'onChange'>) {
  const { t } = useTranslation('templates');
  const footer = mail.footer ?? NO_FOOTER;
  return (
    <Expand label={t('footer.title')}>
      <Stack>
        <Soft small>{t('footer.text')}</Soft>
        {(['why', 'unsubscribe', 'preferences'] as const).map((key) => (
          <LiquidField
            key={key}
            at={`${at}/footer/${key}`}
            label={t(`footer.${key}`)}
            value={footer[key]}
            onChange={(text) => onChange({ ...mail, footer: { ...footer, [key]: text } })}
          />
        ))}
      </Stack>
    </Expand>
  );
}
