/** The way out where there is no signal for long: the section on the sending screen. */
import { words } from '../../../i18n';
import { LinkLine } from '../../parts/bits';
import { LastFile } from './LastFile';
import { useParcels } from './useParcels';

export function ByHand() {
  const t = words().parcels;
  const waiting = (useParcels() ?? []).filter(({ state }) => state === 'waiting').length;
  return (
    <section class="stack tight" aria-label={t.byHand}>
      <div>
        <h2>{t.byHand}</h2>
        <p class="soft small">{t.byHandNote}</p>
      </div>
      <LastFile />
      <ul class="rows">
        <li>
          <LinkLine href="/kiriman/berkas" icon="page" title={t.write.title} />
        </li>
        <li>
          <LinkLine
            href="/kiriman/titipan"
            icon="people"
            title={t.carry.title}
            note={waiting > 0 ? t.carrying(waiting) : t.carryNote}
          />
        </li>
      </ul>
    </section>
  );
}
