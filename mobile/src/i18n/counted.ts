/** `3 perubahan dan 1 foto`; what there is none of is left out. */
export function counted(
  first: number,
  firstWord: string,
  second: number,
  secondWord: string,
  and = 'dan',
): string {
  const parts = [first > 0 && `${first} ${firstWord}`, second > 0 && `${second} ${secondWord}`];
  return parts.filter(Boolean).join(` ${and} `);
}
