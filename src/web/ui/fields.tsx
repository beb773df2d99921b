import {
  Checkbox,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';

/** Every field: a label that is always there, a hint, an error under it, a plain value in and out. */
interface FieldProps<Value> {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  value: Value;
  onChange: (value: Value) => void;
  required?: boolean;
  disabled?: boolean;
  name?: string;
  /** The label is only read out, because what stands around the field says it. */
  quiet?: boolean;
}

function common<Value>(props: FieldProps<Value>) {
  const { label, hint, error, required, disabled, name, quiet } = props;
  return {
    ...{ className: 'r-field', label: quiet ? undefined : label, description: hint, error, name },
    ...{ required, disabled, withAsterisk: false, 'aria-label': quiet ? label : undefined },
  };
}

interface TextProps extends FieldProps<string> {
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'datetime-local' | 'number';
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel';
  min?: string;
  max?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
}

export function TextField(props: TextProps) {
  const { value, onChange, type, autoComplete, inputMode, min, max, onBlur, ref } = props;
  return (
    <TextInput
      {...common(props)}
      {...{ value, type, autoComplete, inputMode, min, max, onBlur, ref }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A calendar day, `YYYY-MM-DD` or empty. */
export const DateField = (props: Omit<TextProps, 'type'>) => <TextField {...props} type="date" />;

export function PasswordField(props: FieldProps<string> & { isNew?: boolean }) {
  const { t } = useTranslation('ui');
  return (
    <PasswordInput
      {...common(props)}
      value={props.value}
      autoComplete={props.isNew ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function TextAreaField(props: FieldProps<string> & { rows?: number }) {
  return (
    <Textarea
      {...common(props)}
      value={props.value}
      rows={props.rows ?? 3}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

export interface OptionGroup {
  group: string;
  items: Option[];
}

/** The system's own select: every phone and every screen reader knows it. */
export function SelectField(props: FieldProps<string> & { options: (Option | OptionGroup)[] }) {
  return (
    <NativeSelect
      {...common(props)}
      value={props.value}
      data={props.options}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function SearchField(props: FieldProps<string> & { placeholder?: string }) {
  return (
    <TextInput
      {...common({ ...props, quiet: true })}
      type="search"
      value={props.value}
      placeholder={props.placeholder ?? props.label}
      leftSection={<IconSearch size={18} aria-hidden />}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function CheckboxField(props: FieldProps<boolean>) {
  const { label, hint, error, disabled, name } = props;
  return (
    <Checkbox
      {...{ label, description: hint, error, disabled, name }}
      checked={props.value}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}

/** One of a few, all visible. */
export function Choice<Value extends string>(props: {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  wide?: boolean;
}) {
  return (
    <SegmentedControl
      className="r-choice"
      aria-label={props.label}
      fullWidth={props.wide}
      value={props.value}
      data={props.options}
      onChange={(value) => props.onChange(value as Value)}
    />
  );
}
