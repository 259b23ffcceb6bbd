/** Somebody else came for an invited person: name and L/P, and the chair is filled. */
import { useState } from 'preact/hooks';
import type { Gender } from '../../../core/records';
import type { Sitting } from '../../../core/sittings';
import { words } from '../../../i18n';
import { Choice, entries } from '../../parts/Choice';
import { TextField } from '../../parts/inputs';
import { up } from '../../router';
import { represent } from './actions';
import type { Attendee } from './people';

interface RepresentativeProps {
  readonly row: Attendee;
  readonly sittings: readonly Sitting[];
}

export function Representative({ row, sittings }: RepresentativeProps) {
  const t = words();
  const a = t.meeting.attendance;
  const [name, setName] = useState('');
  const [gender, setGender] = useState<Gender | ''>('');
  const [error, setError] = useState('');

  async function save() {
    const said = name.trim();
    if (!said) {
      setError(a.needName);
      return;
    }
    const by = { name: said, ...(gender && { gender }) };
    if (await represent(row, sittings, by)) up(`/m/${row.doc.meeting}/hadir`);
  }

  return (
    <details class="more">
      <summary>{t.door.represented}</summary>
      <div class="stack">
        <TextField
          label={t.door.representative}
          capitalize="words"
          max={120}
          value={name}
          error={name ? undefined : error}
          onValue={setName}
        />
        <Choice
          label={a.gender}
          value={gender}
          options={entries(t.terms.gender, ['L', 'P'])}
          onValue={(value) => setGender(value as Gender)}
        />
        <button type="button" class="button" onClick={() => void save()}>
          {t.door.representNow}
        </button>
      </div>
    </details>
  );
}
