/** What the kabupaten of the village on the screen calls things, and the rules that a meeting there begins with. */
import { signal } from '@preact/signals';
import type { MeetingDoc } from '../../core/records';
import type { Customs, Json, Uuid } from '../../core/types';
import type { Element } from '../../core/words';
import { callThings } from '../../i18n';
import type { Store } from '../../store/store';
import { CUSTOMS, type KeptCustoms } from '../../store/types';

const customs = signal<readonly Customs[]>([]);
let etag: string | undefined;

export async function readCustoms(memory: Store): Promise<void> {
  const kept = await memory.getMeta<KeptCustoms & Json>(CUSTOMS);
  if (kept?.etag === etag) return;
  etag = kept?.etag;
  customs.value = kept?.list ?? [];
}

/** The screens say nagari, gampong, ... as that village's kabupaten does. */
export function speakAsIn(village: Uuid): void {
  callThings(customsOf(village)?.terms ?? null);
}

function customsOf(village: Uuid): Customs | undefined {
  return customs.value.find(({ villages }) => villages.includes(village));
}

/** What a meeting of that year freezes of the kabupaten's rules; nothing where there are none. */
export function rulesOf(village: Uuid, year: number): Pick<MeetingDoc, 'rules'> {
  const found = customsOf(village)?.rules.find((one) => one.year === year);
  if (!found) return {};
  const { required_elements, legal_basis } = found;
  return {
    rules: {
      quorum_numerator: found.quorum_numerator,
      quorum_denominator: found.quorum_denominator,
      minimum_women_percent: found.minimum_women_percent,
      invitation_days: found.invitation_days,
      report_working_days: found.report_working_days,
      ...(required_elements.length > 0 && {
        required_elements: required_elements as readonly Element[],
      }),
      ...(legal_basis && { legal_basis }),
    },
  };
}
