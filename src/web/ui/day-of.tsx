import { useFormats } from './format.ts';

/** The day an instant falls on where the reader is. A calendar day without a time is `<Day>`. */
export function DayOf(props: { value: string | null | undefined }) {
  const { language } = useFormats();
  if (!props.value) return <span className="r-soft">–</span>;
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return (
    <time className="r-nowrap" dateTime={props.value}>
      {new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(props.value))}
    </time>
  );
}
