/** What a new meeting starts with: the kind's habit, and what the village did last time. */
import type { MeetingDoc, MeetingType } from '../../../core/records';
import type { Words } from '../../../i18n';

type KindGroup = keyof Words['terms']['kindGroups'];

export const KIND_GROUPS: Readonly<Record<KindGroup, readonly MeetingType[]>> = {
  planning: ['musdes_rkp', 'musrenbangdes', 'musdes_apbdes', 'musdes_rpjm', 'pramusren'],
  wishes: ['musdus', 'musperempuan', 'musanak', 'musinklusi', 'muskel'],
  reports: ['musdes_pelaksanaan', 'musdes_lpj'],
  special: [
    'musdesus_blt',
    'musdesus_dtsen',
    'musdesus_kdmp',
    'musdesus_bumdes',
    'musdesus_aset',
    'musdesus_lain',
  ],
  other: ['rapat_bpd', 'musdes_paw', 'mad', 'fkp'],
};

/** Plans are made for the coming year, everything else concerns the running one. */
const NEXT_YEAR: ReadonlySet<MeetingType> = new Set([
  'musdus',
  'muskel',
  'musperempuan',
  'musanak',
  'musinklusi',
  'pramusren',
  'musdes_rkp',
  'musrenbangdes',
  'musdes_apbdes',
]);

const LEVELS: Partial<Record<MeetingType, NonNullable<MeetingDoc['level']>>> = {
  musdus: 'hamlet',
  muskel: 'group',
  mad: 'several_villages',
};

const CONVENERS: Partial<Record<MeetingType, NonNullable<MeetingDoc['convener']>>> = {
  musdus: 'hamlet_head',
  muskel: 'community_group',
  musperempuan: 'village_government',
  musanak: 'village_government',
  musinklusi: 'village_government',
  pramusren: 'village_government',
  musrenbangdes: 'village_government',
  musdesus_dtsen: 'village_government',
};

/** Two thirds of those invited, until the village's own rules of order say otherwise. */
const USUAL_RULES: NonNullable<MeetingDoc['rules']> = {
  quorum_numerator: 2,
  quorum_denominator: 3,
  minimum_women_percent: 30,
  required_elements: ['agama', 'masyarakat', 'pendidik', 'tani', 'perempuan', 'miskin'],
};

export function fiscalYear(kind: MeetingType, date: string): number {
  return Number(date.slice(0, 4)) + (NEXT_YEAR.has(kind) ? 1 : 0);
}

interface Earlier {
  readonly id: string;
  readonly doc: MeetingDoc;
}

/** The meeting whose people and place a new one begins with: the last of its kind, else of its level. */
export function lastLike<M extends Earlier>(
  meetings: readonly M[],
  kind: MeetingType,
): M | undefined {
  const latest = [...meetings].sort((a, b) => (a.id < b.id ? 1 : -1));
  const level = LEVELS[kind] ?? 'village';
  return (
    latest.find(({ doc }) => doc.type === kind) ??
    latest.find(({ doc }) => (doc.level ?? 'village') === level)
  );
}

export function startOf(kind: MeetingType, last: MeetingDoc | undefined): MeetingDoc {
  return {
    type: kind,
    status: 'planned',
    level: LEVELS[kind] ?? 'village',
    convener: CONVENERS[kind] ?? 'bpd',
    rules: last?.rules ?? USUAL_RULES,
    // Who explains a budget has nothing to say on aid: only the same kind hears the same people.
    ...(last?.type === kind && last.speakers && { speakers: last.speakers }),
  };
}

const PRESENTATION = 4;
const ANTHEM_AND_VIEW: readonly number[] = [1, 5];

/**
 * The usual order of a sitting (domain §2.3) with what this kind puts on the table. Meetings of hamlets
 * and groups have no anthem and no official view of the BPD.
 */
export function agendaOf(
  kind: MeetingType,
  { agendaTemplate, matters }: Pick<Words['meeting'], 'agendaTemplate' | 'matters'>,
): readonly string[] {
  const small = LEVELS[kind] === 'hamlet' || LEVELS[kind] === 'group' || kind === 'rapat_bpd';
  return agendaTemplate.flatMap((topic, index) => {
    if (small && ANTHEM_AND_VIEW.includes(index)) return [];
    return index === PRESENTATION ? (matters[kind] ?? [topic]) : [topic];
  });
}
