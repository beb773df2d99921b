import { useTranslation } from 'react-i18next';
import { PARAM_TYPES } from '../../../outreach/templates/schema.ts';
import {
  Button,
  Card,
  CheckboxField,
  Expand,
  Grid,
  Row,
  SelectField,
  Soft,
  Stack,
  TextField,
} from '../../ui/index.ts';
import type { Param } from './model.ts';
import { useNotesAt } from './notes.tsx';

const NEW: Param = { name: '', type: 'text', label: '', required: true, sample: '' };

/** What whoever sends must say each time: a festival's name, a tip, a code. */
export function ParamsCard(props: { params: Param[]; onChange: (params: Param[]) => void }) {
  const { t } = useTranslation('templates');
  const { params, onChange } = props;
  return (
    <Expand label={t('params.title', { count: params.length })}>
      <Stack>
        <Soft small>{t('params.text')}</Soft>
        {params.map((param, n) => (
          <OneParam
            // Its name is being written; its place is what it is known by.
            key={n}
            {...{ param, at: `/params/${n}` }}
            onChange={(one) => onChange(params.map((before, i) => (i === n ? one : before)))}
            onRemove={() => onChange(params.filter((_, i) => i !== n))}
          />
        ))}
        <div>
          <Button size="small" onClick={() => onChange([...params, NEW])}>
            {t('params.add')}
          </Button>
        </div>
      </Stack>
    </Expand>
  );
}

function OneParam(props: {
  at: string;
  param: Param;
  onChange: (param: Param) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('templates');
  const { at, param, onChange, onRemove } = props;
  const { error } = useNotesAt(`${at}/name`);
  const text = (key: 'name' | 'label' | 'sample') => ({
    ...{ label: t(`params.${key}`), value: param[key] },
    onChange: (value: string) => onChange({ ...param, [key]: value }),
  });
  return (
    <Card flat>
      <Stack>
        <Grid min={160}>
          <TextField {...text('label')} />
          <TextField {...text('name')} error={error} />
          <SelectField
            label={t('params.type')}
            options={PARAM_TYPES.map((value) => ({ value, label: t(`params.types.${value}`) }))}
            value={param.type}
            onChange={(type) => onChange({ ...param, type: type as Param['type'] })}
          />
          <TextField {...text('sample')} />
        </Grid>
        <Row spread>
          <CheckboxField
            label={t('params.required')}
            value={param.required}
            onChange={(required) => onChange({ ...param, required })}
          />
          <Button size="small" kind="quiet" onClick={onRemove}>
            {t('params.remove')}
          </Button>
        </Row>
      </Stack>
    </Card>
  );
}
