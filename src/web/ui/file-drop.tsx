import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';

/** A place to drop a file, and the same thing as an ordinary file field for the keyboard. */
export function FileDrop(props: {
  title: string;
  hint?: string;
  /** As in an input's accept: `.csv,.xlsx`. */
  accept?: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    setOver(false);
    if (files?.length) props.onFiles([...files]);
  };
  return (
    <label className="r-drop" data-over={over || undefined}>
      <IconFileImport size={36} stroke={1.5} aria-hidden />
      <strong>{props.title}</strong>
      {props.hint && <span className="r-soft">{props.hint}</span>}
      <input
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        disabled={props.disabled}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file mended and chosen again must be a change again.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
