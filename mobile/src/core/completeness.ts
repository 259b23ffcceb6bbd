/** What a complete file of a deliberation must hold (domain check-list, section 1.13). */

import type {
  AgendaItemDoc,
  AttendanceDoc,
  AttendanceTallyDoc,
  MeetingDoc,
  PhotoDoc,
  PublicityDoc,
  SessionDoc,
  SignatureDoc,
  SignatureRole,
} from './records';
import { composition, meetingQuorum } from './rules';

export interface MeetingFile {
  readonly meeting: MeetingDoc;
  readonly sessions: readonly SessionDoc[];
  readonly attendance: readonly AttendanceDoc[];
  readonly tallies: readonly AttendanceTallyDoc[];
  readonly agenda: readonly AgendaItemDoc[];
  readonly photos: readonly PhotoDoc[];
  readonly signatures: readonly SignatureDoc[];
  readonly publicity: readonly PublicityDoc[];
}

const CHECKS = {
  invitation: ({ meeting }) => Boolean(meeting.invitation_number && meeting.invited_on),
  place_and_time: ({ meeting, sessions }) =>
    Boolean(meeting.place && (meeting.planned_start || sessions.some((s) => s.started_at))),
  chair: ({ meeting }) => Boolean(meeting.chair?.name),
  minute_taker: ({ meeting }) => Boolean(meeting.minute_taker?.name),
  rules: ({ meeting }) => Boolean(meeting.rules?.legal_basis),
  attendance: (file) => people(file).present > 0,
  quorum: (file) => meetingQuorum(file.meeting, people(file)).met,
  elements: (file) => people(file).missingElements.length === 0,
  attendance_signed: ({ attendance, photos }) =>
    attendance.some((row) => row.signature) || has(photos, 'attendance_sheet'),
  agenda: ({ agenda }) => agenda.length > 0,
  minutes: ({ agenda }) => agenda.some((item) => item.discussion),
  decisions: ({ agenda }) => agenda.every((item) => item.outcome && decided(item)),
  reasons: ({ agenda }) =>
    agenda.every((item) => item.reason || !['refused', 'deferred'].includes(item.outcome ?? '')),
  summary: ({ meeting }) => Boolean(meeting.summary),
  signature_chair: ({ signatures, photos }) => signed(signatures, photos, 'chair'),
  signature_village_head: ({ meeting, signatures, photos }) =>
    !usualSigners(meeting).includes('village_head') || signed(signatures, photos, 'village_head'),
  signature_participant: ({ signatures, photos }) => signed(signatures, photos, 'participant'),
  photo: ({ photos }) =>
    photos.some((photo) => (photo.purpose ?? 'documentation') === 'documentation'),
  publicity: ({ publicity }) => publicity.length > 0,
} as const satisfies { readonly [key: string]: (file: MeetingFile) => boolean };

/** One thing that a file may lack; i18n has a sentence for each. */
export type Missing = keyof typeof CHECKS;

export const COMPLETENESS = Object.keys(CHECKS) as readonly Missing[];

/** A hamlet, a group or the BPD alone decides for itself: the village head has nothing to sign there. */
const AMONG_THEMSELVES: ReadonlySet<string | undefined> = new Set([
  'musdus',
  'muskel',
  'rapat_bpd',
]);

/** Who signs the record of such a meeting, one each; participants and witnesses come after them. */
export function usualSigners({ type }: MeetingDoc): readonly SignatureRole[] {
  return AMONG_THEMSELVES.has(type)
    ? ['chair', 'minute_taker']
    : ['chair', 'village_head', 'minute_taker'];
}

/** What this file lacks, in the order of the check-list; empty: complete. */
export function completeness(file: MeetingFile): readonly Missing[] {
  return COMPLETENESS.filter((key) => !CHECKS[key](file));
}

function people({ meeting, attendance, tallies }: MeetingFile) {
  return composition(attendance, tallies, meeting.rules?.required_elements);
}

function decided(item: AgendaItemDoc): boolean {
  return item.outcome !== 'agreed' || Boolean(item.decision);
}

/** Signed on the glass, or on paper that was photographed. */
function signed(signatures: readonly SignatureDoc[], photos: readonly PhotoDoc[], role: string) {
  return signatures.some((s) => s.role === role && s.strokes) || has(photos, 'official_record');
}

function has(photos: readonly PhotoDoc[], purpose: string): boolean {
  return photos.some((photo) => photo.purpose === purpose);
}
