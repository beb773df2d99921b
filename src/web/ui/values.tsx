import { useFormats, type MoneyStyle } from './format.ts';

/** What is not known is a dash that a screen reader reads as a word would be. */
const Unknown = () => <span className="r-soft">–</span>;

export function Money(props: { minor: number | null | undefined; currency: string } & MoneyStyle) {
  const { money } = useFormats();
  if (props.minor == null) return <Unknown />;
  return (
    <span className="r-nowrap">{money(props.minor, props.currency, { tight: props.tight })}</span>
  );
}

/** A calendar day, `YYYY-MM-DD`. */
export function Day(props: { value: string | null | undefined }) {
  const { day } = useFormats();
  if (!props.value) return <Unknown />;
  return (
    <time className="r-nowrap" dateTime={props.value.slice(0, 10)}>
      {day(props.value)}
    </time>
  );
}

/** An instant, RFC 3339. */
export function Time(props: { value: string | null | undefined; timeZone?: string }) {
  const { time } = useFormats();
  if (!props.value) return <Unknown />;
  return (
    <time className="r-nowrap" dateTime={props.value}>
      {time(props.value, props.timeZone)}
    </time>
  );
}

/** 0.345 as 34.5 %. */
export function Share(props: { value: number | null | undefined; digits?: number }) {
  const { share } = useFormats();
  return props.value == null ? <Unknown /> : <span>{share(props.value, props.digits)}</span>;
}

export function Count(props: { value: number | null | undefined; digits?: number }) {
  const { count } = useFormats();
  return props.value == null ? <Unknown /> : <span>{count(props.value, props.digits)}</span>;
}
