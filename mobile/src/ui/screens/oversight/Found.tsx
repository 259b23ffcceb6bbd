/** What the watchers saw, what is done about it, and whether all may read it: of a line or of one look at it. */
import { words } from '../../../i18n';
import type { Draft } from '../../live/draft';
import { BoundChoice, BoundLong, BoundText } from '../../parts/bound';

interface Props {
  readonly draft: Draft<'oversight_action'> | Draft<'oversight_visit'>;
  /** The state of which nothing was said. */
  readonly otherwise: 'planned' | 'done';
}

export function Found({ otherwise, ...props }: Props) {
  const t = words();
  const o = t.meeting.oversight;
  // Both kinds have these fields.
  const draft = props.draft as Draft<'oversight_visit'>;
  return (
    <section class="stack" aria-label={o.finding}>
      <BoundChoice
        draft={draft}
        field="state"
        label={o.state}
        table={t.terms.oversightStates}
        otherwise={otherwise}
      />
      <BoundLong draft={draft} field="finding" label={o.finding} rows={2} max={2000} />
      <BoundLong draft={draft} field="follow_up" label={o.followUp} rows={2} max={2000} />
      <BoundText
        draft={draft}
        field="withheld"
        label={o.withheld}
        hint={o.withheldHint}
        max={300}
      />
    </section>
  );
}
