/** The kinds of docs/records.md as data: what a form may offer and what an exchange will accept. */

import {
  DESK,
  type Field,
  int,
  intSet,
  LATEST,
  NEEDED,
  NEEDED_RESTRICTED,
  plain,
  RESTRICTED,
  ref,
  refSet,
  shape,
  shapes,
  TEXT,
  text,
  type ValueOf,
  word,
  wordSet,
} from './fields';
import type { Doc, KindName, Row } from './types';
import * as words from './words';

export type { Field } from './fields';
export * from './words';

interface Kind {
  /** The field that names the record it hangs on. */
  readonly parent: string | null;
  readonly fields: { readonly [name: string]: Field };
}

const meeting = ref('meeting', NEEDED);
const votes = {
  votes_for: int(0, 5000),
  votes_against: int(0, 5000),
  votes_abstained: int(0, 5000),
};
const beneficiaries = {
  beneficiaries_male: int(0, 1_000_000),
  beneficiaries_female: int(0, 1_000_000),
  beneficiaries_poor_households: int(0, 1_000_000),
};

export const KINDS = {
  meeting: {
    parent: null,
    fields: {
      type: word(words.MEETING_TYPES, NEEDED),
      title: text(200, NEEDED),
      fiscal_year: int(2015, 2100),
      number: text(80),
      level: word(words.MEETING_LEVELS, { default: 'village' }),
      hamlet: text(80),
      convener: word(words.CONVENERS, { default: 'bpd' }),
      chair: shape('name', 'position'),
      minute_taker: shape('name', 'position'),
      speakers: shapes('name', 'position'),
      planned_start: plain('time'),
      place: text(200),
      rules: shape(
        'quorum_numerator',
        'quorum_denominator',
        'legal_basis',
        'required_elements',
        'minimum_women_percent',
        'invitation_days',
        'report_working_days',
      ),
      invitation_number: text(80),
      invited_on: plain('date'),
      invited_count: int(0, 5000),
      legal_basis: text(500),
      opening_note: text(4000, TEXT),
      summary: text(2000, TEXT),
      decision_method: word(words.DECISION_METHODS),
      ranking_method: word(words.RANKING_METHODS),
      ...votes,
      objections: text(4000, TEXT),
      status: word(words.MEETING_STATUSES, { default: 'planned' }),
      attendance_mode: word(words.ATTENDANCE_MODES, { default: 'full_list' }),
      submitted_at: plain('time'),
      review_note: text(2000, DESK),
      reviewed_at: plain('time', DESK),
    },
  },
  session: {
    parent: 'meeting',
    fields: {
      meeting,
      started_at: plain('time'),
      ended_at: plain('time'),
      place: text(200),
      outcome: word(words.SESSION_OUTCOMES, { default: 'held' }),
      note: text(2000, TEXT),
    },
  },
  attendance: {
    parent: 'meeting',
    fields: {
      meeting,
      name: text(120, NEEDED_RESTRICTED),
      gender: word(words.GENDERS, { default: 'unknown' }),
      element: word(words.ELEMENTS, { default: 'lain' }),
      capacity: word(words.CAPACITIES, { default: 'invited' }),
      position: text(120),
      hamlet: text(80),
      rt: text(5, RESTRICTED),
      rw: text(5, RESTRICTED),
      phone: text(25, RESTRICTED),
      status: word(words.ATTENDANCE_STATUSES, { default: 'invited' }),
      reason: text(200, RESTRICTED),
      represents: text(120, RESTRICTED),
      sessions: refSet('session'),
      arrived_at: plain('time'),
      left_at: plain('time'),
      signature: plain('strokes', RESTRICTED),
      vulnerable: wordSet(words.VULNERABILITIES, RESTRICTED),
      invited_on: plain('date'),
      invitation_received: plain('bool'),
    },
  },
  attendance_tally: {
    parent: 'meeting',
    fields: {
      meeting,
      element: word(words.ELEMENTS, NEEDED),
      gender: word(words.GENDERS, NEEDED),
      present: int(0, 5000, NEEDED),
      photos: refSet('photo'),
    },
  },
  agenda_item: {
    parent: 'meeting',
    fields: {
      meeting,
      order: int(0, 999, LATEST),
      topic: text(200, NEEDED),
      presenter: text(120),
      proposer: text(120, RESTRICTED),
      proposer_element: word(words.ELEMENTS),
      discussion: text(20_000, TEXT),
      response: text(8000, TEXT),
      outcome: word(words.AGENDA_OUTCOMES),
      reason: text(1000),
      decision: text(8000, TEXT),
      decision_method: word(words.DECISION_METHODS),
      ...votes,
      follow_up: shapes('what', 'who', 'due'),
    },
  },
  photo: {
    parent: 'meeting',
    fields: {
      meeting: ref('meeting'),
      progress_report: ref('progress_report'),
      purpose: word(words.PHOTO_PURPOSES, { default: 'documentation' }),
      caption: text(200, LATEST),
      taken_at: plain('time'),
      latitude: plain('degrees', RESTRICTED),
      longitude: plain('degrees', RESTRICTED),
      sha256: text(64, NEEDED),
      size: int(1, 26_214_400, NEEDED),
      media_type: word(words.MEDIA_TYPES, NEEDED),
      width: int(1, 20_000),
      height: int(1, 20_000),
      publishable: plain('bool'),
      original: text(64, RESTRICTED),
    },
  },
  signature: {
    parent: 'meeting',
    fields: {
      meeting,
      role: word(words.SIGNATURE_ROLES, NEEDED),
      name: text(120, NEEDED_RESTRICTED),
      position: text(120),
      strokes: plain('strokes', RESTRICTED),
      signed_at: plain('time'),
    },
  },
  publicity: {
    parent: 'meeting',
    fields: {
      meeting: ref('meeting'),
      medium: word(words.PUBLICITY_MEDIA, NEEDED),
      place: text(200),
      published_on: plain('date'),
      photo: ref('photo'),
      note: text(500),
    },
  },
  remark: {
    parent: 'meeting',
    fields: {
      meeting,
      about_kind: text(40),
      about_record: ref(null),
      about_field: text(40),
      text: text(2000, NEEDED_RESTRICTED),
      author_name: text(120, RESTRICTED),
      author_role: text(40),
      resolved: plain('bool'),
    },
  },
  proposal: {
    parent: 'meeting',
    fields: {
      meeting,
      source: word(words.PROPOSAL_SOURCES, { default: 'villager' }),
      problem: text(2000),
      activity: text(200, NEEDED),
      account: text(20),
      place: text(200),
      hamlet: text(80),
      volume: plain('quantity'),
      unit: text(20),
      estimate: plain('money'),
      ...beneficiaries,
      proposer: text(120, RESTRICTED),
      proposer_element: word(words.ELEMENTS),
      score: int(0, 100_000),
      score_felt: int(1, 5),
      score_urgent: int(1, 5),
      score_income: int(1, 5),
      score_potential: int(1, 5),
      score_plan: int(1, 5),
      votes: int(0, 5000),
      rank: int(1, 9999),
      rank_reason: text(500),
      fate: word(words.PROPOSAL_FATES, { default: 'open' }),
      deferred_to: int(2015, 2100),
      asked_of: word(words.BUDGETS_ASKED),
      reason: text(1000),
      became: refSet('budget_item'),
      merged_into: ref('proposal'),
      split_from: ref('proposal'),
    },
  },
  budget_item: {
    parent: 'meeting',
    fields: {
      meeting,
      agenda_item: ref('agenda_item'),
      proposal: ref('proposal'),
      fiscal_year: int(2015, 2100),
      account: text(20),
      name: text(200, NEEDED),
      place: text(200),
      hamlet: text(80),
      volume: plain('quantity'),
      unit: text(20),
      unit_price: plain('money'),
      amount: plain('money'),
      price_note: text(500),
      ...beneficiaries,
      benefit: text(500),
      start_month: int(1, 12),
      end_month: int(1, 12),
      delivery: word(words.DELIVERIES),
      cash_for_work: plain('bool'),
      implementer: text(120),
      nature: word(words.NATURES),
      sdgs: intSet(1, 18),
      sector: word(words.SECTORS),
      state: word(words.BUDGET_STATES, { default: 'proposed' }),
      reason: text(1000),
      order: int(0, 999, LATEST),
    },
  },
  funding: {
    parent: 'budget_item',
    fields: {
      budget_item: ref('budget_item', NEEDED),
      source: word(words.FUND_SOURCES, NEEDED),
      carried_over: plain('bool'),
      amount: plain('money', NEEDED),
    },
  },
  ceiling: {
    parent: null,
    fields: {
      fiscal_year: int(2015, 2100, NEEDED),
      source: word(words.FUND_SOURCES, NEEDED),
      amount: plain('money', NEEDED),
      indicative: plain('bool'),
      legal_reference: text(200),
    },
  },
  progress_report: {
    parent: 'budget_item',
    fields: {
      budget_item: ref('budget_item', NEEDED),
      reported_on: plain('date'),
      physical_percent: int(0, 100, NEEDED),
      spent: plain('money'),
      note: text(2000, TEXT),
    },
  },
  oversight_action: {
    parent: 'meeting',
    fields: {
      meeting,
      subject_kind: word(words.OVERSIGHT_SUBJECTS, { default: 'budget_item' }),
      budget_item: ref('budget_item'),
      subject: text(200, NEEDED),
      watcher: text(120, RESTRICTED),
      watcher_element: word(words.ELEMENTS),
      method: text(500),
      indicator: text(500),
      due_on: plain('date'),
      every: word(words.OVERSIGHT_RHYTHMS, { default: 'once' }),
      finding: text(2000, TEXT),
      follow_up: text(2000, TEXT),
      state: word(words.OVERSIGHT_STATES, { default: 'planned' }),
      withheld: text(300),
    },
  },
  oversight_visit: {
    parent: 'oversight_action',
    fields: {
      oversight_action: ref('oversight_action', NEEDED),
      done_on: plain('date', NEEDED),
      finding: text(2000, TEXT),
      follow_up: text(2000, TEXT),
      state: word(words.OVERSIGHT_STATES, { default: 'done' }),
      withheld: text(300),
    },
  },
} as const satisfies { readonly [kind in KindName]: Kind };

/** The rules of order that a meeting froze when it was made; null where they are silent. */
export interface MeetingRules {
  readonly quorum_numerator?: number | null;
  readonly quorum_denominator?: number | null;
  readonly legal_basis?: string | null;
  readonly required_elements?: readonly words.Element[] | null;
  readonly minimum_women_percent?: number | null;
  readonly invitation_days?: number | null;
  readonly report_working_days?: number | null;
}

/** A kind's document, typed. Every field may be missing: a draft is saved before it is complete. */
export type DocOf<K extends KindName> = {
  readonly [field in keyof (typeof KINDS)[K]['fields']]?: ValueOf<
    (typeof KINDS)[K]['fields'][field]
  >;
};

export type MeetingDoc = Omit<DocOf<'meeting'>, 'rules'> & { readonly rules?: MeetingRules };
export type SessionDoc = DocOf<'session'>;
export type AttendanceDoc = DocOf<'attendance'>;
export type AttendanceTallyDoc = DocOf<'attendance_tally'>;
export type AgendaItemDoc = DocOf<'agenda_item'>;
export type PhotoDoc = DocOf<'photo'>;
export type SignatureDoc = DocOf<'signature'>;
export type PublicityDoc = DocOf<'publicity'>;
export type RemarkDoc = DocOf<'remark'>;
export type ProposalDoc = DocOf<'proposal'>;
export type BudgetItemDoc = DocOf<'budget_item'>;
export type FundingDoc = DocOf<'funding'>;
export type CeilingDoc = DocOf<'ceiling'>;
export type ProgressReportDoc = DocOf<'progress_report'>;
export type OversightActionDoc = DocOf<'oversight_action'>;
export type OversightVisitDoc = DocOf<'oversight_visit'>;

/** The doc of each kind, by the kind's name. */
export type TypedDoc<K extends KindName> = K extends 'meeting' ? MeetingDoc : DocOf<K>;

/** The same doc, read with the types of its kind. */
export function docAs<K extends KindName>(_kind: K, row: Pick<Row, 'doc'>): TypedDoc<K> {
  return row.doc as unknown as TypedDoc<K>;
}

/** Fields of a kind, by name. */
export function fieldsOf(kind: KindName): { readonly [name: string]: Field } {
  return KINDS[kind].fields;
}

/** The field that names the record that this kind hangs on, or null. */
export function parentOf(kind: KindName): string | null {
  return KINDS[kind].parent;
}

/** What a new record holds before anybody says anything: the server adds it and does not tell it back. */
export function defaultsOf(kind: KindName): Doc {
  const given = Object.entries(fieldsOf(kind)).map(([name, field]) => [name, defaultOf(field)]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function defaultOf(field: Field): string | false | undefined {
  if (field.type === 'enum') return field.default;
  return field.type === 'bool' ? false : undefined;
}

/** Needed fields that a new record of this kind does not have yet. */
export function missingFields(kind: KindName, doc: Doc): readonly string[] {
  return Object.entries(fieldsOf(kind))
    .filter(([name, field]) => field.required && (doc[name] === undefined || doc[name] === ''))
    .map(([name]) => name);
}
