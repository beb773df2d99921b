import { useTranslation } from 'react-i18next';
import { Card, Figure, Grid, Link, Stack } from '../../ui/index.ts';
import type { Answer } from './model.ts';
import { peopleOf, type Frame } from './table.tsx';
import { useWrite } from './write.ts';

/** The numbers first, the sentences that explain them second. */
export function Figures({ answer, frame }: { answer: Answer; frame: Frame }) {
  const { t } = useTranslation('insight');
  const { writeFigure } = useWrite(answer.currency);
  const { figures } = answer.view;
  return (
    <Card>
      <h2 className="r-hidden">{t('figures')}</h2>
      <Stack gap={3}>
        {figures.length > 0 && (
          <Grid min={140} gap={3} fill>
            {figures.map(({ key, title, kind, value, people }) => (
              <Figure
                key={key}
                label={title}
                value={writeFigure(value, kind)}
                rows={
                  people !== undefined &&
                  value !== null &&
                  value !== 0 && (
                    <Link to="/customers" search={peopleOf(frame, people) as never}>
                      {t('see_people')}
                    </Link>
                  )
                }
              />
            ))}
          </Grid>
        )}
        <Stack gap={1}>
          {answer.says.map(({ code, text }, at) => (
            <p key={code} className={at === 0 ? 'r-lead' : 'r-soft'}>
              {text}
            </p>
          ))}
        </Stack>
      </Stack>
    </Card>
  );
}
