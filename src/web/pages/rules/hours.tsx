import { useTranslation } from 'react-i18next';
import {
  Button,
  Card,
  Expand,
  Grid,
  Notice,
  Row,
  SelectField,
  Soft,
  Stack,
} from '../../ui/index.ts';
import { Countries, useCountryNames } from './countries.tsx';
import {
  CLASSES,
  refusalAt,
  refusalOf,
  replaced,
  same,
  without,
  type Class,
  type Hours,
  type Part,
} from './model.ts';
import { Reason } from './reason.tsx';

const TIMES = Array.from({ length: 49 }, (_, n) => {
  const hour = String(Math.floor(n / 2)).padStart(2, '0');
  return `${hour}:${n % 2 ? '30' : '00'}`;
});

/** When somebody may be written to, by country and class of message. */
export function HoursPart({ policy, defaults, refusals, may, set }: Part) {
  const { t } = useTranslation('rules');
  const { hours } = policy;
  const everywhere = hours.find(({ countries }) => countries === null) ?? hours.at(-1);
  // The rule for everywhere else stays last.
  const add = () => everywhere && set({ hours: [{ ...everywhere, countries: ['US'] }, ...hours] });
  const whole = refusalOf(refusals, '/hours');
  return (
    <Card
      title={t('hours.title')}
      sentence={t('hours.sentence')}
      actions={may && <Button onClick={add}>{t('hours.add')}</Button>}
    >
      <Stack>
        {whole && <Notice tone="bad">{whole}</Notice>}
        {hours.map((rule, n) => (
          <OneRule
            // A rule has no name of its own; its place is what it is known by.
            key={n}
            {...{ rule, may, place: `/hours/${n}`, refusals }}
            usual={
              defaults.hours.find(({ countries }) => same(countries, rule.countries)) ??
              defaults.hours.find(({ countries }) => countries === null)
            }
            onChange={(one) => set({ hours: replaced(hours, n, one) })}
            onRemove={rule.countries && (() => set({ hours: without(hours, n) }))}
          />
        ))}
        <Reason of="hours" />
      </Stack>
    </Card>
  );
}

interface RuleProps extends Pick<Part, 'may' | 'refusals'> {
  rule: Hours;
  usual: Hours | undefined;
  place: string;
  onChange: (rule: Hours) => void;
  onRemove: (() => void) | null;
}

function OneRule(props: RuleProps) {
  const { t } = useTranslation('rules');
  const { rule, usual, place, refusals, may, onChange, onRemove } = props;
  const nameOf = useCountryNames();
  const title = rule.countries ? nameOf(rule.countries).join(', ') : t('hours.everywhere');
  return (
    <Card
      flat
      title={title}
      actions={
        may &&
        onRemove && (
          <Button size="small" kind="quiet" onClick={onRemove}>
            {t('remove')}
          </Button>
        )
      }
    >
      <Stack>
        {rule.countries && may && (
          <Expand label={t('countries')} open={rule.countries.length === 0}>
            <Countries
              label={t('add_country')}
              value={rule.countries}
              error={refusalAt(refusals, `${place}/countries`)}
              onChange={(countries) => onChange({ ...rule, countries })}
            />
          </Expand>
        )}
        <Grid min={220} gap={3}>
          {CLASSES.map((of) => (
            <Span
              key={of}
              {...{ of, may, rule, usual, onChange }}
              error={refusalAt(refusals, `${place}/${of}`)}
            />
          ))}
        </Grid>
      </Stack>
    </Card>
  );
}

function Span(
  props: Pick<RuleProps, 'rule' | 'usual' | 'may' | 'onChange'> & { of: Class; error?: string },
) {
  const { t } = useTranslation('rules');
  const { of, rule, usual, may, error, onChange } = props;
  const [from, to] = rule[of];
  const name = t(`classes.${of}`);
  const options = (value: string) =>
    [...new Set([...TIMES, value])].toSorted().map((time) => ({ value: time, label: time }));
  const field = (label: string, value: string, change: (time: string) => void) => (
    <SelectField
      quiet
      {...{ label, value, disabled: !may, options: options(value), onChange: change }}
    />
  );
  return (
    <Stack gap={0.5}>
      <strong>{name}</strong>
      <Row gap={1}>
        {field(t('hours.from', { of: name }), from, (time) =>
          onChange({ ...rule, [of]: [time, to] }),
        )}
        <span>–</span>
        {field(t('hours.to', { of: name }), to, (time) =>
          onChange({ ...rule, [of]: [from, time] }),
        )}
      </Row>
      {error && <Notice tone="bad">{error}</Notice>}
      {usual && <Soft small>{t('default_is', { value: usual[of].join('–') })}</Soft>}
    </Stack>
  );
}
