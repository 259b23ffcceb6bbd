/** Two notes of the same thing that differ: both shown, one chosen per field, by a tap. */
import { useState } from 'preact/hooks';
import type { Doc, Json } from '../../../core/types';
import { words } from '../../../i18n';
import type { Conflict } from '../../../store';
import { shortMoment } from '../../format';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { Icon } from '../../parts/Icon';
import { say } from '../../parts/toast';
import { useDoc } from './useDoc';
import { fieldName, recordName, valueWords } from './words';

type Side = 'offered' | 'stored';

export function Differing({ conflict }: { readonly conflict: Conflict }) {
  const t = words();
  const o = t.outbox;
  const { kind, record, village, fields } = conflict;
  const doc = useDoc(kind, record);
  const names = Object.keys(fields);
  const [picks, setPicks] = useState<Readonly<Record<string, Side>>>({});
  const zone = zoneOf(village);
  const said = {
    offered: o.byAt(conflict.by || o.mine, shortMoment(conflict.made_at, zone)),
    stored: o.byAt(conflict.stored_by || o.theirs, shortMoment(conflict.stored_at, zone)),
  };

  async function settle() {
    const set: Record<string, Json> = {};
    for (const name of names) set[name] = fields[name]?.[picks[name] ?? 'stored'] ?? null;
    try {
      await store().settle(conflict.id, set as Doc);
      say(o.settled);
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <section class="card stack attention" aria-label={o.twoVersions}>
      <div>
        <h2>
          <Icon name="warning" size={20} /> {o.twoVersions}
        </h2>
        <p>{recordName(kind, doc)}</p>
        <p class="soft small">{o.twoVersionsNote}</p>
      </div>
      {names.map((name) => (
        <fieldset class="field" key={name}>
          <legend class="field-head">{fieldName(name)}</legend>
          <p class="soft small">
            {o.before(valueWords(kind, name, fields[name]?.base ?? null, village))}
          </p>
          <div class="versions">
            {(['offered', 'stored'] as const).map((side) => {
              const value = valueWords(kind, name, fields[name]?.[side] ?? null, village);
              return (
                <label class="version" key={side}>
                  <input
                    type="radio"
                    name={`${conflict.id} ${name}`}
                    aria-label={o.pick(value)}
                    checked={picks[name] === side}
                    onChange={() => setPicks({ ...picks, [name]: side })}
                  />
                  <span>
                    <strong>{value}</strong>
                    <small>{said[side]}</small>
                  </span>
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
      {conflict.deletes && <p>{o.deletedMine}</p>}
      <button
        type="button"
        class="button main"
        disabled={names.some((name) => !picks[name])}
        onClick={() => void settle()}
      >
        {o.settle}
      </button>
    </section>
  );
}
