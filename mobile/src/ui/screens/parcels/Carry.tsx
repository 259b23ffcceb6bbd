/** Colleagues' files on this phone: opened, looked into, kept, and what became of them. */
import { useRef } from 'preact/hooks';
import { words } from '../../../i18n';
import { bytes, shortMoment } from '../../format';
import { zoneOf } from '../../live/session';
import { Empty, Note } from '../../parts/bits';
import { Icon } from '../../parts/Icon';
import { Screen } from '../../parts/Screen';
import { ParcelCard, villagesOf } from './ParcelCard';
import { type Busy, type Opened, useOpening } from './useOpening';
import { useParcels } from './useParcels';

export function Carry() {
  const t = words().parcels.carry;
  const { opened, busy, problem, open, take, stop, close } = useOpening();
  const parcels = useParcels();
  return (
    <Screen title={t.title} back="/kiriman">
      <p>{t.intro}</p>
      {busy && <Working busy={busy} onStop={stop} />}
      {opened && !busy && <Found opened={opened} onTake={() => take(opened)} onClose={close} />}
      {!opened && !busy && <Chooser onFile={open} />}
      <div role="alert">
        {problem && (
          <Note tone="bad" icon="warning">
            {problem}
          </Note>
        )}
      </div>
      <section class="stack" aria-label={t.list}>
        <h2>{t.list}</h2>
        {parcels?.length === 0 && <Empty icon="people" title={t.none} />}
        {parcels?.map((parcel) => (
          <ParcelCard key={parcel.id} parcel={parcel} />
        ))}
      </section>
    </Screen>
  );
}

function Chooser({ onFile }: { readonly onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button main wide" onClick={() => input.current?.click()}>
        <Icon name="page" /> {words().parcels.carry.choose}
      </button>
      {/* No kind is asked for: phones grey out what they do not know. */}
      <input
        ref={input}
        type="file"
        hidden
        data-testid="parcel"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}

function Working({ busy, onStop }: { readonly busy: Busy; readonly onStop: () => void }) {
  const t = words().parcels.carry;
  return (
    <div class="stack tight" role="status">
      <p>{t[busy.work]}</p>
      <progress
        class="progress"
        aria-label={t[busy.work]}
        value={busy.done}
        max={Math.max(1, busy.total)}
      />
      <button type="button" class="button" onClick={onStop}>
        {words().common.cancel}
      </button>
    </div>
  );
}

interface FoundProps {
  readonly opened: Opened;
  readonly onTake: () => void;
  readonly onClose: () => void;
}

function Found({ opened: { file, seen }, onTake, onClose }: FoundProps) {
  const t = words().parcels.carry;
  const [first = ''] = seen.villages;
  const facts = [
    [t.from, seen.name || t.nobody],
    [t.villages, villagesOf(seen.villages)],
    [t.made, shortMoment(seen.made_at, zoneOf(first))],
    [t.changes, seen.changes],
    [t.photos, seen.photos],
    [t.size, bytes(file.size)],
  ] as const;
  return (
    <section class="card stack" aria-label={t.found}>
      <h2>{t.found}</h2>
      <dl class="facts told">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="soft small">{t.whole}</p>
      <button type="button" class="button main" onClick={onTake}>
        {t.take}
      </button>
      <button type="button" class="button" onClick={onClose}>
        {words().common.cancel}
      </button>
    </section>
  );
}
