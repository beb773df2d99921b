import { useId } from 'react';
import './styles/option-list.css';

/** One of a few that need a sentence each. */
export function OptionList<Value extends string>(props: {
  label: string;
  value: Value;
  options: { value: Value; label: string; hint: string }[];
  onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <fieldset className="r-option-list">
      <legend>{props.label}</legend>
      {props.options.map(({ value, label, hint }) => (
        <label key={value}>
          <input
            type="radio"
            name={id}
            aria-labelledby={`${id}-${value}-name`}
            aria-describedby={`${id}-${value}`}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          <span id={`${id}-${value}-name`}>{label}</span>
          <small id={`${id}-${value}`}>{hint}</small>
        </label>
      ))}
    </fieldset>
  );
}
