/** The arithmetic of one line: sen throughout, rounded once. */

/** Volume times unit price; null while one of the two is missing. */
export function computed(volume: number | undefined, price: number | undefined): number | null {
  if (volume === undefined || price === undefined) return null;
  return Math.round(volume * price);
}

/** The amount follows volume and price as long as nobody wrote another one by hand. */
export function follows(
  before: { readonly volume?: number; readonly unit_price?: number; readonly amount?: number },
  after: { readonly volume?: number; readonly unit_price?: number },
): number | null {
  const was = computed(before.volume, before.unit_price);
  const byHand = (before.amount ?? 0) !== 0 && before.amount !== was;
  return byHand ? null : computed(after.volume, after.unit_price);
}
