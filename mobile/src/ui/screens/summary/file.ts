/** Everything of one meeting in one hand, for the check-list and the official record. */
import type { MeetingFile } from '../../../core/completeness';
import type { BudgetItemDoc } from '../../../core/records';
import { useRows } from '../../live/rows';
import type { Meeting } from '../../parts/MeetingFrame';

const docs = <D>(rows: readonly { readonly doc: D }[]): readonly D[] => rows.map(({ doc }) => doc);

interface Gathered {
  readonly file: MeetingFile;
  readonly items: readonly BudgetItemDoc[];
}

export function useFile(meeting: Meeting): Gathered | null {
  const where = { meeting: meeting.id };
  const sessions = useRows('session', where);
  const attendance = useRows('attendance', where);
  const tallies = useRows('attendance_tally', where);
  const agenda = useRows('agenda_item', where);
  const photos = useRows('photo', where);
  const signatures = useRows('signature', where);
  const publicity = useRows('publicity', where);
  const items = useRows('budget_item', where);
  if (!sessions || !attendance || !tallies || !agenda) return null;
  if (!photos || !signatures || !publicity || !items) return null;
  return {
    file: {
      meeting: meeting.doc,
      sessions: docs(sessions),
      attendance: docs(attendance),
      tallies: docs(tallies),
      agenda: [...docs(agenda)].sort((a, b) => (a.order ?? 999) - (b.order ?? 999)),
      photos: docs(photos),
      signatures: docs(signatures),
      publicity: docs(publicity),
    },
    items: docs(items),
  };
}
