/** How far each part of a meeting is, in a few words. */
import { formatRupiah } from '../../../core/money';
import { composition, sums } from '../../../core/rules';
import { words } from '../../../i18n';
import { useRows } from '../../live/rows';
import type { IconName } from '../../parts/Icon';
import type { Meeting } from '../../parts/MeetingFrame';
import { isGuest } from '../attendance/people';
import { wasSent } from '../invitation/guests';

type PartName =
  | 'facts'
  | 'invitation'
  | 'attendance'
  | 'discussion'
  | 'budget'
  | 'photos'
  | 'oversight'
  | 'signatures'
  | 'summary';

export interface Part {
  readonly name: PartName;
  readonly href: string;
  readonly icon: IconName;
  readonly note: string | undefined;
  readonly done: boolean;
  readonly remarks: number;
}

const KINDS_OF: Partial<Record<PartName, readonly string[]>> = {
  attendance: ['attendance', 'attendance_tally'],
  discussion: ['agenda_item'],
  budget: ['budget_item', 'proposal', 'funding'],
  photos: ['photo'],
  oversight: ['oversight_action'],
  signatures: ['signature'],
};

export function useProgress(meeting: Meeting): readonly Part[] {
  const t = words().meeting.hub;
  const where = { meeting: meeting.id };
  const people = useRows('attendance', where) ?? [];
  const tallies = useRows('attendance_tally', where) ?? [];
  const agenda = useRows('agenda_item', where) ?? [];
  const items = useRows('budget_item', where) ?? [];
  const proposals = useRows('proposal', where) ?? [];
  const photos = useRows('photo', where) ?? [];
  const oversight = useRows('oversight_action', where) ?? [];
  const signatures = useRows('signature', where) ?? [];
  const remarks = useRows('remark', where) ?? [];

  const heads = composition(
    people.map(({ doc }) => doc),
    tallies.map(({ doc }) => doc),
  );
  const guests = people.filter(isGuest);
  const sent = guests.filter(wasSent).length;
  const settled = agenda.filter(({ doc }) => doc.outcome).length;
  const open = (name: PartName) =>
    remarks.filter(({ doc }) => !doc.resolved && KINDS_OF[name]?.includes(doc.about_kind ?? ''))
      .length;
  const part = (
    name: PartName,
    href: string,
    icon: IconName,
    note?: string,
    done = false,
  ): Part => ({
    name,
    href,
    icon,
    note,
    done,
    remarks: open(name),
  });
  const { doc } = meeting;
  return [
    part('facts', 'data', 'info', undefined, Boolean(doc.place && doc.chair && doc.minute_taker)),
    part(
      'invitation',
      'undangan',
      'page',
      words().invitation.line(guests.length, sent),
      guests.length > 0 && sent === guests.length,
    ),
    part(
      'attendance',
      'hadir',
      'people',
      t.attendanceLine(heads.present, heads.women),
      heads.present > 0,
    ),
    part(
      'discussion',
      'bahas',
      'talk',
      t.discussionLine(settled, agenda.length),
      agenda.length > 0 && settled === agenda.length,
    ),
    part(
      'budget',
      'kegiatan',
      'coins',
      items.length > 0
        ? t.budgetLine(items.length, formatRupiah(sums(items, []).total))
        : t.countLine(proposals.length),
      items.length > 0,
    ),
    part('photos', 'foto', 'camera', t.photoLine(photos.length), photos.length > 0),
    part('oversight', 'awasi', 'eye', t.countLine(oversight.length), oversight.length > 0),
    part('signatures', 'ttd', 'pen', t.countLine(signatures.length), signatures.length >= 3),
    part('summary', 'ringkasan', 'send'),
  ];
}
