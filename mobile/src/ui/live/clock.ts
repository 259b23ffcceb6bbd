/** The hour of the phone, as records carry it, and whether people should be asked to look at its date. */
import { computed } from '@preact/signals';
import { clockIsWrong } from '../../net';
import { momentOf, nowIn } from '../format';
import { sending } from './sending';
import { zoneOf } from './session';

/** Now, in the zone of this village. */
export function nowHere(village: string): string {
  const zone = zoneOf(village);
  const { date, time } = nowIn(zone);
  return momentOf(date, time, zone);
}

/** Judged anew with every news of the line; the phone's clock itself tells nobody when it is set. */
export const wrongClock = computed(() => clockIsWrong(sending.value, Date.now()));
