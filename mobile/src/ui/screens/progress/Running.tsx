/** What was adopted and is being carried out, whatever meeting it came from: the way to its progress. */
import { formatRupiah } from '../../../core/money';
import { words } from '../../../i18n';
import { nowIn, plainDate } from '../../format';
import { type RowOf, useRows } from '../../live/rows';
import { village, zoneOf } from '../../live/session';
import { Badge, Empty, LinkLine } from '../../parts/bits';
import { Screen } from '../../parts/Screen';
import { standing } from '../oversight/rounds';
import { running } from './carried';
import { byDay, type ReportRow } from './latest';
import { marks } from './marks';

export function Running() {
  const t = words().follow;
  const here = village.value;
  return (
    <Screen title={t.running} under={here?.name} back="/">
      {here && <List key={here.village} village={here.village} />}
    </Screen>
  );
}

function List(props: { readonly village: string }) {
  const t = words().follow;
  const where = { village: props.village };
  const items = useRows('budget_item', where);
  const meetings = useRows('meeting', where);
  const reports = useRows('progress_report', where);
  const watched = useRows('oversight_action', where);
  const visits = useRows('oversight_visit', where);
  if (!items || !meetings || !reports || !watched || !visits) return null;
  const years = running(items, meetings, reports);
  if (years.length === 0)
    return <Empty icon="coins" title={t.runningEmpty} hint={t.runningEmptyHint} />;
  return (
    <>
      <p class="soft">{t.runningHint}</p>
      {years.map(([year, of]) => (
        <section key={year}>
          <h2 class="section-title">{t.year(year)}</h2>
          <ul class="rows">
            {of.map((item) => (
              <li key={item.id}>
                <ItemLine
                  item={item}
                  reports={byDay(reports.filter(({ doc }) => doc.budget_item === item.id))}
                  watched={watched.filter(({ doc }) => doc.budget_item === item.id)}
                  visits={visits}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

interface LineProps {
  readonly item: RowOf<'budget_item'>;
  /** The newest first. */
  readonly reports: readonly ReportRow[];
  readonly watched: readonly RowOf<'oversight_action'>[];
  readonly visits: readonly RowOf<'oversight_visit'>[];
}

function ItemLine({ item, reports, watched, visits }: LineProps) {
  const t = words();
  const { name = '', amount = 0, hamlet } = item.doc;
  const [last] = reports;
  const told = [...reports].reverse().map(({ doc }) => doc);
  const spent = last?.doc.spent;
  const today = nowIn(zoneOf(item.village)).date;
  const money =
    spent === undefined
      ? formatRupiah(amount)
      : t.budget.progress.spentLine(formatRupiah(spent), formatRupiah(amount));
  return (
    <LinkLine
      href={`/kemajuan/${item.id}`}
      title={name}
      note={[hamlet, money].filter(Boolean).join(' · ')}
      below={
        <span>
          <Badge tone={last ? 'good' : 'wait'}>
            {last
              ? t.budget.progress.short(
                  last.doc.physical_percent ?? 0,
                  plainDate(last.doc.reported_on ?? ''),
                )
              : t.budget.progress.none}
          </Badge>{' '}
          {marks(item.doc, told, today).map((mark) => (
            <span key={mark}>
              <Badge tone={mark === 'overspent' ? 'bad' : 'wait'}>
                {t.follow.marks[mark]}
              </Badge>{' '}
            </span>
          ))}
          <Watch watched={watched} visits={visits} year={item.doc.fiscal_year} today={today} />
        </span>
      }
    />
  );
}

interface WatchProps extends Pick<LineProps, 'watched' | 'visits'> {
  readonly year: number | undefined;
  readonly today: string;
}

function Watch({ watched, visits, year, today }: WatchProps) {
  const t = words().follow;
  const of = (action: string) => visits.filter(({ doc }) => doc.oversight_action === action);
  const found = [...watched, ...watched.flatMap(({ id }) => of(id))];
  if (found.some(({ doc }) => doc.state === 'finding_open'))
    return <Badge tone="bad">{t.findings}</Badge>;
  const rounds = watched.map(({ id, doc }) => standing(doc, of(id), year, today));
  const [due] = rounds.flatMap(({ next }) => next ?? []).sort();
  if (!due) return null;
  const late = rounds.some(({ overdue }) => overdue);
  return (
    <Badge tone={late ? 'bad' : 'wait'}>
      {late ? t.overdue(plainDate(due)) : t.dueSoon(plainDate(due))}
    </Badge>
  );
}
