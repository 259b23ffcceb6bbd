/** Closed vocabularies of docs/records.md. Labels belong to i18n. */

export const MEETING_TYPES = [
  'musdus',
  'muskel',
  'musperempuan',
  'musanak',
  'musinklusi',
  'pramusren',
  'musdes_rpjm',
  'musdes_rkp',
  'musrenbangdes',
  'musdes_apbdes',
  'musdes_pelaksanaan',
  'musdes_lpj',
  'musdesus_blt',
  'musdesus_kdmp',
  'musdesus_bumdes',
  'musdesus_aset',
  'musdesus_dtsen',
  'musdesus_lain',
  'musdes_paw',
  'rapat_bpd',
  'mad',
  'fkp',
] as const;
export const MEETING_LEVELS = ['hamlet', 'group', 'village', 'several_villages'] as const;
export const CONVENERS = [
  'bpd',
  'village_government',
  'hamlet_head',
  'community_group',
  'other',
] as const;
export const DECISION_METHODS = ['consensus', 'open_vote', 'secret_vote'] as const;
export const RANKING_METHODS = ['scores', 'votes'] as const;
export const MEETING_STATUSES = [
  'planned',
  'held',
  'submitted',
  'returned',
  'accepted',
  'published',
  'corrected',
] as const;
export const ATTENDANCE_MODES = ['full_list', 'tally'] as const;
export const SESSION_OUTCOMES = ['planned', 'held', 'adjourned_no_quorum', 'adjourned'] as const;
export const GENDERS = ['L', 'P', 'unknown'] as const;
export const ELEMENTS = [
  'adat',
  'agama',
  'masyarakat',
  'pendidik',
  'tani',
  'nelayan',
  'perajin',
  'perempuan',
  'anak',
  'miskin',
  'lain',
] as const;
export const CAPACITIES = [
  'invited',
  'registered',
  'observer',
  'resource_person',
  'companion',
] as const;
export const ATTENDANCE_STATUSES = [
  'invited',
  'present',
  'represented',
  'excused',
  'absent',
] as const;
export const VULNERABILITIES = [
  'disabled',
  'poor',
  'elderly',
  'female_headed',
  'pregnant',
  'indigenous',
  'other',
] as const;
export const AGENDA_OUTCOMES = ['agreed', 'refused', 'deferred', 'noted'] as const;
export const PHOTO_PURPOSES = [
  'documentation',
  'attendance_sheet',
  'official_record',
  'banner',
  'before',
  'during',
  'after',
] as const;
export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export const SIGNATURE_ROLES = [
  'chair',
  'village_head',
  'minute_taker',
  'participant',
  'witness',
] as const;
export const PUBLICITY_MEDIA = [
  'banner',
  'notice_board',
  'loudspeaker',
  'website',
  'social',
  'print',
  'electronic',
  'other',
] as const;
export const PROPOSAL_SOURCES = [
  'hamlet_meeting',
  'womens_meeting',
  'childrens_forum',
  'inclusion_meeting',
  'group_meeting',
  'villager',
  'bpd',
  'other',
] as const;
export const PROPOSAL_FATES = ['open', 'adopted', 'higher_list', 'deferred', 'refused'] as const;
export const BUDGETS_ASKED = ['apbd_kab', 'apbd_prov', 'apbn'] as const;
export const DELIVERIES = ['self_managed', 'villages_together', 'third_party'] as const;
export const NATURES = ['new', 'continued'] as const;
export const SECTORS = [
  'pendidikan',
  'kesehatan',
  'kemiskinan',
  'air_sanitasi',
  'lingkungan',
  'bencana',
  'inklusi',
  'musyawarah',
  'keterbukaan',
  'lain',
] as const;
export const BUDGET_STATES = [
  'proposed',
  'adopted',
  'in_plan',
  'in_budget',
  'changed',
  'under_way',
  'done',
  'accounted_for',
  'dropped',
] as const;
export const FUND_SOURCES = ['PAD', 'DDS', 'ADD', 'PBH', 'PBP', 'PBK', 'DLL', 'SWADAYA'] as const;
export const OVERSIGHT_SUBJECTS = ['budget_item', 'procurement', 'service', 'funds'] as const;
export const OVERSIGHT_RHYTHMS = [
  'once',
  'weekly',
  'monthly',
  'quarterly',
  'semester',
  'yearly',
] as const;
export const OVERSIGHT_STATES = ['planned', 'done', 'finding_open', 'resolved'] as const;

export type MeetingType = (typeof MEETING_TYPES)[number];
export type MeetingStatus = (typeof MEETING_STATUSES)[number];
export type Gender = (typeof GENDERS)[number];
export type Element = (typeof ELEMENTS)[number];
export type Capacity = (typeof CAPACITIES)[number];
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number];
export type AgendaOutcome = (typeof AGENDA_OUTCOMES)[number];
export type PhotoPurpose = (typeof PHOTO_PURPOSES)[number];
export type MediaType = (typeof MEDIA_TYPES)[number];
export type SignatureRole = (typeof SIGNATURE_ROLES)[number];
export type PublicityMedium = (typeof PUBLICITY_MEDIA)[number];
export type ProposalFate = (typeof PROPOSAL_FATES)[number];
export type BudgetAsked = (typeof BUDGETS_ASKED)[number];
export type Sector = (typeof SECTORS)[number];
export type RankingMethod = (typeof RANKING_METHODS)[number];
export type BudgetState = (typeof BUDGET_STATES)[number];
export type FundSource = (typeof FUND_SOURCES)[number];
export type OversightRhythm = (typeof OVERSIGHT_RHYTHMS)[number];
export type OversightState = (typeof OVERSIGHT_STATES)[number];
