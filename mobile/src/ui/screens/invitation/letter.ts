/**
 * The letter of invitation as villages write it. A document of the village: Indonesian whatever the language of
 * the screen, which is why its sentences stand here and not in a catalogue.
 */
import type { MeetingDoc } from '../../../core/records';
import { calledHere, official } from '../../../i18n';
import { clock, dateIn } from '../../format';

export interface Letter {
  readonly head: readonly string[];
  readonly dated: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly opening: string;
  readonly when: readonly (readonly [string, string])[];
  readonly agenda: readonly string[];
  readonly closing: string;
  readonly signer: { readonly position: string; readonly name: string };
  readonly copies: readonly string[];
}

export interface LetterSource {
  readonly meeting: MeetingDoc;
  readonly agenda: readonly string[];
  readonly guests: number;
  readonly village: string;
  readonly kecamatan?: string | undefined;
  /** With its rank: `Kabupaten Garut`. */
  readonly kabupaten?: string | undefined;
  readonly zone: string;
}

const DOTS = '……………';
export const EVERYBODY = 'Bapak/Ibu/Saudara (daftar terlampir)';

export function letterOf(source: LetterSource): Letter {
  const { meeting, agenda, guests, village, kecamatan, kabupaten, zone } = source;
  const { planned_start: start, invited_on, title = DOTS, chair, hamlet } = meeting;
  const where = meeting.place ?? DOTS;
  return {
    head: [
      kabupaten ? `Pemerintah ${kabupaten}` : '',
      kecamatan ? `Kecamatan ${kecamatan}` : '',
      meeting.convener === undefined || meeting.convener === 'bpd'
        ? `Badan Permusyawaratan Desa ${village}`
        : `Pemerintah Desa ${village}`,
    ].filter(Boolean),
    dated: `${village}, ${invited_on ? plain(invited_on) : DOTS}`,
    facts: [
      ['Nomor', meeting.invitation_number ?? DOTS],
      ['Sifat', 'Penting'],
      ['Lampiran', guests > 0 ? '1 (satu) lembar' : '-'],
      ['Perihal', `Undangan ${title}`],
    ],
    opening: `Dengan hormat, kami mengundang Bapak/Ibu/Saudara untuk hadir dalam ${title}, yang akan dilaksanakan pada:`,
    when: [
      ['Hari, tanggal', start ? dayOf(dateIn(start, zone)) : DOTS],
      ['Waktu', start ? `pukul ${clock(start, zone)} ${zone} s.d. selesai` : DOTS],
      ['Tempat', hamlet && !where.includes(hamlet) ? `${where}, ${hamlet}` : where],
    ],
    agenda,
    closing:
      'Mengingat pentingnya acara ini, kami mohon kehadiran tepat waktu. Bila berhalangan, mohon menunjuk seorang wakil. ' +
      'Atas perhatian dan kehadirannya kami ucapkan terima kasih.',
    signer: { position: chair?.position || 'Pimpinan Musyawarah', name: chair?.name || DOTS },
    copies: [
      kecamatan ? `${calledHere('Camat')} ${kecamatan}` : calledHere('Camat'),
      `${calledHere('Kepala Desa')} ${village}`,
      'Arsip',
    ],
  };
}

/** The same as a message: WhatsApp shows what stands between stars in bold. */
export function messageOf(letter: Letter): string {
  const { facts, opening, when, agenda, closing, signer, head } = letter;
  const lines = (pairs: Letter['when']) => pairs.map(([name, value]) => `${name}: ${value}`);
  return [
    `*${facts.at(-1)?.[1].toUpperCase()}*`,
    '',
    'Yth. Bapak/Ibu/Saudara',
    '',
    opening,
    ...lines(when).map((line) => `• ${line}`),
    ...(agenda.length > 0 ? ['', 'Susunan acara:', ...numbered(agenda)] : []),
    '',
    closing,
    '',
    signer.position,
    `*${signer.name}*`,
    head.at(-1) ?? '',
  ].join('\n');
}

export function numbered(lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `${at + 1}. ${line}`);
}

function plain(date: string): string {
  const [year, month = 1, day] = date.split('-').map(Number);
  return `${day} ${official().terms.months[month - 1]} ${year}`;
}

function dayOf(date: string): string {
  return `${official().terms.days[new Date(`${date}T00:00:00Z`).getUTCDay()]}, ${plain(date)}`;
}
