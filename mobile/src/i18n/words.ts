/** The interface of keys: every catalogue must answer each of them, or it does not compile. */
import type { budget } from './id/budget';
import type { frame } from './id/frame';
import type { meeting } from './id/meeting';
import type { parcels } from './id/parcels';
import type { sending } from './id/sending';
import type { terms } from './id/terms';

/** Literal sentences become plain strings; lists keep their length, functions their arguments. */
type Sentences<T> = T extends string
  ? string
  : T extends (...given: infer A) => string
    ? (...given: A) => string
    : { readonly [K in keyof T]: Sentences<T[K]> };

export type Words = Sentences<
  typeof frame &
    typeof sending & {
      readonly terms: typeof terms;
      readonly meeting: typeof meeting;
      readonly budget: typeof budget;
      readonly parcels: typeof parcels;
    }
>;
