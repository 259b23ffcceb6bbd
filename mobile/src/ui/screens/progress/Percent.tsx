/** The customary steps of payment as large keys; any other figure beneath them. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { BoundNumber } from '../../parts/bound';
import { Choice } from '../../parts/Choice';

/** Payments follow these steps: nothing yet, begun, mostly done, finished. */
const CUSTOMARY = [0, 30, 80, 100];

export function Percent({ draft }: { readonly draft: Draft<'progress_report'> }) {
  const t = words().budget.progress;
  const { physical_percent: percent } = draft.doc;
  return (
    <>
      <div class="big-chips">
        <Choice
          label={t.physical}
          value={percent === undefined ? '' : String(percent)}
          options={CUSTOMARY.map((step) => [String(step), t.line(step)] as const)}
          cue={draft.cue('physical_percent')}
          onValue={(value) => draft.put({ physical_percent: Number(value) })}
        />
      </div>
      <BoundNumber
        draft={draft}
        field="physical_percent"
        label={t.other}
        wrong={t.badPercent}
        whole
        most={100}
      />
    </>
  );
}
