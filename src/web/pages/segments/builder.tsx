import { useTranslation } from 'react-i18next';
import { Button, Card, Choice, Row, SelectField, Soft, Stack } from '../../ui/index.ts';
import { ConditionLine, startCondition, useFieldOptions } from './condition.tsx';
import { changeGroup, nextKey, type Draft, type DraftGroup } from './draft.ts';
import type { Catalogue, Match } from './model.ts';

interface Props {
  catalogue: Catalogue;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** Groups of conditions; between groups stands what joins them. */
export function SegmentBuilder({ catalogue, draft, onChange }: Props) {
  const { t } = useTranslation('segments');
  const addGroup = () =>
    onChange({
      ...draft,
      groups: [...draft.groups, { key: nextKey(), match: 'any', conditions: [] }],
    });
  return (
    <Stack gap={1}>
      {draft.groups.map((group, n) => (
        <Stack gap={1} key={group.key}>
          {n > 0 && <Soft>{t(`between.${draft.match}`)}</Soft>}
          <Group
            {...{ catalogue, group, number: n + 1, onlyOne: draft.groups.length === 1 }}
            onChange={(change) => onChange(changeGroup(draft, group.key, () => change))}
            onRemove={() =>
              onChange({ ...draft, groups: draft.groups.filter(({ key }) => key !== group.key) })
            }
          />
        </Stack>
      ))}
      <Row spread>
        <Button size="small" onClick={addGroup}>
          {t('add_group')}
        </Button>
        {draft.groups.length > 1 && (
          <MatchChoice
            label={t('groups_match')}
            of="groups"
            value={draft.match}
            onChange={(match) => onChange({ ...draft, match })}
          />
        )}
      </Row>
    </Stack>
  );
}

function MatchChoice(props: {
  label: string;
  of: 'groups' | 'conditions';
  value: Match;
  onChange: (match: Match) => void;
}) {
  const { t } = useTranslation('segments');
  const options = (['all', 'any'] as const).map((value) => ({
    value,
    label: t(`${props.of}.${value}`),
  }));
  return (
    <Choice label={props.label} options={options} value={props.value} onChange={props.onChange} />
  );
}

function Group(props: {
  catalogue: Catalogue;
  group: DraftGroup;
  number: number;
  onlyOne: boolean;
  onChange: (group: DraftGroup) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('segments');
  const { catalogue, group, onChange } = props;
  const { conditions } = group;
  const actions = (
    <>
      {conditions.length > 1 && (
        <MatchChoice
          label={t('conditions_match')}
          of="conditions"
          value={group.match}
          onChange={(match) => onChange({ ...group, match })}
        />
      )}
      {!props.onlyOne && (
        <Button size="small" kind="quiet" onClick={props.onRemove}>
          {t('remove_group')}
        </Button>
      )}
    </>
  );
  return (
    <Card
      flat
      title={props.onlyOne ? t('conditions_title') : t('group_title', { number: props.number })}
      actions={actions}
    >
      <Stack gap={2}>
        {conditions.map((condition) => (
          <ConditionLine
            key={condition.key}
            {...{ catalogue, condition }}
            onChange={(next) =>
              onChange({
                ...group,
                conditions: conditions.map((one) => (one.key === next.key ? next : one)),
              })
            }
            onRemove={() =>
              onChange({
                ...group,
                conditions: conditions.filter(({ key }) => key !== condition.key),
              })
            }
          />
        ))}
        <AddCondition
          {...{ catalogue }}
          onAdd={(name) =>
            onChange({
              ...group,
              conditions: [...conditions, startCondition(catalogue, name, nextKey())],
            })
          }
        />
      </Stack>
    </Card>
  );
}

function AddCondition(props: { catalogue: Catalogue; onAdd: (name: string) => void }) {
  const { t } = useTranslation('segments');
  const groups = useFieldOptions(props.catalogue, '');
  const options = [{ value: '', label: t('add_condition') }, ...groups];
  return (
    <Row>
      <SelectField
        quiet
        label={t('add_condition')}
        options={options}
        value=""
        onChange={(name) => name && props.onAdd(name)}
      />
    </Row>
  );
}
