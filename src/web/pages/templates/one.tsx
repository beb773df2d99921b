import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAddress, useGet, type List } from '../../app/index.ts';
import { ErrorState, Loading } from '../../ui/index.ts';
import { CLASSES, PATH, type Ready, type Template } from './model.ts';
import { isKind, Start, writingFrom } from './start.tsx';
import { Workshop } from './workshop.tsx';

/** One template, saved or new. */
export function Page() {
  const { id } = useParams({ strict: false });
  return id ? <Saved key={id} id={id} /> : <New />;
}

function New() {
  const { i18n } = useTranslation();
  const { search } = useAddress();
  const { kind, ready: key } = search;
  const asks = key !== undefined && key !== 'none';
  const library = useGet<List<Ready>>(`${PATH}/library`, {}, { enabled: asks });
  if (!isKind(kind) || key === undefined) return <Start />;
  if (asks && library.isPending) return <Loading lines={6} />;
  const ready = asks ? library.data?.data.find((one) => one.key === key) : undefined;
  const of = CLASSES.find((one) => one === search['class']) ?? 'care';
  return <Workshop start={writingFrom(ready, kind, of, i18n.language)} />;
}

function Saved({ id }: { id: string }) {
  const found = useGet<Template>(`${PATH}/${id}`);
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={6} />;
  const { name, topic, kind, class: of, params, variants } = found.data;
  const start = { name, topic: topic ?? '', kind, class: of, params, variants };
  return <Workshop start={start} saved={found.data} />;
}
