/** One colleague's file: whose, how much, and what became of it. */
import { useState } from 'preact/hooks';
import { words } from '../../../i18n';
import type { Counts, Parcel, Receipt } from '../../../store';
import { bytes } from '../../format';
import { sending, sendNow } from '../../live/sending';
import { villageName } from '../../live/session';
import { store } from '../../live/store';
import { Badge, type Tone } from '../../parts/bits';
import { say } from '../../parts/toast';

const TONES: Readonly<Record<Parcel['state'], Tone>> = {
  waiting: 'wait',
  delivered: 'good',
  refused: 'bad',
};

export function ParcelCard({ parcel }: { readonly parcel: Parcel }) {
  const t = words().parcels.carry;
  const { id, by, villages, changes, photos, size, state, receipt, refusal } = parcel;
  return (
    <article class="card stack tight">
      <div class="apart">
        <strong>{by || t.nobody}</strong>
        <Badge tone={TONES[state]}>{t.states[state]}</Badge>
      </div>
      <p class="soft small">
        {[villagesOf(villages), t.holds(changes, photos, bytes(size))].filter(Boolean).join(' · ')}
      </p>
      {state === 'waiting' && <OnItsWay />}
      {receipt && <Outcome receipt={receipt} />}
      {refusal && state === 'refused' && <p>{refusal}</p>}
      <Keys id={id} state={state} />
    </article>
  );
}

/** While anything is being sent: how far that is. */
function OnItsWay() {
  const { phase, bytesSent, bytesTotal } = sending.value;
  if (phase !== 'sending') return null;
  const t = words().outbox;
  return (
    <progress
      class="progress"
      aria-label={t.sending}
      value={bytesSent}
      max={Math.max(1, bytesTotal)}
    />
  );
}

const taken = ({ applied, merged, conflict }: Counts) => applied + merged + conflict;

function Outcome({ receipt: { fresh, before, photos, refused } }: { readonly receipt: Receipt }) {
  const t = words().parcels.carry;
  const waits = fresh.conflict + fresh.held + before.held;
  const bad = fresh.rejected + before.rejected;
  const reasons = [...new Set(refused.flatMap(({ messages }) => messages))];
  return (
    <>
      <ul>
        {(taken(fresh) > 0 || taken(before) === 0) && <li>{t.fresh(taken(fresh))}</li>}
        {taken(before) > 0 && <li>{t.before(taken(before))}</li>}
        {photos > 0 && <li>{t.arrived(photos)}</li>}
        {waits > 0 && <li>{t.waits(waits)}</li>}
        {bad > 0 && <li>{t.rejected(bad)}</li>}
      </ul>
      {reasons.length > 0 && <p class="soft small">{reasons.join(' ')}</p>}
    </>
  );
}

function Keys({ id, state }: Pick<Parcel, 'id' | 'state'>) {
  const t = words().parcels.carry;
  const [asked, setAsked] = useState(false);

  async function drop() {
    await store().parcels.drop(id);
    if (state !== 'delivered') say(t.dropped);
  }

  async function retry() {
    await store().parcels.retry(id);
    sendNow();
  }

  if (state === 'delivered') {
    return (
      <button type="button" class="button" onClick={() => void drop()}>
        {t.forget}
      </button>
    );
  }
  if (asked) {
    return (
      <section class="stack tight" aria-label={t.dropAsk}>
        <p>
          <strong>{t.dropAsk}</strong> {t.dropNote}
        </p>
        <div class="row">
          <button type="button" class="button danger" onClick={() => void drop()}>
            {t.dropYes}
          </button>
          <button type="button" class="button" onClick={() => setAsked(false)}>
            {words().common.cancel}
          </button>
        </div>
      </section>
    );
  }
  return (
    <div class="row">
      {state === 'refused' && (
        <button type="button" class="button" onClick={() => void retry()}>
          {t.retry}
        </button>
      )}
      <button type="button" class="button danger" onClick={() => setAsked(true)}>
        {t.drop}
      </button>
    </div>
  );
}

/** By their names where this phone knows them. */
export function villagesOf(ids: readonly string[]): string {
  const names = ids.map(villageName).filter((name) => name !== '');
  const others = ids.length - names.length;
  const more = others > 0 ? [words().parcels.carry.others(others)] : [];
  return [...names, ...more].join(', ');
}
