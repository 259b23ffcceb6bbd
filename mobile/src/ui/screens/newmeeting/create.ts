/** A meeting, its agenda and whom it invites, in one write: never one without the other. */
import type { MeetingDoc, MeetingType } from '../../../core/records';
import type { Doc, Uuid, Village } from '../../../core/types';
import { words } from '../../../i18n';
import { momentOf } from '../../format';
import { rulesOf } from '../../live/customs';
import { newId } from '../../live/ids';
import { store } from '../../live/store';
import { fiscalYear, startOf } from './template';

export type Facts = Readonly<
  Record<
    | 'date'
    | 'time'
    | 'place'
    | 'chair'
    | 'chairPosition'
    | 'minuteTaker'
    | 'minuteTakerPosition'
    | 'fiscalYear'
    | 'invited'
    | 'hamlet',
    string
  >
>;

interface NewMeeting {
  readonly kind: MeetingType;
  readonly village: Village;
  readonly facts: Facts;
  readonly last: MeetingDoc | undefined;
  readonly agenda: readonly string[];
  /** Who is invited from the start. */
  readonly guests: readonly Doc[];
}

export async function createMeeting(from: NewMeeting): Promise<Uuid> {
  const { village, agenda, guests } = from;
  const id = newId();
  await store().saveMany([
    { kind: 'meeting', village: village.village, id, set: docOf(from) as Doc },
    ...agenda.map((topic, order) => ({
      kind: 'agenda_item' as const,
      village: village.village,
      id: null,
      set: { meeting: id, order, topic },
    })),
    ...guests.map((guest) => ({
      kind: 'attendance' as const,
      village: village.village,
      id: null,
      set: { ...guest, meeting: id },
    })),
  ]);
  return id;
}

export function docOf({ kind, village, facts, last }: Omit<NewMeeting, 'guests'>): MeetingDoc {
  const year = Number(facts.fiscalYear);
  const invited = Number(facts.invited);
  return {
    ...startOf(kind, last),
    ...rulesOf(village.village, Number(facts.date.slice(0, 4))),
    title: titleOf(kind, facts),
    fiscal_year: year >= 2015 && year <= 2100 ? year : fiscalYear(kind, facts.date),
    planned_start: momentOf(facts.date, facts.time, village.zone),
    ...(facts.place && { place: facts.place.trim() }),
    ...(facts.hamlet && { hamlet: facts.hamlet.trim() }),
    ...(invited > 0 && invited <= 5000 && { invited_count: invited }),
    ...person('chair', facts.chair, facts.chairPosition),
    ...person('minute_taker', facts.minuteTaker, facts.minuteTakerPosition),
  };
}

function person(field: 'chair' | 'minute_taker', name: string, position: string): MeetingDoc {
  return name.trim() ? { [field]: { name: name.trim(), position: position.trim() } } : {};
}

/** `Musdes RKP Desa 2027`, `Musyawarah Dusun Krajan`: told apart in a list without opening them. */
function titleOf(kind: MeetingType, facts: Facts): string {
  return [words().terms.kinds[kind], facts.hamlet.trim() || facts.fiscalYear].join(' ').trim();
}
