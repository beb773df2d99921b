import { Stack, TextAreaField, TextField } from '../../ui/index.ts';
import { useNotesAt, Warnings } from './notes.tsx';

/** A text in Liquid, with what there is to say of it under it. */
export function LiquidField(props: {
  at: string;
  label: string;
  hint?: string;
  rows?: number;
  /** Read out only. */
  quiet?: boolean;
  value: string;
  onChange: (value: string) => void;
}) {
  const { at, rows, ...rest } = props;
  const { error } = useNotesAt(at);
  return (
    <Stack gap={0.5}>
      {rows ? (
        <TextAreaField {...rest} rows={rows} error={error} />
      ) : (
        <TextField {...rest} error={error} />
      )}
      <Warnings at={at} />
    </Stack>
  );
}
