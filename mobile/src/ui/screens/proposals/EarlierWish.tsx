/** A wish of an earlier meeting, before this one: what was asked, how often, and what is decided now. */
import { stands } from '../../../core/ancestry';
import { words } from '../../../i18n';
import { type Draft, useDraft } from '../../live/draft';
import { type RowOf, useRow } from '../../live/rows';
import { Icon } from '../../parts/Icon';
import { lazy } from '../../parts/lazy';
import { type Meeting, MeetingFrame, NotFound } from '../../parts/MeetingFrame';
import { say } from '../../parts/toast';
import { replace } from '../../router';
import type { WishKinProps } from '../life/WishKin';
import { adopt } from './adopt';
import { Facts } from './Earlier';
import { Fate } from './Fate';
import { useWishes } from './useWishes';

const WishKin = lazy<WishKinProps>(async () => (await import('../later')).WishKin);

export function EarlierWish({ meeting, id }: { readonly meeting: string; readonly id: string }) {
  return (
    <MeetingFrame
      id={meeting}
      title={words().wishes.decideTitle}
      back={`/m/${meeting}/kegiatan`}
      about={['proposal']}
      whenClosed="nothing"
    >
      {(row) => <Found meeting={row} id={id} />}
    </MeetingFrame>
  );
}

function Found({ meeting, id }: { readonly meeting: Meeting; readonly id: string }) {
  const row = useRow('proposal', id, { village: meeting.village });
  if (row === undefined) return null;
  return row ? <Decision meeting={meeting} row={row} /> : <NotFound />;
}

function Decision({ meeting, row }: { meeting: Meeting; row: RowOf<'proposal'> }) {
  const t = words();
  const own = useDraft({ kind: 'proposal', village: row.village, row });
  const wishes = useWishes(meeting);
  const wish = wishes?.all.find(({ id }) => id === row.id);
  const standing = !wishes || stands(wishes.kin, row.id);
  const list = `/m/${meeting.id}/kegiatan`;
  const next = (meeting.doc.fiscal_year ?? new Date().getFullYear()) + 1;
  // Put off again means: not this year. A year of long ago would bring it back at once.
  const draft: Draft<'proposal'> = {
    ...own,
    put: (set) => own.put(set.fate === 'deferred' ? { ...set, deferred_to: next } : set),
  };

  async function take() {
    try {
      await own.flush();
      replace(`${list}/${await adopt(meeting, row)}`);
    } catch {
      say(t.errors.disk);
    }
  }

  return (
    <>
      <section class="card stack tight">
        <h2>{row.doc.activity}</h2>
        {wish && wishes && <Facts wish={wish} wishes={wishes} />}
        {row.doc.problem && <p class="small">{row.doc.problem}</p>}
      </section>
      {standing && (
        <button type="button" class="button" onClick={() => void take()}>
          <Icon name="coins" size={20} /> {t.budget.proposal.makeItem}
        </button>
      )}
      <WishKin meeting={meeting} wish={row} />
      {standing && <Fate draft={draft} keys={['open', 'deferred', 'higher_list', 'refused']} />}
      <button
        type="button"
        class="button main wide"
        onClick={() => void own.flush().then(() => replace(list))}
      >
        {t.common.done}
      </button>
    </>
  );
}
