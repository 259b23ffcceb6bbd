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

export function startOf(kind: MeetingType, last: MeetingDoc | undefined): MeetingDoc {
  return {
    type: kind,
    status: 'planned',
    level: LEVELS[kind] ?? 'village',
    convener: CONVENERS[kind] ?? 'bpd',
    rules: last?.rules ?? USUAL_RULES,
  };
}

/** Meetings of hamlets and groups have no anthem and no official view of the BPD. */
export function agendaOf(kind: MeetingType, template: readonly string[]): readonly string[] {
  const small = LEVELS[kind] === 'hamlet' || LEVELS[kind] === 'group' || kind === 'rapat_bpd';
  return small ? template.filter((_, index) => ![1, 5].includes(index)) : template;
}
