import { useFormats } from './format.ts';
import './styles/filter-chips.css';

interface ChipOption {
  value: string;
  label: string;
  count?: number;
}

/** What a list may be narrowed to, each with how much that is; one is chosen. */
export function FilterChips(props: {
  label: string;
  value: string;
  options: ChipOption[];
  onChange: (value: string) => void;
}) {
  const { count: written } = useFormats();
  return (
    <div className="r-filter-chips" role="group" aria-label={props.label}>
      {props.options.map(({ value, label, count }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {label}
          {count !== undefined && <span>{written(count)}</span>}
        </button>
      ))}
    </div>
  );
}
