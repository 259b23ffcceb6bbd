/** The phone ended the app amid a record: one tap leads back to it. */
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../../i18n';
import { longMoment } from '../../format';
import { left } from '../../live/left';
import { zoneOf } from '../../live/session';
import { store } from '../../live/store';
import { LinkLine } from '../../parts/bits';

export function Continue() {
  const to = left.value;
  const when = useMoment(to);
  if (!to || when === undefined) return null;
  return (
    <ul class="rows">
      <li>
        <LinkLine href={to} icon="clock" title={words().trouble.continueTitle} note={when} />
      </li>
    </ul>
  );
}

/** When the meeting is, which tells meetings of one title apart; undefined: it is not on the phone any more. */
function useMoment(to: string | null): string | undefined {
  const [when, setWhen] = useState<string | undefined>();
  useEffect(() => {
    const [, part, id = ''] = to?.split('/') ?? [];
    if (part !== 'm') return setWhen(to ? '' : undefined);
    void store()
      .get('meeting', id)
      .then((row) => {
        const start = row?.doc.planned_start;
        setWhen(row && (typeof start === 'string' ? longMoment(start, zoneOf(row.village)) : ''));
      });
  }, [to]);
  return when;
}
