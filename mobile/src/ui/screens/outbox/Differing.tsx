/** Two notes of the same thing that differ: both shown, one chosen by a tap, per field or for the whole record. */
import { useState } from 'preact/hooks';
import { same } from '../../../core/changes';
import { fieldsOf } from '../../../core/records';
import { words } from '../../../i18n';
import type { Conflict, Decision } from '../../../store';
import { shortMoment } from '../../format';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { Icon } from '../../parts/Icon';
import { say } from '../../parts/toast';
import { useDoc } from './useDoc';
import { Versions } from './Versions';
import { fieldName, recordName, valueWords } from './words';

type Side = 'offered' | 'stored';
type Fate = 'deleted' | 'used';
type Picks = Readonly<Record<string, Side>>;

export function Differing({ conflict }: { readonly conflict: Conflict }) {
  const o = words().outbox;
  const [picks, setPicks] = useState<Picks>({});
  const [picked, setFate] = useState<Fate>();
  const whole = conflict.deletes || conflict.deleted;
  const fate = whole ? picked : 'used';
  const names = fate === 'used' ? differing(conflict) : [];
  const title = whole ? o.deletedOrChanged : o.twoVersions;
  return (
    <section class="card stack attention" aria-label={title}>
      <div>
        <h2>
          <Icon name="warning" size={20} /> {title}
        </h2>
        <p>{recordName(conflict.kind, conflict.doc)}</p>
        <p class="soft small">{whole ? o.deletedOrChangedNote : o.twoVersionsNote}</p>
      </div>
      {whole && <WholeRecord conflict={conflict} picked={fate} onPick={setFate} />}
      {names.map((name) => (
        <OneField
          key={name}
          conflict={conflict}
          name={name}
          picked={picks[name]}
          onPick={(side) => setPicks({ ...picks, [name]: side })}
        />
      ))}
      <button
        type="button"
        class="button main"
        disabled={!fate || names.some((name) => !picks[name])}
        onClick={() =>
          void settle(
            conflict,
            fate === 'deleted' ? { delete: true } : { set: chosen(conflict, picks) },
          )
        }
      >
        {o.settle}
      </button>
    </section>
  );
}

async function settle(conflict: Conflict, decision: Decision): Promise<void> {
  try {
    await store().settle(conflict.id, decision);
    say(words().outbox.settled);
  } catch {
    say(words().errors.disk);
  }
}

/** A record that comes back may have been deleted with the very values that the edit wanted. */
function differing({ fields }: Conflict): readonly string[] {
  return Object.keys(fields).filter((name) => !same(fields[name]?.stored, fields[name]?.offered));
}

function chosen({ fields }: Conflict, picks: Picks) {
  const values = Object.entries(fields).map(
    ([name, field]) => [name, field[picks[name] ?? 'offered']] as const,
  );
  return Object.fromEntries(values);
}

/** Who said the two, and when. The server may not have told yet who said what stands. */
function sayers(conflict: Conflict, mine: string, others: string): Readonly<Record<Side, string>> {
  const o = words().outbox;
  const { by, made_at, stored_by, stored_at, village } = conflict;
  const zone = zoneOf(village);
  const theirs = stored_by || others;
  return {
    offered: o.byAt(by || mine, shortMoment(made_at, zone)),
    stored: stored_at ? o.byAt(theirs, shortMoment(stored_at, zone)) : theirs,
  };
}

interface Part<Key> {
  readonly conflict: Conflict;
  readonly picked: Key | undefined;
  readonly onPick: (key: Key) => void;
}

function WholeRecord({ conflict, picked, onPick }: Part<Fate>) {
  const o = words().outbox;
  const said = sayers(conflict, o.thisPhone, o.somebodyElse);
  const { deleted } = conflict;
  return (
    <Versions
      name={conflict.id}
      legend={o.thisRecord}
      versions={[
        {
          key: 'deleted',
          value: deleted ? o.staysDeleted : o.becomesDeleted,
          said: o.deletedBy(deleted ? said.stored : said.offered),
        },
        {
          key: 'used',
          value: deleted ? o.usedAgain : o.staysUsed,
          said: o.changedBy(deleted ? said.offered : said.stored),
        },
      ]}
      picked={picked}
      onPick={onPick}
    />
  );
}

function OneField({ conflict, name, picked, onPick }: Part<Side> & { readonly name: string }) {
  const o = words().outbox;
  const { id, kind, village, fields, deleted } = conflict;
  const said = sayers(conflict, o.mine, o.theirs);
  const field = fieldsOf(kind)[name];
  const other = field?.type === 'ref' ? field.to : null;
  const idAt = (side: Side) => (other ? String(fields[name]?.[side] ?? '') : '');
  const meant = {
    offered: useDoc(other ?? kind, idAt('offered')),
    stored: useDoc(other ?? kind, idAt('stored')),
    base: undefined,
  };
  const inWords = (side: Side | 'base') =>
    other && meant[side]
      ? recordName(other, meant[side])
      : valueWords(kind, name, fields[name]?.[side] ?? null, village);
  return (
    <Versions
      name={`${id} ${name}`}
      legend={fieldName(name)}
      {...(deleted ? {} : { before: o.before(inWords('base')) })}
      versions={(['offered', 'stored'] as const).map((key) => ({
        key,
        value: inWords(key),
        said: key === 'stored' && deleted ? o.whenDeleted : said[key],
        label: o.pick(inWords(key)),
      }))}
      picked={picked}
      onPick={onPick}
    />
  );
}
