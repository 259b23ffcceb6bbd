/** The attendance list: search, tap, see the counts move. */
import { useSignal } from '@preact/signals';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Empty } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { Counters } from './Counters';
import { KnownPeople } from './KnownPeople';
import { PersonLine } from './PersonLine';
import { type Filter, listed } from './people';
import { wanted } from './wanted';

export function Attendance({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.attendance.title}
      back={`/m/${meeting}`}
      about={['attendance', 'attendance_tally']}
    >
      {(row) => <List meeting={row} />}
    </MeetingFrame>
  );
}

function List({ meeting }: { readonly meeting: Meeting }) {
  const t = words().meeting.attendance;
  const rows = useRows('attendance', { meeting: meeting.id });
  const query = useSignal('');
  const filter = useSignal<Filter>('all');
  if (!rows) return null;
  const shown = listed(rows, query.value, filter.value);
  return (
    <>
      <Counters meeting={meeting} rows={rows} />
      <div class="row">
        <a class="button" href={`#/m/${meeting.id}/hadir/baru`} onClick={() => wanted(query.value)}>
          <Icon name="plus" /> {query.value ? t.addNamed(query.value) : t.addPerson}
        </a>
        <a class="button" href={`#/m/${meeting.id}/hadir/hitung`}>
          {t.tallyMode}
        </a>
      </div>
      <TextField
        label={t.search}
        hint={t.searchHint}
        type="search"
        enter="search"
        value={query.value}
        onValue={(value) => {
          query.value = value;
        }}
      />
      {rows.length > 0 && (
        <div class="segments">
          <Choice
            label={t.filter}
            value={filter.value}
            options={[
              ['all', `${t.all} ${rows.length}`],
              ['waiting', t.notYetHere],
              ['present', t.present],
            ]}
            onValue={(value) => {
              filter.value = value as Filter;
            }}
          />
        </div>
      )}
      {rows.length === 0 && !query.value && (
        <Empty icon="people" title={t.empty} hint={t.emptyHint} />
      )}
      {shown.length > 0 && (
        <section>
          <h2 class="section-title">{t.onList}</h2>
          <ul class="rows">
            {shown.map((row) => (
              <PersonLine key={row.id} row={row} />
            ))}
          </ul>
        </section>
      )}
      {filter.value !== 'present' && (
        <KnownPeople meeting={meeting} today={rows} query={query.value} />
      )}
      {rows.length > 0 && shown.length === 0 && <p class="soft">{t.nobody}</p>}
      <p class="soft small">{t.privacy}</p>
    </>
  );
}
