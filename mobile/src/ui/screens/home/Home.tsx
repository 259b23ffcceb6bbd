/** The meetings of a village: what needs a hand first, what is done last. */
import { words } from '../../../i18n';
import { longMoment } from '../../format';
import { type RowOf, useRows } from '../../live/rows';
import { sending } from '../../live/sending';
import { areaOf, chooseVillage, session, village, villages } from '../../live/session';
import { Badge, Empty, LinkLine, Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { Select } from '../../parts/inputs';
import { lazy } from '../../parts/lazy';
import { Screen } from '../../parts/Screen';
import type { DueRoundsProps } from '../oversight/DueRounds';
import { CopyReminder } from './CopyReminder';
import { GROUPS, grouped } from './groups';
import { HomeNotes } from './HomeNotes';

const DueRounds = lazy<DueRoundsProps>(async () => (await import('../later')).DueRounds, true);

export function Home() {
  const t = words().home;
  const here = village.value;
  const meetings = useRows('meeting', here && { village: here.village });
  const actions = useRows('oversight_action', here && { village: here.village });
  return (
    <Screen
      title={words().app}
      under={
        here
          ? [`${t.village} ${here.name}`, areaOf(here.village)].filter(Boolean).join(', ')
          : t.title
      }
      keys={
        <a class="bar-key" href="#/akun" aria-label={words().account.open}>
          <Icon name="person" />
        </a>
      }
    >
      {session.value?.expired && (
        <Note tone="wait" icon="warning">
          <p>{words().outbox.signInAgain}</p>
          <a class="button small" href="#/masuk">
            {words().outbox.signIn}
          </a>
        </Note>
      )}
      <HomeNotes />
      <CopyReminder />
      {villages.value.length > 1 && (
        <Select
          label={t.chooseVillage}
          value={here?.village ?? ''}
          options={villages.value.map((each) => [each.village, each.name] as const)}
          onValue={(id) => void chooseVillage(id)}
        />
      )}
      {here ? (
        <>
          <a class="button main wide" href="#/baru">
            <Icon name="plus" /> {t.newMeeting}
          </a>
          <a class="button wide" href="#/berjalan">
            <Icon name="eye" /> {words().follow.running}
          </a>
        </>
      ) : (
        <NoVillage />
      )}
      {here && meetings && actions && actions.length > 0 && (
        <DueRounds village={here.village} meetings={meetings} actions={actions} />
      )}
      {here && meetings && <Meetings meetings={meetings} zone={here.zone} />}
    </Screen>
  );
}

/** Which villages one may record in comes with the first answer, a moment after signing in. */
function NoVillage() {
  const t = words().home;
  if (!sending.value.lastSuccess) return <p class="boot">{t.waiting}</p>;
  return <Empty icon="page" title={t.noVillage} hint={t.noVillageHint} />;
}

function Meetings({ meetings, zone }: { meetings: readonly RowOf<'meeting'>[]; zone: string }) {
  const t = words().home;
  if (meetings.length === 0) return <Empty icon="talk" title={t.empty} hint={t.emptyHint} />;
  const groups = grouped(meetings);
  return (
    <>
      {GROUPS.filter((name) => groups[name].length > 0).map((name) => (
        <section key={name}>
          <h2 class="section-title">{t.groups[name]}</h2>
          <ul class="rows">
            {groups[name].map((row) => (
              <li key={row.id}>
                <MeetingLine row={row} zone={zone} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function MeetingLine({ row, zone }: { row: RowOf<'meeting'>; zone: string }) {
  const t = words();
  const { title, planned_start, status = 'planned', review_note } = row.doc;
  return (
    <>
      <LinkLine
        href={`/m/${row.id}`}
        title={title ?? t.terms.kinds.musdes_rkp}
        note={planned_start ? longMoment(planned_start, zone) : t.home.noDate}
        below={
          row.pending ? (
            <Badge tone="wait">{t.home.unsent}</Badge>
          ) : (
            <Badge tone={status === 'returned' ? 'bad' : 'good'}>{t.terms.status[status]}</Badge>
          )
        }
      />
      {status === 'returned' && review_note && (
        <Note tone="bad">
          <strong>{t.home.remark}:</strong> {review_note}
        </Note>
      )}
    </>
  );
}
