/** The interface of keys: every catalogue must answer each of them, or it does not compile. */
import type { budget } from './id/budget';
import type { ceilings } from './id/ceilings';
import type { closing } from './id/closing';
import type { door } from './id/door';
import type { follow } from './id/follow';
import type { frame } from './id/frame';
import type { invitation } from './id/invitation';
import type { life } from './id/life';
import type { lock } from './id/lock';
import type { lost } from './id/lost';
import type { meeting } from './id/meeting';
import type { originals } from './id/originals';
import type { parcels } from './id/parcels';
import type { practice } from './id/practice';
import type { sending } from './id/sending';
import type { sittings } from './id/sittings';
import type { terms } from './id/terms';
import type { trouble } from './id/trouble';
import type { wishes } from './id/wishes';

/** Literal sentences become plain strings; lists keep their length, functions their arguments. */
type Sentences<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Sentences<T[K]> };

export type Words = Sentences<
  typeof frame &
    typeof sending & {
      readonly budget: typeof budget;
      readonly ceilings: typeof ceilings;
      readonly closing: typeof closing;
      readonly door: typeof door;
      readonly follow: typeof follow;
      readonly invitation: typeof invitation;
      readonly life: typeof life;
      readonly lock: typeof lock;
      readonly lost: typeof lost;
      readonly meeting: typeof meeting;
      readonly originals: typeof originals;
      readonly parcels: typeof parcels;
      readonly practice: typeof practice;
      readonly sittings: typeof sittings;
      readonly terms: typeof terms;
      readonly trouble: typeof trouble;
      readonly wishes: typeof wishes;
    }
>;

/** What a language that is still being translated has so far. */
export type SomeWords = Some<Words>;

type Some<T> = T extends string | readonly unknown[] | ((...given: never) => string)
  ? T
  : { readonly [K in keyof T]?: Some<T[K]> };
