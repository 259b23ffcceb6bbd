/** On the first screen: how much is to be looked at this week, and the way to where the looking is recorded. */
import { words } from '../../../i18n';
import { nowIn } from '../../format';
import { type RowOf, useRows } from '../../live/rows';
import { zoneOf } from '../../live/session';
import { LinkLine } from '../../parts/bits';
import { dueOf } from './due';

export interface DueRoundsProps {
  readonly village: string;
  readonly meetings: readonly RowOf<'meeting'>[];
  readonly actions: readonly RowOf<'oversight_action'>[];
}

export function DueRounds({ village, meetings, actions }: DueRoundsProps) {
  const t = words().follow;
  const visits = useRows('oversight_visit', { village });
  if (!visits) return null;
  const due = dueOf(meetings, actions, visits, nowIn(zoneOf(village)).date);
  if (due.length === 0) return null;
  return (
    <ul class="rows">
      {due.map(({ meeting, soon, late, subjects }) => (
        <li key={meeting}>
          <LinkLine
            href={`/m/${meeting}/awasi`}
            icon="eye"
            title={[soon > 0 && t.dueThisWeek(soon), late > 0 && t.dueLate(late)]
              .filter(Boolean)
              .join(', ')}
            note={subjects.join(' · ')}
          />
        </li>
      ))}
    </ul>
  );
}
