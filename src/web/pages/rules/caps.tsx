import { useTranslation } from 'react-i18next';
import { CHANNEL_KINDS } from '../../../outreach/channels/schema.ts';
import {
  Badge,
  Button,
  Card,
  CheckboxField,
  Expand,
  Grid,
  Notice,
  Row,
  SelectField,
  Soft,
  Stack,
  TextField,
} from '../../ui/index.ts';
import {
  CLASSES,
  refusalAt,
  replaced,
  same,
  toggled,
  without,
  type Cap,
  type Part,
} from './model.ts';
import { Reason } from './reason.tsx';

const NEW: Cap = { classes: ['promotion'], kinds: null, max: 1, days: 7, grades: {} };

/** A cap in words, as the lists of defaults and the cards' titles say it. */
function useCapWords() {
  const { t, i18n } = useTranslation(['rules', 'channels']);
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return ({ classes, kinds, max, days }: Cap) =>
    t('caps.words', {
      ...{ max, count: days },
      what: list.format(classes.map((one) => t(`classes_of.${one}`))),
      how: kinds
        ? t('caps.by', { kinds: list.format(kinds.map((one) => t(`channels:kinds.${one}.name`))) })
        : '',
    });
}

/** How much one person gets. */
export function CapsPart({ policy, defaults, refusals, may, set }: Part) {
  const { t } = useTranslation('rules');
  const words = useCapWords();
  const { caps } = policy;
  const lacking = defaults.caps.filter((one) => !caps.some((other) => same(one, other)));
  return (
    <Card
      title={t('caps.title')}
      sentence={t('caps.sentence')}
      actions={
        may && <Button onClick={() => set({ caps: [...caps, NEW] })}>{t('caps.add')}</Button>
      }
    >
      <Stack>
        {caps.length === 0 && <Notice tone="warn">{t('caps.none')}</Notice>}
        {caps.map((cap, n) => (
          <OneCap
            // A cap has no name of its own; its place is what it is known by.
            key={n}
            {...{ cap, may, refusals, place: `/caps/${n}` }}
            isDefault={defaults.caps.some((one) => same(one, cap))}
            onChange={(one) => set({ caps: replaced(caps, n, one) })}
            onRemove={() => set({ caps: without(caps, n) })}
          />
        ))}
        {lacking.length > 0 && (
          <Stack gap={0.5}>
            <Soft small>{t('caps.lacking')}</Soft>
            {lacking.map((cap) => (
              <Row key={JSON.stringify(cap)} gap={1}>
                <Soft small>{words(cap)}</Soft>
                {may && (
                  <Button size="small" kind="quiet" onClick={() => set({ caps: [...caps, cap] })}>
                    {t('caps.add_back')}
                  </Button>
                )}
              </Row>
            ))}
          </Stack>
        )}
        <Reason of="caps" />
      </Stack>
    </Card>
  );
}

interface CapProps extends Pick<Part, 'may' | 'refusals'> {
  cap: Cap;
  place: string;
  isDefault: boolean;
  onChange: (cap: Cap) => void;
  onRemove: () => void;
}

/** Folded to its sentence; opened, every number of it. */
function OneCap(props: CapProps) {
  const { t } = useTranslation('rules');
  const words = useCapWords();
  const { cap, may, isDefault, refusals, place, onRemove } = props;
  const wrong = refusalAt(refusals, place);
  const label = (
    <>
      {words(cap)} {isDefault ? null : <Badge tone="accent">{t('yours')}</Badge>}
    </>
  );
  return (
    <Expand label={label} open={Boolean(wrong)}>
      <Stack>
        {wrong && <Notice tone="bad">{wrong}</Notice>}
        <CapFields {...props} />
        {may && (
          <div>
            <Button size="small" kind="quiet" onClick={onRemove}>
              {t('remove')}
            </Button>
          </div>
        )}
      </Stack>
    </Expand>
  );
}

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
const shown = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '' : String(value);

function CapFields({ cap, may, onChange }: CapProps) {
  const { t } = useTranslation(['rules', 'channels']);
  const kinds = CHANNEL_KINDS.map((value) => ({ value, label: t(`channels:kinds.${value}.name`) }));
  const several = cap.kinds && cap.kinds.length > 1 ? cap.kinds.join(',') : undefined;
  const options = [
    { value: '', label: t('caps.all_ways') },
    ...(several ? [{ value: several, label: several }] : []),
    ...kinds,
  ];
  const off = { disabled: !may };
  return (
    <Stack>
      <Grid min={160}>
        <TextField
          label={t('caps.max')}
          inputMode="numeric"
          {...off}
          value={shown(cap.max)}
          onChange={(text) => onChange({ ...cap, max: number(text) })}
        />
        <TextField
          label={t('caps.days')}
          inputMode="numeric"
          {...off}
          value={shown(cap.days)}
          onChange={(text) => onChange({ ...cap, days: number(text) })}
        />
        <SelectField
          label={t('caps.kinds')}
          options={options}
          {...off}
          value={cap.kinds?.join(',') ?? ''}
          onChange={(value) =>
            onChange({ ...cap, kinds: value === '' ? null : (value.split(',') as Cap['kinds']) })
          }
        />
      </Grid>
      <Row>
        {CLASSES.map((one) => (
          <CheckboxField
            key={one}
            label={t(`classes.${one}`)}
            {...off}
            value={cap.classes.includes(one)}
            onChange={(on) => onChange({ ...cap, classes: toggled(CLASSES, cap.classes, one, on) })}
          />
        ))}
      </Row>
      <Grades {...{ cap, may, onChange }} />
    </Stack>
  );
}

function Grades({ cap, may, onChange }: Pick<CapProps, 'cap' | 'may' | 'onChange'>) {
  const { t } = useTranslation('rules');
  const set = (grade: 'A' | 'B' | 'C', text: string) => {
    const { [grade]: _, ...rest } = cap.grades;
    onChange({ ...cap, grades: text.trim() === '' ? rest : { ...rest, [grade]: number(text) } });
  };
  return (
    <Grid min={160}>
      {(['A', 'B', 'C'] as const).map((grade) => (
        <TextField
          key={grade}
          label={t('caps.grade', { grade })}
          hint={t(`caps.grade_hints.${grade}`)}
          inputMode="numeric"
          disabled={!may}
          value={shown(cap.grades[grade])}
          onChange={(text) => set(grade, text)}
        />
      ))}
    </Grid>
  );
}
