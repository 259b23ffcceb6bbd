/** Somebody came who is on no list: name, L/P, element; the dusun is remembered. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { hereIn } from '../../../core/sittings';
import type { Doc } from '../../../core/types';
import { words } from '../../../i18n';
import { hamletsOf } from '../../live/hamlets';
import { useRows } from '../../live/rows';
import { store } from '../../live/store';
import { Note } from '../../parts/bits';
import { Choice, entries } from '../../parts/Choice';
import { Select, TextField } from '../../parts/inputs';
import { type Meeting, MeetingFrame } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { up } from '../../router';
import { add, capacityAt, toggle } from './actions';
import { maybeSame } from './people';
import { takeWanted } from './wanted';

export function WalkIn({ meeting }: { readonly meeting: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().meeting.attendance.addTitle}
      back={`/m/${meeting}/hadir`}
    >
      {(row) => <Form meeting={row} />}
    </MeetingFrame>
  );
}

type Person = Readonly<
  Record<'name' | 'gender' | 'element' | 'hamlet' | 'position' | 'phone' | 'capacity', string>
>;
const NOBODY: Person = {
  name: '',
  gender: '',
  element: '',
  hamlet: '',
  position: '',
  phone: '',
  capacity: '',
};

function Form({ meeting }: { readonly meeting: Meeting }) {
  const t = words();
  const a = t.meeting.attendance;
  const rows = useRows('attendance', { meeting: meeting.id }) ?? [];
  const sittings = useRows('session', { meeting: meeting.id }) ?? [];
  const door = { meeting, sittings, list: rows };
  const here = hereIn(sittings);
  const [person, setPerson] = useKeptPerson(meeting.id);
  const [error, setError] = useState('');
  const doubles = maybeSame(person.name, rows);
  const back = `/m/${meeting.id}/hadir`;
  const bind = (field: keyof Person) => ({
    value: person[field],
    onValue: (value: string) => setPerson({ ...person, [field]: value }),
  });

  async function save(): Promise<boolean> {
    if (!person.name.trim()) {
      setError(a.needName);
      return false;
    }
    const capacity = person.capacity || capacityAt(door);
    const said = { ...person, name: person.name.trim(), capacity };
    const filled = Object.entries(said).filter(([, value]) => value);
    const kept = await add(door, Object.fromEntries(filled) as Doc);
    if (kept) setPerson({ ...NOBODY, hamlet: person.hamlet });
    return kept;
  }

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save().then((kept) => kept && up(back));
      }}
    >
      <TextField
        label={a.name}
        capitalize="words"
        max={120}
        error={person.name ? undefined : error}
        {...bind('name')}
      />
      {doubles.map((row) => (
        <Note key={row.id} tone="wait" icon="people">
          <p>{a.maybeSame([row.doc.name, row.doc.hamlet].filter(Boolean).join(', '))}</p>
          {here(row.doc) ? (
            <p>{t.terms.presence.present}</p>
          ) : (
            <button
              type="button"
              class="button small"
              onClick={() => {
                setPerson(NOBODY);
                void toggle(row, sittings);
                up(back);
              }}
            >
              {a.markExisting}
            </button>
          )}
        </Note>
      ))}
      <Choice label={a.gender} options={entries(t.terms.gender, ['L', 'P'])} {...bind('gender')} />
      <Choice label={a.element} options={entries(t.terms.elements)} {...bind('element')} />
      <TextField
        label={a.hamlet}
        max={80}
        list={hamletsOf(meeting.village, rows)}
        {...bind('hamlet')}
      />
      <details class="more">
        <summary>{t.common.more}</summary>
        <div class="stack">
          <TextField label={a.position} max={120} {...bind('position')} />
          <TextField label={a.phone} type="tel" mode="tel" max={25} {...bind('phone')} />
          <Select
            label={a.capacity}
            options={entries(t.terms.capacity)}
            {...bind('capacity')}
            value={person.capacity || capacityAt(door)}
          />
        </div>
      </details>
      <button type="button" class="button wide" onClick={() => void save()}>
        {a.saveAndNext}
      </button>
      <button type="submit" class="button main wide">
        {a.saveOne}
      </button>
    </form>
  );
}

/** What is typed outlives a crash of the phone, but becomes a person only when saved. */
function useKeptPerson(meeting: string): readonly [Person, (person: Person) => void] {
  const key = `walkin ${meeting}`;
  const [person, setPerson] = useState<Person>(() => ({ ...NOBODY, name: takeWanted() }));
  const latest = useRef(person);
  const typed = useRef(false);
  const show = (next: Person) => {
    latest.current = next;
    setPerson(next);
  };
  useEffect(() => {
    void store()
      .getMeta<Partial<Person>>(key)
      .then((kept) => kept && show(completed(latest.current, kept)));
  }, [key]);
  const keep = () => {
    if (!typed.current) return;
    typed.current = false;
    store()
      .setMeta(key, { ...latest.current })
      .catch(() => say(words().errors.disk));
  };
  useEffect(() => {
    const timer = setTimeout(keep, 1000);
    return () => clearTimeout(timer);
  }, [key, person]);
  // Whoever goes back at once, or puts the phone away, has typed it all the same.
  useEffect(() => {
    document.addEventListener('visibilitychange', keep);
    return () => {
      document.removeEventListener('visibilitychange', keep);
      keep();
    };
  }, [key]);
  return [
    person,
    (next) => {
      typed.current = true;
      show(next);
    },
  ];
}

/** A slow phone finds what was kept only after somebody has begun to type: what is typed stands. */
function completed(typed: Person, kept: Partial<Person>): Person {
  const filled = Object.entries(typed).filter(([, value]) => value);
  return { ...NOBODY, ...kept, ...Object.fromEntries(filled) };
}
