export const ceilings = {
  title: 'Sources of funds and ceilings',
  noneKnown: (year: string): string =>
    `The ceilings of ${year} are not known yet. Officers enter them.`,
  unknown: 'The ceiling is not known yet.',
  over: (by: string, limit: string): string => `${by} above the ceiling of ${limit}.`,
  left: (rest: string, limit: string): string => `${rest} left of the ceiling of ${limit}.`,
  leftIndicative: (rest: string, limit: string): string =>
    `${rest} left of the indicative ceiling of ${limit}.`,
  depth: 'Depth',
  byActivity: 'By activity',
  byField: 'Field only',
  field: 'Choose the field',
} as const;
