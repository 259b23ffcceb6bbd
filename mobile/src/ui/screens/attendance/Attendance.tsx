/** The attendance list: search, tap, see the counts move. */
import { useSignal } from '@preact/signals';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import { Empty } from '../../parts/bits';
import { Choice } from '../../parts/Choice';
import { Icon } from '../../parts/Icon';
import { TextField } from '../../parts/inputs';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { welcome } from './actions';
import { Counters } from './Counters';
import { DoorKeys } from './DoorKeys';
import { KnownPeople } from './KnownPeople';
import { OnList } from './OnList';
import type { Filter } from './people';
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
  const sittings = useRows('session', { meeting: meeting.id });
  const query = useSignal('');
  const filter = useSignal<Filter>('all');
  if (!rows || !sittings) return null;
  return (
    <>
      <Counters meeting={meeting} rows={rows} />
      <div class="row">
        <a
          class="button small"
          href={`#/m/${meeting.id}/hadir/baru`}
          onClick={() => wanted(query.value)}
        >
          <Icon name="plus" size={20} /> {query.value ? t.addNamed(query.value) : t.addPerson}
        </a>
        <a class="button small" href={`#/m/${meeting.id}/hadir/hitung`}>
          {t.tallyMode}
        </a>
      </div>
      <DoorKeys meeting={meeting} rows={rows} sittings={sittings} />
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
      <OnList
        meeting={meeting}
        rows={rows}
        sittings={sittings}
        query={query.value}
        filter={filter.value}
      />
      {filter.value !== 'present' && (
        <KnownPeople
          village={meeting.village}
          meeting={meeting.id}
          list={rows}
          query={query.value}
          tap={t.markExisting}
          onTap={(person) => void welcome({ meeting, sittings, list: rows }, person)}
        />
      )}
      <p class="soft small">{t.privacy}</p>
    </>
  );
}
